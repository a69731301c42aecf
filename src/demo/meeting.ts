/** Lets a scripted agent wait until another task's pull request is open, whatever a busy machine does to the timing. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Octokit } from "@octokit/rest";
import { parseBranchName } from "../domain/branch-name.ts";
import type { Casting } from "./casting.ts";

/** How often it is looked. Milliseconds. */
const LOOK = 250;

/** Resolves when the task of that key has a pull request, open or not. */
export function createMeeting(
  octokit: Octokit,
  at: { readonly owner: string; readonly repo: string },
  { tasks }: Casting,
): (key: string, signal: AbortSignal) => Promise<void> {
  return async (key, signal) => {
    const title = tasks.find((task) => task.key === key)?.title;
    while (!(await hasPull(title))) await sleep(LOOK, undefined, { signal });
  };

  async function hasPull(title: string | undefined): Promise<boolean> {
    const { data: issues } = await octokit.rest.issues.listForRepo({ ...at, state: "all", per_page: 100 });
    const issue = issues.find((each) => each.title === title && !each.pull_request)?.number;
    const { data: pulls } = await octokit.rest.pulls.list({ ...at, state: "all", per_page: 100 });
    return issue !== undefined && pulls.some(({ head }) => parseBranchName(head.ref)?.issue === issue);
  }
}
