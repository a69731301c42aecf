/**
 * The one GraphQL query of a pass. What is tracked is asked for by number, what is new by `since`; a connection that had
 * more than a page is asked for further by `ask.ts`, `comments.ts` and `pulls.ts`.
 */
import { WORKFLOW_PATH } from "../domain/agent-workflow.ts";
import { QUEUE_PREFIX } from "../domain/merge-group.ts";
import type { RepositoryAddress } from "../domain/repository.ts";
import { TASK_FOLDER } from "../ledger/ledger.ts";

/** What a query asks for, beyond repository, config and ledger. */
export interface Wanted {
  readonly issues: readonly number[];
  readonly pulls: readonly number[];
  /** Branches whose tip is asked for. */
  readonly branches: readonly string[];
  /** Branches whose pull request is not known yet. */
  readonly pullsOf: readonly string[];
  /** Issues changed since then; `null` for all open ones; absent to leave them out. */
  readonly since?: { readonly at: string | null; readonly after: string | null };
  /** Whether repository, config and ledger are asked for. */
  readonly standing: boolean;
}

const RECENT_PAGE = 50;
const COMMENT_PAGE = 30;

/** The query's text and variables; aliases: `i12` issue, `p31` pull request, `b0` and `q0` by place in `branches` and `pullsOf`. */
export function observeQuery(
  { owner, name }: RepositoryAddress,
  ledger: string,
  wanted: Wanted,
): { query: string; variables: Record<string, unknown> } {
  const variables: Record<string, unknown> = { owner, name };
  const declared = ["$owner: String!", "$name: String!"];
  const variable = (key: string, type: string, value: unknown) => {
    declared.push(`$${key}: ${type}`);
    variables[key] = value;
    return `$${key}`;
  };
  const parts = [
    ...(wanted.standing ? [standing(variable("ledger", "String!", `refs/heads/${ledger}`))] : []),
    ...(wanted.since
      ? [
          recent(
            variable("since", "DateTime", wanted.since.at),
            variable("after", "String", wanted.since.after),
            wanted.since.at === null,
          ),
        ]
      : []),
    ...wanted.issues.map((number) => `i${number}: issue(number: ${number}) { ...IssueFacts ...LabelFacts }`),
    ...wanted.pulls.map((number) => `p${number}: pullRequest(number: ${number}) { ...PullFacts }`),
    ...wanted.branches.map(
      (branch, index) =>
        `b${index}: ref(qualifiedName: ${variable(`b${index}`, "String!", `refs/heads/${branch}`)}) { target { oid } }`,
    ),
    ...wanted.pullsOf.map(
      (branch, index) =>
        `q${index}: pullRequests(headRefName: ${variable(`q${index}`, "String!", branch)}, first: 5, orderBy: {field: CREATED_AT, direction: DESC}) { nodes { ...PullFacts } }`,
    ),
  ];
  const body = parts.join("\n");
  const query = withFragments(`query Observe(${declared.join(", ")}) {
viewer { login databaseId }
repository(owner: $owner, name: $name) { id ${body} } }`);
  return { query, variables };
}

function standing(ledger: string): string {
  return `defaultBranchRef { name target { oid ... on Commit { config: file(path: ".github/signalbox.yml") { mode object { ...BlobFacts } } workflow: file(path: "${WORKFLOW_PATH}") { type } } } }
    ledger: ref(qualifiedName: ${ledger}) { target { oid ... on Commit {
      desk: file(path: "desk.json") { object { ...BlobFacts } }
      lastConfig: file(path: "config.yml") { object { ...BlobFacts } }
      tasks: file(path: "${TASK_FOLDER}") { object { ... on Tree { entries { name object { ...BlobFacts } } } } } } } }
    statusLabels: labels(first: 100, query: "status:") { nodes { id name } }
    agentLabels: labels(first: 100, query: "agent:") { nodes { id name } }
    blockerLabels: labels(first: 100, query: "blocker:") { nodes { id name } }
    priorityLabels: labels(first: 20, query: "priority:") { nodes { id name } }
    waitedForLabels: labels(first: 100, query: "blocked-on:") { nodes { id name } }
    hold: label(name: "hold") { id name }
    queue: refs(refPrefix: "refs/heads/${QUEUE_PREFIX}", first: 20) { nodes { name target { oid ... on Commit { tree { oid } statusCheckRollup { contexts(first: 100) { ...ContextsFacts } } } } } }`;
}

function recent(since: string, after: string, onlyOpen: boolean): string {
  const states = onlyOpen ? ", states: [OPEN]" : "";
  return `recent: issues(first: ${RECENT_PAGE}, after: ${after}, filterBy: {since: ${since}}${states}, orderBy: {field: UPDATED_AT, direction: ASC}) {
    pageInfo { hasNextPage endCursor } nodes { ...IssueFacts ...LabelFacts } }`;
}

const actor = "author { ...ActorFacts }";

