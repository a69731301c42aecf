/** Issues, and lists of them. */

import { labelsOf, userNamed } from "../../find.ts";
import { nodeId } from "../../node-id.ts";
import type { Issue } from "../../records.ts";
import { connection, type PageArguments } from "../connection.ts";
import { type Context, type Source, webUrl } from "../context.ts";
import { threadFields } from "./thread.ts";
import { type TimelineArguments, timelineConnection } from "./timeline.ts";

type IssueState = "OPEN" | "CLOSED";

export interface ThreadOrder {
  readonly field: "COMMENTS" | "CREATED_AT" | "UPDATED_AT";
  readonly direction: "ASC" | "DESC";
}

export interface IssueArguments extends PageArguments {
  readonly states?: readonly IssueState[] | null;
  readonly labels?: readonly string[] | null;
  readonly filterBy?: {
    readonly createdBy?: string | null;
    readonly labels?: readonly string[] | null;
    readonly since?: string | null;
    readonly states?: readonly IssueState[] | null;
  } | null;
  readonly orderBy?: ThreadOrder | null;
}

export function issueNode(context: Context, issue: Issue): Source {
  return {
    ...threadFields(context, issue),
    __typename: "Issue",
    id: nodeId("issue", issue.id),
    databaseId: issue.id,
    fullDatabaseId: String(issue.id),
    state: issue.state.toUpperCase(),
    locked: false, // nothing here locks a conversation
    stateReason: issue.stateReason?.toUpperCase() ?? null,
    isPinned: issue.pinned ?? false,
    url: () => webUrl(context, `/issues/${issue.number}`),
    timelineItems: (args: TimelineArguments) => timelineConnection(context, issue, args),
  };
}

/** The repository's issues without its pull requests, oldest first unless ordered otherwise. */
export function issueConnection(context: Context, args: IssueArguments) {
  const { world } = context;
  const { createdBy, since, ...filter } = args.filterBy ?? {};
  const author = createdBy ? userNamed(world, createdBy) : null;
  const matches = (issue: Issue) =>
    issue.pullId === null &&
    isAmong(issue.state.toUpperCase(), args.states) &&
    isAmong(issue.state.toUpperCase(), filter.states) &&
    hasAnyLabel(context, issue, args.labels) &&
    (filter.labels ?? []).every((label) => hasAnyLabel(context, issue, [label])) &&
    (author === null || issue.userId === author?.id) &&
    (!since || Date.parse(issue.updatedAt) >= Date.parse(since));
  return connection("issues", args, {
    items: world.issues.all().filter(matches),
    ...threadOrder(context, args.orderBy, (issue: Issue) => issue),
    node: (issue) => issueNode(context, issue),
  });
}

/** How GitHub orders issues and pull requests: by the issue side of either. */
export function threadOrder<Item>(
  { world }: Context,
  orderBy: ThreadOrder | null | undefined,
  issueOf: (item: Item) => Issue,
) {
  const field = orderBy?.field;
  const value = (issue: Issue): readonly (string | number)[] => {
    switch (field) {
      case "UPDATED_AT":
        return [issue.updatedAt];
      case "COMMENTS":
        return [world.comments.where("issueId", issue.id).length];
      case "CREATED_AT":
      case undefined:
        return [];
      default:
        return field satisfies never;
    }
  };
  return {
    place: (item: Item) => [...value(issueOf(item)), issueOf(item).number],
    descending: orderBy?.direction === "DESC",
  };
}

/** Absent and empty lists do not filter. */
export function isAmong(value: string, wanted: readonly string[] | null | undefined): boolean {
  return !wanted?.length || wanted.includes(value);
}

/** Whether the issue carries one of the labels, named without case. */
export function hasAnyLabel(
  { world }: Context,
  issue: Issue,
  wanted: readonly string[] | null | undefined,
): boolean {
  const names = new Set(wanted?.map((name) => name.toLowerCase()));
  return names.size === 0 || labelsOf(world, issue).some(({ name }) => names.has(name.toLowerCase()));
}
