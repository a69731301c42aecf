/** A pull request as observed on GitHub, with its checks, its reviews and what it changes. */
import type { Actor } from "./actor.ts";
import type { Change } from "./file-diff.ts";
import type { Comment } from "./issue.ts";
import type { MetricReading } from "./metric-reading.ts";

export interface Pull {
  /** GraphQL node id. */
  readonly id: string;
  readonly number: number;
  readonly state: "open" | "closed" | "merged";
  readonly draft: boolean;
  readonly title: string;
  readonly body: string;
  readonly author: Actor | null;
  readonly branch: string;
  readonly fromFork: boolean;
  /** Head commit. */
  readonly head: string;
  readonly base: string;
  /** The base branch's commit as the pull request states it: moves with a push, not with every merge. */
  readonly baseSha: string;
  readonly mergedBy: Actor | null;
  readonly mergeCommit: string | null;
  /** Check runs on the head commit, newest of each name and App. */
  readonly checks: readonly Check[];
  /** The other open pull requests with this very head: its checks are theirs too. Null when they could not all be seen. */
  readonly siblings: readonly Sibling[] | null;
  readonly reviews: readonly Review[];
  /** Its conversation, ascending, like an issue's; without what stands in reviews. */
  readonly comments: readonly Comment[];
  /** What it changes from merge base to head; `unread` when every earlier verdict stands, null when GitHub could not show all of it. */
  readonly change: Change | "unread" | null;
  /** The commits that it brings, oldest first; `unread` when they were not asked for, or GitHub could not show all of them. */
  readonly commits: readonly CommitName[] | "unread";
  /** The numbers that the config wants of its checks, by the metric's name; `unread` when none is wanted or an earlier verdict stands. */
  readonly metrics: ReadonlyMap<string, MetricReading> | "unread";
  /** Whether the head contains the commit that Signalbox published last; null when that was not asked, for want of a doubt. */
  readonly containsPublished: boolean | null;
}

export interface CommitName {
  readonly sha: string;
  /** The message's first line. */
  readonly subject: string;
}

export interface Sibling {
  readonly number: number;
  readonly branch: string;
  readonly fromFork: boolean;
  readonly base: string;
}

export interface Check {
  /** GraphQL node id. */
  readonly id: string;
  readonly name: string;
  /** Slug of the App that reported it. */
  readonly app: string | null;
  readonly status: "pending" | "completed";
  /** GitHub's conclusion in lower case; null while pending. */
  readonly conclusion: string | null;
  readonly title: string | null;
  readonly summary: string | null;
  readonly externalId: string | null;
  /** When it was created or began; null when GitHub does not say. */
  readonly startedAt: Date | null;
}

export interface Review {
  readonly author: Actor | null;
  readonly state: "approved" | "changes_requested" | "commented" | "dismissed";
  /** The commit that was reviewed. */
  readonly commit: string | null;
  readonly submittedAt: Date;
  /** Whether the reviewer may push to the repository now. */
  readonly canPush: boolean;
}
