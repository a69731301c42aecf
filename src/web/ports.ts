/** What the page needs from outside: to read, and to act as the person who signed in. */
import type { PageBoard, RunModel } from "./views/board.ts";
import type { IssueModel } from "./views/issue.ts";
import type { IssueRow } from "./views/issues.ts";
import type { PullModel } from "./views/pull.ts";

export interface LocalPorts {
  board(): PageBoard;
  /** Open ones first, each group newest first; no pull requests among them. */
  issues(login: string): Promise<readonly IssueRow[]>;
  /** Null when there is none of that number. */
  issue(login: string, number: number): Promise<IssueModel | null>;
  pull(login: string, number: number): Promise<PullModel | null>;
  /** The run at work on a task now; null when there is none. */
  run(task: number): RunModel | null;
  /** The roster, in the order of the config. */
  agents(): readonly AgentChoice[];
  act(login: string, deed: Deed): Promise<DeedResult>;
}

export interface AgentChoice {
  readonly id: string;
  readonly name: string;
}

/** What a person may do here. `head`: the commit that they saw. */
export type Deed =
  | {
      readonly kind: "open-issue";
      readonly title: string;
      readonly body: string;
      readonly agent: string | null;
    }
  | { readonly kind: "comment"; readonly issue: number; readonly body: string }
  | { readonly kind: "assign"; readonly issue: number; readonly agent: string }
  | { readonly kind: "unassign"; readonly issue: number; readonly agent: string }
  | { readonly kind: "close-issue"; readonly issue: number }
  | { readonly kind: "reopen-issue"; readonly issue: number }
  | { readonly kind: "approve"; readonly pull: number; readonly head: string }
  | { readonly kind: "merge"; readonly pull: number; readonly head: string }
  | { readonly kind: "close-pull"; readonly pull: number };

export type DeedResult =
  /** `number`: of the issue or pull request that was acted on. */
  | { readonly ok: true; readonly number: number }
  /** `why`: GitHub's words, or ours. */
  | { readonly ok: false; readonly why: string };
