/**
 * A pull request with all its checks and reviews: the query brings a page of each, the rest is read when there is more. One
 * of our own checks that stayed hidden would be created again and again; a veto that stayed hidden would be passed over.
 */
import { z } from "zod";
import type { Pull } from "../domain/pull.ts";
import type { RepositoryAddress } from "../domain/repository.ts";
import { complete } from "./answer.ts";
import type { Client } from "./client.ts";
import { toPull } from "./facts.ts";
import { GraphQLRefusal } from "./failure.ts";
import {
  type CommentFacts,
  type ContextsFacts,
  Offers,
  PullFacts,
  ReviewsFacts,
  Rollup,
} from "./observe-answer.ts";
import { earlierReviewsQuery, furtherChecksQuery, onePullQuery } from "./observe-query.ts";

/** Pages of 100: GitHub allows 1,000 runs of one name, and nobody has so many reviewers. */
const PAGES = 30;

const EarlierReviews = z.object({ node: z.object({ reviews: ReviewsFacts }) });

const FurtherChecks = z.object({
  repository: z.object({
    object: z
      .object({ statusCheckRollup: Rollup.nullable(), associatedPullRequests: Offers.nullish() })
      .nullable(),
  }),
});

export async function readWholePull(
  client: Client,
  address: RepositoryAddress,
  facts: PullFacts,
  comments: readonly CommentFacts[],
): Promise<Pull> {
  const { checks, offers } = await readHead(client, address, facts);
  return toPull(facts, checks, offers, await readReviews(client, facts), comments);
}

const OnePull = z.object({
  repository: z.object({ pullRequest: PullFacts.omit({ headRef: true, comments: true }) }).nullable(),
});

/** A pull request with all its reviews, and without its checks, siblings and comments; null when there is none of that number. */
export async function readOnePull(
  client: Client,
  { owner, name }: RepositoryAddress,
  number: number,
): Promise<Pull | null> {
  const { data, errors } = await client.graphql(onePullQuery, { owner, name, number });
  if (errors.some(({ type, path }) => type === "NOT_FOUND" && path?.at(-1) === "pullRequest")) return null;
  const [refusal] = errors;
  const { repository } = OnePull.parse(refusal ? { repository: null } : data);
  if (!repository)
    throw new GraphQLRefusal(
      `GitHub could not show pull request #${number}: ${refusal?.message ?? "no repository"}`,
      refusal?.type,
    );
  const facts = { ...repository.pullRequest, headRef: null };
  return toPull(facts, [], null, await readReviews(client, facts), []);
}

/**
 * Checks belong to a commit. Those that came along are of the branch's tip, which may be ahead of what the pull request calls
 * its head: then the head's own are asked for. What is closed is not judged any more.
 */
async function readHead(
  client: Client,
  { owner, name }: RepositoryAddress,
  { number, state, headRefOid, headRef }: PullFacts,
): Promise<Head> {
  if (state !== "OPEN") return { checks: [], offers: null };
  const tip = headRef?.target?.oid === headRefOid ? headRef.target : null;
  const first = tip ? (tip.statusCheckRollup?.contexts ?? noChecks) : unread;
  let offers = tip?.associatedPullRequests ?? null;
  const nodes = [...first.nodes];
  let { pageInfo } = first;
  for (let count = 0; pageInfo.hasNextPage; count += 1) {
    if (count >= PAGES) throw new Error(`pull request #${number} has checks without end`);
    const variables = { owner, name, oid: headRefOid, after: pageInfo.endCursor };
    const data = complete(await client.graphql(furtherChecksQuery, variables));
    const commit = FurtherChecks.parse(data).repository.object;
    const page = commit?.statusCheckRollup?.contexts ?? noChecks;
    offers ??= commit?.associatedPullRequests ?? null;
    nodes.push(...page.nodes);
    ({ pageInfo } = page);
  }
  return { checks: nodes, offers };
}

interface Head {
  readonly checks: ContextsFacts["nodes"];
  /** The pull requests that the head is in; null when that is not known. */
  readonly offers: Offers | null;
}

const noChecks: ContextsFacts = { pageInfo: { hasNextPage: false, endCursor: null }, nodes: [] };
const unread: ContextsFacts = { pageInfo: { hasNextPage: true, endCursor: null }, nodes: [] };

async function readReviews(
  client: Client,
  { id, number, reviews }: Pick<PullFacts, "id" | "number" | "reviews">,
): Promise<ReviewsFacts["nodes"]> {
  const nodes = [...reviews.nodes];
  let page = reviews;
  for (let count = 0; page.pageInfo.hasPreviousPage; count += 1) {
    if (count >= PAGES) throw new Error(`pull request #${number} has reviews without end`);
    const variables = { id, before: page.pageInfo.startCursor };
    page = EarlierReviews.parse(complete(await client.graphql(earlierReviewsQuery, variables))).node.reviews;
    nodes.unshift(...page.nodes);
  }
  return nodes;
}
