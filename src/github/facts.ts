/** From GitHub's answers to the domain's nouns. */
import type { Actor } from "../domain/actor.ts";
import type { Comment, Issue } from "../domain/issue.ts";
import type { Check, Pull, Review, Sibling } from "../domain/pull.ts";
import type {
  ActorFacts,
  CheckFacts,
  CommentFacts,
  ContextsFacts,
  IssueFacts,
  Offers,
  PullFacts,
  ReviewsFacts,
} from "./observe-answer.ts";

export function toActor(facts: ActorFacts): Actor | null {
  return facts && { login: facts.login, id: facts.databaseId ?? null, bot: facts.__typename !== "User" };
}

export function toIssue(facts: IssueFacts, comments: readonly CommentFacts[]): Issue {
  return {
    id: facts.id,
    number: facts.number,
    title: facts.title,
    body: facts.body,
    author: toActor(facts.author),
    state:
      facts.state === "OPEN" ? "open" : facts.stateReason === "NOT_PLANNED" ? "not_planned" : "completed",
    locked: facts.locked,
    labels: facts.labels.nodes.map(({ name }) => name),
    pinned: facts.isPinned ?? false,
    updatedAt: new Date(facts.updatedAt),
    comments: comments.map(toComment),
    labelEvents: facts.timelineItems.nodes.map(({ __typename, createdAt, label, actor }) => ({
      label: label.name,
      added: __typename === "LabeledEvent",
      by: toActor(actor),
      at: new Date(createdAt),
    })),
  };
}

function toComment(facts: CommentFacts): Comment {
  return {
    id: facts.id,
    databaseId: facts.databaseId,
    author: toActor(facts.author),
    body: facts.body,
    createdAt: new Date(facts.createdAt),
    edited: facts.lastEditedAt !== null,
    hidden: facts.isMinimized,
    acknowledged: facts.reactionGroups?.some(({ viewerHasReacted }) => viewerHasReacted) ?? false,
  };
}

/** With all checks of its head, all its reviews, and what was said since it was read. The diff is filled in by whoever reads it; `unread` until then. */
export function toPull(
  facts: Omit<PullFacts, "comments">,
  checks: ContextsFacts["nodes"],
  offers: Offers | null,
  reviews: ReviewsFacts["nodes"],
  comments: readonly CommentFacts[],
): Pull {
  return {
    id: facts.id,
    number: facts.number,
    state: facts.state === "OPEN" ? "open" : facts.state === "MERGED" ? "merged" : "closed",
    draft: facts.isDraft,
    title: facts.title,
    body: facts.body,
    author: toActor(facts.author),
    branch: facts.headRefName,
    fromFork: facts.isCrossRepository,
    head: facts.headRefOid,
    base: facts.baseRefName,
    baseSha: facts.baseRefOid,
    mergedBy: toActor(facts.mergedBy),
    mergeCommit: facts.mergeCommit?.oid ?? null,
    checks: toChecks(checks),
    siblings: offers && toSiblings(facts, offers),
    reviews: reviews.flatMap(toReview),
    comments: comments.map(toComment),
    change: "unread",
    commits: "unread",
    metrics: "unread",
    containsPublished: null,
  };
}

/** Most of what a commit is in has it somewhere below its head; a page that is not the last could hide one. */
function toSiblings(
  { number, headRefOid }: Pick<PullFacts, "number" | "headRefOid">,
  { pageInfo, nodes }: Offers,
): readonly Sibling[] | null {
  if (pageInfo.hasNextPage) return null;
  return nodes
    .filter((node) => node.state === "OPEN" && node.headRefOid === headRefOid && node.number !== number)
    .map((node) => ({
      number: node.number,
      branch: node.headRefName,
      fromFork: node.isCrossRepository,
      base: node.baseRefName,
    }));
}

export function toChecks(nodes: ContextsFacts["nodes"]): readonly Check[] {
  return nodes.flatMap((node) => ("name" in node ? [toCheck(node)] : []));
}

function toCheck(facts: CheckFacts): Check {
  return {
    id: facts.id,
    name: facts.name,
    app: facts.checkSuite.app?.slug ?? null,
    status: facts.status === "COMPLETED" ? "completed" : "pending",
    conclusion: facts.conclusion?.toLowerCase() ?? null,
    title: facts.title,
    summary: facts.summary,
    externalId: facts.externalId,
    startedAt: facts.startedAt === null ? null : new Date(facts.startedAt),
  };
}

const reviewStates: Readonly<Record<string, Review["state"]>> = {
  APPROVED: "approved",
  CHANGES_REQUESTED: "changes_requested",
  COMMENTED: "commented",
  DISMISSED: "dismissed",
};

/** A review that is not submitted yet (PENDING) says nothing. */
function toReview(facts: ReviewsFacts["nodes"][number]): readonly Review[] {
  const state = reviewStates[facts.state];
  if (!state || facts.submittedAt === null) return [];
  return [
    {
      author: toActor(facts.author),
      state,
      commit: facts.commit?.oid ?? null,
      submittedAt: new Date(facts.submittedAt),
      canPush: facts.authorCanPushToRepository,
    },
  ];
}
