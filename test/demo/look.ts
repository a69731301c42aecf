/** Looks at the world that a demo left: over REST as mira sees it, and with plain Git. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { Octokit } from "@octokit/rest";
import { startEmbeddedGitHub } from "../../src/local/server.ts";
import { gitOf } from "./ledger-history.ts";

export const at = { owner: "mira", repo: "multichain-mcp" };

/** Looks at the world over REST, as the person that it belongs to. */
export async function asMira<T>(dir: string, look: (rest: Octokit["rest"]) => Promise<T>): Promise<T> {
  const github = await startEmbeddedGitHub({ dir });
  try {
    return await look(new Octokit({ baseUrl: github.url, auth: github.tokenOf(at.owner) }).rest);
  } finally {
    await github.close();
  }
}

/** What a failed check of a commit says at which lines, as the pull request's diff shows it. */
export function failedAt(dir: string, commit: string, name: string) {
  return asMira(dir, async ({ checks }) => {
    const { data } = await checks.listForRef({ ...at, ref: commit, check_name: name });
    const found = data.check_runs.filter(({ conclusion }) => conclusion === "failure");
    const shownAt = found.map(({ id }) => checks.listAnnotations({ ...at, check_run_id: id }));
    return (await Promise.all(shownAt)).flatMap((each) =>
      each.data.map(({ path, start_line: line, message: says }) => ({ path, line, says })),
    );
  });
}

/** What an attempt published, by its trailers. */
export function commitOf(dir: string, task: number, attempt: number): string {
  const field = (name: string) => `%(trailers:key=Signalbox-${name},valueonly,separator=%x2C)`;
  const log = gitOf(dir)(
    "log",
    `--format=%H ${field("Task")} ${field("Attempt")}`,
    "--branches=agent/*",
    "^main",
  );
  const found = log.split("\n").find((line) => line.endsWith(` ${task} ${attempt}`));
  if (!found) throw new Error(`no branch has attempt ${attempt} of #${task}`);
  return found.slice(0, 40);
}

/** Where Git cannot merge two commits. */
export function collidingPaths(dir: string, ours: string, theirs: string): readonly string[] {
  const merge = ["merge-tree", "--write-tree", "--name-only", "--no-messages", ours, theirs];
  const { stdout } = spawnSync("git", ["--git-dir", join(dir, "origin.git"), ...merge], { encoding: "utf8" });
  const [, ...paths] = stdout.trim().split("\n");
  return paths;
}
