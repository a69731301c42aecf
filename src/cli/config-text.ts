/** The text of a config file that a person named, or why it cannot be read. */
import { readFile } from "node:fs/promises";
import type { configNotReadText } from "../text/config-problems.ts";

type Unreadable = Parameters<typeof configNotReadText>[1];

export async function readConfigText(path: string): Promise<string | { readonly unreadable: Unreadable }> {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await readFile(path));
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === null) throw new Error(`reading the config ${path}`, { cause: error });
    return { unreadable: reason };
  }
}

function reasonOf(error: unknown): Unreadable | null {
  if (!(error instanceof Error) || !("code" in error)) return null;
  switch (error.code) {
    case "ENOENT":
    case "ENOTDIR":
      return "missing";
    case "EISDIR":
      return "directory";
    case "EACCES":
    case "EPERM":
      return "denied";
    case "ERR_ENCODING_INVALID_ENCODED_DATA":
      return "encoding";
    default:
      return null;
  }
}
