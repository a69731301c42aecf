/**
 * The process of a run as its folder tells it, for whoever comes after us: `process.json` before the program begins, and
 * `end`, which the program's launcher writes when it has ended, whether we live or not.
 */
import { lstat, readFile, rename, stat, writeFile } from "node:fs/promises";
import { constants } from "node:os";
import { z } from "zod";
import { formatJson } from "../ledger/ledger.ts";
import type { GroupEnd } from "./process-group.ts";
import type { Workspace } from "./workspace.ts";

/** Bytes; ours have some hundred. */
const LARGEST = 64 * 2 ** 10;

export const RunProcess = z.strictObject({
  v: z.literal(1),
  /** Of the launcher, which leads the run's process group. */
  pid: z.int().min(2),
  /** See `processBirth`. */
  birth: z.string().min(1),
  startedAt: z.iso.datetime(),
  /** When its time is over. */
  deadline: z.iso.datetime(),
  /** Set before the group is ended because nobody wants it any more: what comes of it does not count. */
  stopped: z.boolean(),
});
export type RunProcess = z.infer<typeof RunProcess>;

/** Whole or not at all, whenever we are killed. */
export async function writeProcess({ process: file }: Workspace, run: RunProcess): Promise<void> {
  await writeFile(`${file}.new`, formatJson(run));
  await rename(`${file}.new`, file);
}

/** Null when the run never came so far, or somebody spoilt the file. */
export async function readProcess({ process: file }: Workspace): Promise<RunProcess | null> {
  const text = await readIfThere(file);
  if (text === null) return null;
  try {
    return RunProcess.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

export interface ProgramEnd {
  readonly end: GroupEnd;
  readonly at: Date;
}

/** Null when the program has not ended, or nobody was left to write it down. */
export async function readEnd({ end: file }: Workspace): Promise<ProgramEnd | null> {
  const text = await readIfThere(file);
  if (text === null) return null;
  return { end: parseEnd(text.trim()), at: (await stat(file)).mtime };
}

/** What a shell says of a program: its exit code, 128 and the signal's number, or that it found none. */
function parseEnd(text: string): GroupEnd {
  if (text === "missing") return { kind: "not-started", why: "ENOENT, there is no such program" };
  const code = /^\d{1,3}$/.test(text) ? Number(text) : 1;
  const by = Object.entries(constants.signals).find(([, number]) => number === code - 128)?.[0];
  return code > 128 && by !== undefined ? { kind: "killed", by } : { kind: "exited", code };
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    const found = await lstat(file);
    // The program runs as our own user: a pipe would keep us waiting for ever, and a link show us any file.
    if (!found.isFile() || found.size > LARGEST) return "";
    return await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