const fragments: readonly (readonly [string, string])[] = [
  [
    "IssueFacts",
    `fragment IssueFacts on Issue { id number title body state stateReason locked isPinned updatedAt ${actor}
      labels(first: 100) { nodes { name } }
      comments(last: ${COMMENT_PAGE}) { ...CommentsFacts } }`,
  ],
  [
    "CommentsFacts",
    "fragment CommentsFacts on IssueCommentConnection { pageInfo { hasPreviousPage startCursor } nodes { ...CommentFacts } }",
  ],
  [
    "LabelFacts",
    `fragment LabelFacts on Issue { timelineItems(last: 50, itemTypes: [LABELED_EVENT, UNLABELED_EVENT]) { nodes {
      __typename
      ... on LabeledEvent { createdAt label { name } actor { ...ActorFacts } }
      ... on UnlabeledEvent { createdAt label { name } actor { ...ActorFacts } } } } }`,
  ],
  [
    "CommentFacts",
    `fragment CommentFacts on IssueComment { id databaseId body createdAt lastEditedAt isMinimized ${actor} reactionGroups { viewerHasReacted } }`,
  ],
  [
    "PullFacts",
    `fragment PullFacts on PullRequest { ...PullOwnFacts comments(last: ${COMMENT_PAGE}) { ...CommentsFacts }
      headRef { target { oid ... on Commit { ...HeadFacts } } } }`,
  ],
  [
    "HeadFacts",
    "fragment HeadFacts on Commit { ...OffersFacts statusCheckRollup { contexts(first: 100) { ...ContextsFacts } } }",
  ],
  [
    "OffersFacts",
    `fragment OffersFacts on Commit { associatedPullRequests(first: 50) { pageInfo { hasNextPage }
      nodes { number state headRefOid headRefName baseRefName isCrossRepository } } }`,
  ],
  [
    "PullOwnFacts",
    `fragment PullOwnFacts on PullRequest { id number state isDraft title body ${actor} headRefName headRefOid isCrossRepository baseRefName baseRefOid
      mergedBy { ...ActorFacts } mergeCommit { oid }
      reviews(last: 100, states: [APPROVED, CHANGES_REQUESTED, DISMISSED]) { ...ReviewsFacts } }`,
  ],
  [
    "ReviewsFacts",
    `fragment ReviewsFacts on PullRequestReviewConnection { pageInfo { hasPreviousPage startCursor }
      nodes { state submittedAt authorCanPushToRepository commit { oid } ${actor} } }`,
  ],
  [
    "ContextsFacts",
    `fragment ContextsFacts on StatusCheckRollupContextConnection { pageInfo { hasNextPage endCursor } nodes { __typename ...CheckFacts } }`,
  ],
  [
    "CheckFacts",
    "fragment CheckFacts on CheckRun { id name status conclusion title summary externalId startedAt checkSuite { app { slug } } }",
  ],
  ["BlobFacts", "fragment BlobFacts on Blob { oid text isTruncated isBinary }"],
  [
    "ActorFacts",
    "fragment ActorFacts on Actor { __typename login ... on User { databaseId } ... on Bot { databaseId } }",
  ],
];

/** Earlier comments of one issue or pull request, a page at a time. */
export const earlierCommentsQuery = withFragments(`query EarlierComments($id: ID!, $before: String) {
  node(id: $id) {
    ... on Issue { comments(last: 100, before: $before) { ...CommentsFacts } }
    ... on PullRequest { comments(last: 100, before: $before) { ...CommentsFacts } } } }`);

/** Earlier reviews of one pull request, a page at a time. */
export const earlierReviewsQuery = withFragments(`query EarlierReviews($id: ID!, $before: String) {
  node(id: $id) { ... on PullRequest {
    reviews(last: 100, before: $before, states: [APPROVED, CHANGES_REQUESTED, DISMISSED]) { ...ReviewsFacts } } } }`);

/** One pull request with its reviews and without its checks: a token that may not read checks may read it. */
export const onePullQuery = withFragments(`query OnePull($owner: String!, $name: String!, $number: Int!) {
  repository(owner: $owner, name: $name) { pullRequest(number: $number) { ...PullOwnFacts } } }`);

/** The checks of one commit, a page at a time. */
export const furtherChecksQuery =
  withFragments(`query FurtherChecks($owner: String!, $name: String!, $oid: GitObjectID!, $after: String) {
  repository(owner: $owner, name: $name) { object(oid: $oid) { ... on Commit { ...OffersFacts
    statusCheckRollup { contexts(first: 100, after: $after) { ...ContextsFacts } } } } } }`);

/** A query with the fragments that it spreads, and those that they spread: one that is not used is an error in GraphQL. */
function withFragments(query: string): string {
  return [query, ...fragments.filter(([fragment]) => used(fragment, query)).map(([, text]) => text)].join(
    "\n",
  );
}

function used(fragment: string, text: string): boolean {
  if (text.includes(`...${fragment}`)) return true;
  return fragments.some(
    ([name, other]) => name !== fragment && other.includes(`...${fragment}`) && used(name, text),
  );
}
