/**
 * What Signalbox wants changed on GitHub, as plain data. Only `github/apply.ts` acts on it; a dry run prints the same
 * list. Each effect is safe to apply twice: see the key that each kind names.
 */
export type Effect =
  /** Creates (`from: null`) or fast-forwards an agent branch. Key: branch name and expected commit. */
  | {
      readonly kind: "branch";
      readonly task: number;
      readonly branch: string;
      readonly from: string | null;
      readonly to: string;
    }
  /** Opens the pull request of an agent branch. Key: GitHub allows one open pull request a branch. */
  | {
      readonly kind: "pull";
      readonly task: number;
      readonly branch: string;
      readonly base: string;
      readonly title: string;
      readonly body: string;
    }
  /** Rewrites title and body of a pull request that we opened. Idempotent. */
  | {
      readonly kind: "edit-pull";
      readonly pull: number;
      readonly pullId: string;
      readonly title: string;
      readonly body: string;
    }
  /** Reports on a commit, of a pull request or of the default branch (`pull: null`): updates the check run `existing`, or creates it. Key: name and head. */
  | {
      readonly kind: "check";
      readonly pull: number | null;
      readonly head: string;
      readonly name: string;
      readonly externalId: string;
      readonly existing: string | null;
      readonly result: CheckResult;
      readonly title: string;
      readonly summary: string;
      /** Shown at their places in the diff; at most 50. */
      readonly annotations: readonly Annotation[];
    }
  /** Creates one of Signalbox's labels in the repository. Key: name. */
  | { readonly kind: "label"; readonly name: string; readonly color: string; readonly description: string }
  /** Sets and removes labels of an issue, by name. Idempotent. */
  | {
      readonly kind: "labels";
      readonly issue: number;
      readonly issueId: string;
      readonly add: readonly string[];
      readonly remove: readonly string[];
    }
  /** Creates a comment once. Key: `marker`, which the body ends with; the outbox records the intent before it is sent. */
  | { readonly kind: "comment"; readonly issue: number; readonly marker: string; readonly body: string }
  /** Opens an issue once. Key: `marker`, which the body ends with; the outbox records the intent before it is sent. */
  | { readonly kind: "issue"; readonly title: string; readonly marker: string; readonly body: string }
  /** Rewrites the body of an issue of our own. Idempotent. */
  | { readonly kind: "edit-issue"; readonly issue: number; readonly issueId: string; readonly body: string }
  /** Pins an issue of our own. GitHub refuses what is pinned already, and a fourth one. */
  | { readonly kind: "pin"; readonly issue: number; readonly issueId: string }
  /** Rewrites one of our own comments. Idempotent. */
  | {
      readonly kind: "edit-comment";
      readonly issue: number;
      readonly commentId: string;
      readonly body: string;
    }
  /** Acknowledges a person's comment. Idempotent: GitHub keeps one reaction of a kind a user. */
  | {
      readonly kind: "reaction";
      readonly issue: number;
      readonly commentId: string;
      readonly content: "THUMBS_UP" | "THUMBS_DOWN";
    }
  /** Closes an issue as completed. Idempotent. */
  | { readonly kind: "close"; readonly issue: number; readonly issueId: string }
  /** Starts the run of an attempt. Not idempotent: the outbox records it first, and a run acts only after it took the claim. */
  | { readonly kind: "dispatch"; readonly task: number; readonly agent: string; readonly attempt: number }
  /** Tells a run to end. GitHub refuses it for a run that has ended. */
  | { readonly kind: "cancel"; readonly task: number; readonly run: number };

export interface Annotation {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly title: string;
  readonly message: string;
}

/** How a check run answers. Never neutral or skipped: both would satisfy a required check. */
export type CheckResult = "pending" | "success" | "failure";
