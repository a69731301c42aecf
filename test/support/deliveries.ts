/** Signed webhooks as GitHub sends them, for tests of the intake and of the server. */
import { createHmac, generateKeyPairSync, randomUUID } from "node:crypto";

/** Not a placeholder, and as long as it must be. */
export const SECRET = "0f3b5a7c9d1e2f40516273849aabbccd";

export const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs1", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});

export function sign(body: string, secret = SECRET, algorithm = "sha256"): string {
  return `${algorithm}=${createHmac(algorithm, secret).update(body).digest("hex")}`;
}

/** The headers of a delivery with that body. */
export function delivery(body: string, event = "issues", secret = SECRET): Record<string, string> {
  return {
    "content-type": "application/json",
    "x-github-event": event,
    "x-github-delivery": randomUUID(),
    "x-hub-signature-256": sign(body, secret),
  };
}
