/** Ends what earlier processes left at work though nobody asks for it any more: runs that were concluded without us. */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { endRemains } from "./adopt.ts";
import type { RunKey } from "./ports.ts";
import { workspaceIn, workspaceOf } from "./workspace.ts";

/** `wanted`: the runs that are taken over instead. */
export async function sweepRuns(runsDir: string, wanted: readonly RunKey[]): Promise<void> {
  const kept = new Set(wanted.map((key) => workspaceOf(runsDir, key).dir));
  const dirs = (await foldersOf(runsDir)).map((name) => join(runsDir, name));
  await Promise.all(dirs.filter((dir) => !kept.has(dir)).map((dir) => endRemains(workspaceIn(dir))));
}

async function foldersOf(dir: string): Promise<readonly string[]> {
  try {
    return (await readdir(dir, { withFileTypes: true }))
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}
