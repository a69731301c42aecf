/** A short fingerprint of a text: nobody can make another text that has the same, for a verdict on the one would then be the other's. */
import { createHash } from "node:crypto";

/** 128 bits of SHA-256, in hexadecimal. */
export function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}
