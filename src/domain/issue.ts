/** An issue as observed on GitHub. */
import type { Actor } from "./actor.ts";

export interface Issue {
  /** GraphQL node id. */
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly author: Actor | null;
  readonly state: "open" | "completed" | "not_planned";
  /** Whether only those who may write can comment, and an App's own words may be refused. */
  readonly locked: boolean;
  readonly labels: readonly string[];
  /** Shown above the list of issues. */
  readonly pinned: boolean;
  readonly updatedAt: Date;
  /** Ascending by creation: every comment since the ledger's cursor, and all of our own that were among the last ones. */
  readonly comments: readonly Comment[];
  /** Labels set and removed, ascending by time, among the last ones; null when this was not asked. */
  readonly labelEvents: readonly LabelEvent[] | null;
}

export interface Comment {
  /** GraphQL node id. */
  readonly id: string;
  readonly databaseId: number;
  readonly author: Actor | null;
  readonly body: string;
  readonly createdAt: Date;
  readonly edited: boolean;
  /** True when somebody minimised it. */
  readonly hidden: boolean;
  /** True when our own App has put a reaction on it. */
  readonly acknowledged: boolean;
}

export interface LabelEvent {
  readonly label: string;
  readonly added: boolean;
  readonly by: Actor | null;
  readonly at: Date;
}
