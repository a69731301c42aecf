/** How an issue becomes a task. */
import { formatBranchName, slugOf } from "../domain/branch-name.ts";
import type { Task } from "./task.ts";

export interface NewTask {
  readonly number: number;
  readonly title: string;
  readonly agent: string;
  readonly scope: readonly string[];
  readonly dependsOn: readonly number[];
  readonly requester?: Task["requester"];
  /** Id of the last comment that was already read as intent. */
  readonly comment: number;
}

export function acceptTask(input: NewTask, now: Date): Task {
  return {
    v: 1,
    number: input.number,
    title: input.title,
    state: "queued",
    agent: input.agent,
    scope: [...input.scope],
    requester: input.requester ?? null,
    added: 0,
    amendments: [],
    priority: null,
    estimate: null,
    lease: "exclusive",
    dependsOn: [...input.dependsOn],
    queuedAt: now.toISOString(),
    attempt: null,
    tried: [],
    next: { cause: "first", notBefore: null },
    retries: 0,
    reworks: 0,
    branch: branchOf(input),
    head: null,
    pull: null,
    card: null,
    blockers: [],
    feedback: [],
    merges: null,
    hold: null,
    stopped: null,
    overrides: [],
    changed: [],
    told: [],
    news: [],
    outbox: [],
    cursor: { comment: input.comment, pull: null },
    end: null,
  };
}

/** The branch of a task that has not started: it follows agent and title until the first attempt. */
export function branchOf({ number, title, agent }: Pick<Task, "number" | "title" | "agent">): string {
  return formatBranchName({ agent, issue: number, slug: slugOf(title) });
}
