/** The text of an issue or a comment: typed, from a file, or from the standard input. */
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { type Io, WrongUse } from "../command.ts";

export const bodyOptions = { body: { type: "string" }, "body-file": { type: "string" } } as const;

export async function bodyOf(
  values: { readonly body?: string | undefined; readonly "body-file"?: string | undefined },
  { cwd, input }: Pick<Io, "cwd" | "input">,
): Promise<string | null> {
  const file = values["body-file"];
  if (values.body !== undefined && file !== undefined)
    throw new WrongUse("name --body or --body-file, not both");
  if (file === undefined) return values.body ?? null;
  if (file === "-") return input();
  try {
    return await readFile(resolve(cwd, file), "utf8");
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new WrongUse(`--body-file ${file} cannot be read: ${why}`);
  }
}
