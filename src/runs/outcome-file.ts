/** Reads the outcome that a run wrote. The file is the agent's, so that nothing about it is taken for granted. */
import { lstat, readFile } from "node:fs/promises";
import { z } from "zod";
import { Outcome } from "../domain/outcome.ts";

const FILE_LIMIT = 2 ** 20;

export type OutcomeFile =
  | { readonly ok: true; readonly outcome: Outcome }
  /** What is wrong with it, to go on from "it": "wrote no outcome". */
  | { readonly ok: false; readonly problem: string };

export async function readOutcome(file: string): Promise<OutcomeFile> {
  // A pipe would keep us waiting for ever, and a link could show us any file.
  const found = await lstat(file).catch(() => null);
  if (found === null) return { ok: false, problem: "wrote no outcome" };
  if (!found.isFile()) return { ok: false, problem: "left something else than a file as its outcome" };
  if (found.size > FILE_LIMIT) return { ok: false, problem: "wrote an outcome of more than 1 MiB" };
  const json = parseJson(await readFile(file, "utf8"));
  if (json === undefined) return { ok: false, problem: "wrote an outcome that is not JSON" };
  const parsed = Outcome.safeParse(json);
  if (parsed.success) return { ok: true, outcome: parsed.data };
  return { ok: false, problem: `wrote an outcome that is none: ${z.prettifyError(parsed.error)}` };
}

/** Undefined when the text is not JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
