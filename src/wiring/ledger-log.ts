/** Follows the ledger's log: `git log` of the ledger branch is the story, so that nothing else needs to be shown. */
import { existsSync } from "node:fs";
import { runGit, textOf } from "../local/git/process.ts";

export interface LogFollower {
  /** The lines that were added since the last call, oldest first. */
  read(): Promise<readonly string[]>;
}

/** `from`: the commit after which to start; null for the whole story. */
export function followLog(gitDir: string, branch: string, from: string | null): LogFollower {
  let last = from;
  return {
    read: async () => {
      const tip = await tipOf(gitDir, branch);
      if (tip === null || tip === last) return [];
      const range = last === null ? tip : `${last}..${tip}`;
      const log = await runGit(gitDir, ["log", "--reverse", "--format=%B%x00", range]);
      last = tip;
      return textOf(log)
        .split("\0")
        .flatMap((message) => linesOf(message.trim()));
    },
  };
}

/** The branch's commit; null when there is no such branch, or no repository yet. */
export async function tipOf(gitDir: string, branch: string): Promise<string | null> {
  if (!existsSync(gitDir)) return null;
  return (
    textOf(await runGit(gitDir, ["for-each-ref", "--format=%(objectname)", `refs/heads/${branch}`])) || null
  );
}

/** One event is the subject itself; of several the subject tells the first, and the body all. */
function linesOf(message: string): readonly string[] {
  const [subject = "", , ...body] = message.split("\n");
  if (subject === "") return [];
  return body.length > 0 ? body : [subject];
}
