/**
 * The records of the embedded GitHub. `id` is the database id; times are ISO 8601 in UTC with GitHub's precision of one
 * second. Other records are named by their id (`userId`, `issueId` …), and a deleted one may be missing.
 */
import type { Permission } from "../domain/actor.ts";
import type { Commit } from "./git/commit.ts";

export interface User {
  readonly id: number;
  readonly login: string;
  readonly type: "User" | "Bot";
  readonly name: string | null;
  readonly createdAt: string;
}

/** What an App may do, as GitHub names it: `{ contents: "write", metadata: "read" }`. */
export type Grants = Readonly<Record<string, "read" | "write">>;

export interface App {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  readonly ownerId: number;
  /** The user under whose name the App acts. */
  readonly botId: number;
  readonly grants: Grants;
  readonly createdAt: string;
}

export interface Installation {
  readonly id: number;
  readonly appId: number;
  readonly createdAt: string;
}

export interface Repository {
  readonly id: number;
  readonly ownerId: number;
  readonly name: string;
  readonly description: string | null;
  readonly private: boolean;
  readonly archived: boolean;
  readonly defaultBranch: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly pushedAt: string;
}

/** A branch or tag as the world was last told of it; what Git holds instead came by a push that went past this process. */
export interface KnownRef {
  readonly id: number;
  /** Full name. */
  readonly name: string;
  readonly oid: string;
}

export interface Collaborator {
  readonly id: number;
  readonly userId: number;
  readonly role: Exclude<Permission, "none">;
}

export interface Label {
  readonly id: number;
  readonly name: string;
  /** Six hex digits. */
  readonly color: string;
  readonly description: string | null;
}

/** An issue, or the issue side of a pull request (`pullId` is set): title, state, labels and comments live here for both. */
export interface Issue {
  readonly id: number;
  readonly number: number;
  readonly pullId: number | null;
  readonly title: string;
  readonly body: string | null;
  readonly state: "open" | "closed";
  readonly stateReason: "completed" | "not_planned" | "duplicate" | "reopened" | null;
  readonly userId: number;
  /** The App through which it was created. */
  readonly appId: number | null;
  readonly labelIds: readonly number[];
  readonly createdAt: string;
  readonly updatedAt: string;
  /** When the body was last edited. */
  readonly editedAt: string | null;
  readonly closedAt: string | null;
  readonly closedById: number | null;
  /** Absent in worlds that were made before there were pinned issues. */
  readonly pinned?: boolean;
}

export interface Comment {
  readonly id: number;
  readonly issueId: number;
  readonly userId: number;
  readonly appId: number | null;
  readonly body: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly editedAt: string | null;
}

export type ReactionContent = "+1" | "-1" | "laugh" | "confused" | "heart" | "hooray" | "rocket" | "eyes";

export interface Reaction {
  readonly id: number;
  /** What it is on: exactly one of the two. */
  readonly commentId: number | null;
  readonly issueId: number | null;
  readonly userId: number;
  readonly content: ReactionContent;
  readonly createdAt: string;
}

/** An entry of an issue's timeline that is not a comment, a review or a commit. */
export interface TimelineEvent {
  readonly id: number;
  readonly issueId: number;
  readonly userId: number;
  readonly appId: number | null;
  readonly createdAt: string;
  readonly what:
    | {
        readonly kind: "labeled" | "unlabeled";
        readonly label: { readonly name: string; readonly color: string };
      }
    | {
        readonly kind: "closed";
        readonly stateReason: Issue["stateReason"];
        readonly commitSha: string | null;
      }
    | { readonly kind: "reopened" }
    | { readonly kind: "renamed"; readonly from: string; readonly to: string }
    | { readonly kind: "merged"; readonly commitSha: string }
    | { readonly kind: "head_ref_force_pushed"; readonly commitSha: string }
    | { readonly kind: "head_ref_deleted" }
    | { readonly kind: "review_dismissed"; readonly reviewId: number; readonly message: string };
}

export interface Pull {
  readonly id: number;
  readonly issueId: number;
  readonly number: number;
  readonly draft: boolean;
  readonly headRef: string;
  readonly headSha: string;
  readonly baseRef: string;
  /** The base branch's tip when the head was last pushed (or the pull request merged): it does not follow the base. */
  readonly baseSha: string;
  readonly mergedAt: string | null;
  readonly mergedById: number | null;
  readonly mergeCommitSha: string | null;
  /** Of the diff from the merge base to the head. */
  readonly size: {
    readonly commits: number;
    readonly additions: number;
    readonly deletions: number;
    readonly changedFiles: number;
  };
}

export type ReviewState = "APPROVED" | "CHANGES_REQUESTED" | "COMMENTED" | "DISMISSED" | "PENDING";

export interface Review {
  readonly id: number;
  readonly pullId: number;
  readonly userId: number;
  readonly body: string;
  readonly state: ReviewState;
  readonly commitSha: string;
  readonly submittedAt: string | null;
}

/** The check runs of one App on one commit; every workflow run has a suite of its own. */
export interface CheckSuite {
  readonly id: number;
  readonly appId: number;
  readonly headSha: string;
  readonly headBranch: string | null;
  readonly createdAt: string;
}

export type CheckStatus = "queued" | "in_progress" | "completed";
export type CheckConclusion =
  | "success"
  | "failure"
  | "neutral"
  | "cancelled"
  | "skipped"
  | "timed_out"
  | "action_required";

export interface CheckAnnotation {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly level: "notice" | "warning" | "failure";
  readonly title: string | null;
  readonly message: string;
}

export interface CheckRun {
  readonly id: number;
  readonly suiteId: number;
  readonly appId: number;
  readonly name: string;
  readonly headSha: string;
  readonly status: CheckStatus;
  /** Set when, and only when, completed. */
  readonly conclusion: CheckConclusion | null;
  readonly externalId: string | null;
  readonly detailsUrl: string | null;
  readonly startedAt: string | null;
  readonly completedAt: string | null;
  readonly title: string | null;
  readonly summary: string | null;
  readonly text: string | null;
  readonly annotations: readonly CheckAnnotation[];
}

/** A commit status, the older kind of check. */
export interface CommitStatus {
  readonly id: number;
  readonly sha: string;
  readonly context: string;
  readonly state: "error" | "failure" | "pending" | "success";
  readonly description: string | null;
  readonly targetUrl: string | null;
  readonly userId: number;
  readonly createdAt: string;
}

export interface Workflow {
  readonly id: number;
  /** `.github/workflows/<file>` */
  readonly path: string;
  readonly name: string;
  readonly createdAt: string;
}

export interface WorkflowRun {
  readonly id: number;
  readonly workflowId: number;
  /** What the workflow's `run-name` makes of the inputs. */
  readonly title: string;
  readonly suiteId: number;
  readonly runNumber: number;
  /** Only a dispatched run is given to who stands for GitHub's runners. */
  readonly event: "workflow_dispatch" | "pull_request" | "push";
  readonly headBranch: string;
  readonly headSha: string;
  /** The commit as it was read when the run was made. */
  readonly headCommit: Commit;
  readonly inputs: Readonly<Record<string, string>>;
  readonly status: CheckStatus;
  readonly conclusion: CheckConclusion | null;
  readonly userId: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** What a workflow run uploaded; after 90 days only its name is left. */
export interface Artifact {
  readonly id: number;
  readonly runId: number;
  readonly name: string;
  /** The zip archive in base64. */
  readonly archive: string;
  readonly createdAt: string;
  readonly expiresAt: string;
}
