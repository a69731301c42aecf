/** The states of a task and the one table of how it may move between them. */
export const taskStates = [
  "queued",
  "working",
  "blocked",
  "review",
  "ready",
  "done",
  "failed",
  "escalated",
] as const;

export type TaskState = (typeof taskStates)[number];

export interface StateRule {
  /** What the state means to a person; also the description of its label. */
  readonly meaning: string;
  /** The states that may follow. A person may merge at any time, so every open state leads to `done`. */
  readonly next: readonly TaskState[];
  /** Label colour, six hex digits. */
  readonly color: string;
}

export const stateTable: Readonly<Record<TaskState, StateRule>> = {
  queued: { meaning: "Accepted; waits for its turn", next: ["working", "blocked", "done"], color: "c5def5" },
  working: {
    meaning: "An agent is at work",
    next: ["review", "blocked", "failed", "escalated", "done"],
    color: "1d76db",
  },
  blocked: { meaning: "Waits for a person's answer", next: ["queued", "done"], color: "d93f0b" },
  review: {
    meaning: "Its pull request waits for checks or people",
    next: ["ready", "queued", "failed", "escalated", "done"],
    color: "fbca04",
  },
  ready: {
    meaning: "Everything holds; a person may merge",
    next: ["review", "queued", "failed", "escalated", "done"],
    color: "0e8a16",
  },
  failed: {
    meaning: "Its last attempt failed; another one follows",
    next: ["working", "blocked", "review", "escalated", "done"],
    color: "b60205",
  },
  escalated: {
    meaning: "Nothing goes on by itself; a person decides",
    next: ["queued", "review", "done"],
    color: "5319e7",
  },
  done: { meaning: "Merged", next: [], color: "6f42c1" },
};

export function mayFollow(from: TaskState, to: TaskState): boolean {
  return stateTable[from].next.includes(to);
}
