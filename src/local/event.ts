/** What happened in the world, as data: an operation emits it, and a webhook payload is rendered from it once it is recorded. */
import type {
  CheckRun,
  Comment,
  Issue,
  Label,
  Pull,
  Repository,
  Review,
  User,
  Workflow,
  WorkflowRun,
} from "./records.ts";

export interface PushedCommit {
  readonly sha: string;
  readonly tree: string;
  readonly message: string;
  readonly author: { readonly name: string; readonly email: string; readonly date: string };
  readonly committer: { readonly name: string; readonly email: string; readonly date: string };
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly modified: readonly string[];
}

export type WorldEvent = { readonly sender: User } & (
  | {
      readonly name: "issues";
      readonly action: "opened" | "closed" | "reopened" | "edited" | "labeled" | "unlabeled" | "pinned";
      readonly issue: Issue;
      readonly label?: Label;
      /** The former values of what was edited. */
      readonly changes?: { readonly title?: string; readonly body?: string | null };
    }
  | {
      readonly name: "issue_comment";
      readonly action: "created" | "edited" | "deleted";
      readonly issue: Issue;
      readonly comment: Comment;
      readonly formerBody?: string;
    }
  | { readonly name: "label"; readonly action: "created" | "edited" | "deleted"; readonly label: Label }
  | {
      readonly name: "pull_request";
      readonly action:
        | "opened"
        | "closed"
        | "reopened"
        | "edited"
        | "labeled"
        | "unlabeled"
        | "synchronize"
        | "converted_to_draft"
        | "ready_for_review";
      readonly pull: Pull;
      readonly label?: Label;
      readonly changes?: {
        readonly title?: string;
        readonly body?: string | null;
        readonly base?: BaseChange;
      };
      /** The head before and after a push. */
      readonly moved?: { readonly before: string; readonly after: string };
    }
  | {
      readonly name: "pull_request_review";
      readonly action: "submitted" | "dismissed";
      readonly pull: Pull;
      readonly review: Review;
    }
  | { readonly name: "check_run"; readonly action: "created" | "completed"; readonly checkRun: CheckRun }
  | {
      readonly name: "push";
      /** Full name, `refs/heads/…`. */
      readonly ref: string;
      readonly before: string;
      readonly after: string;
      readonly forced: boolean;
      /** Oldest first; at most 2,048, as on GitHub. */
      readonly commits: readonly PushedCommit[];
    }
  | { readonly name: "create" | "delete"; readonly ref: string; readonly refType: "branch" | "tag" }
  | {
      readonly name: "workflow_run";
      readonly action: "requested" | "in_progress" | "completed";
      readonly run: WorkflowRun;
      readonly workflow: Workflow;
    }
  | {
      readonly name: "workflow_dispatch";
      readonly workflow: Workflow;
      readonly ref: string;
      readonly inputs: Readonly<Record<string, string>>;
    }
  | {
      readonly name: "repository";
      readonly action: "edited" | "renamed" | "archived" | "unarchived" | "privatized" | "publicized";
      readonly repository: Repository;
      readonly former: Repository;
    }
);

export interface BaseChange {
  readonly ref: string;
  readonly sha: string;
}
