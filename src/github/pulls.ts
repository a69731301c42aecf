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
import { type ContextsFacts, PullFacts, ReviewsFacts, Rollup } from "./observe-answer.ts";
import { earlierReviewsQuery, furtherChecksQuery, onePullQuery } from "./observe-query.ts";

/** Pages of 100: GitHub allows 1,000 runs of one name, and nobody has so many reviewers. */
const PAGES = 30;

const EarlierReviews = z.object({ node: z.object({ reviews: ReviewsFacts }) });

const FurtherChecks = z.object({
  repository: z.object({ object: z.object({ statusCheckRollup: Rollup.nullable() }).nullable() }),
});

export async function readWholePull(
  client: Client,
  address: RepositoryAddress,
  facts: PullFacts,
): Promise<Pull> {
  return toPull(facts, await readChecks(client, address, facts), await readReviews(client, facts));
}

const OnePull = z.object({
  repository: z.object({ pullRequest: PullFacts.omit({ headRef: true }) }).nullable(),
});

/** A pull request with all its reviews, and without its checks; null when there is none of that number. */
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
  return toPull(facts, [], await readReviews(client, facts));
}

/**
 * Checks belong to a commit. Those that came along are of the branch's tip, which may be ahead of what the pull request calls
 * its head: then the head's own are asked for. What is closed is not judged any more.
 */
async function readChecks(
  client: Client,
  { owner, name }: RepositoryAddress,
  { number, state, headRefOid, headRef }: PullFacts,
): Promise<ContextsFacts["nodes"]> {
  if (state !== "OPEN") return [];
  const tip = headRef?.target;
  const first = tip?.oid === headRefOid ? (tip.statusCheckRollup?.contexts ?? noChecks) : unread;
  const nodes = [...first.nodes];
  let { pageInfo } = first;
  for (let count = 0; pageInfo.hasNextPage; count += 1) {
    if (count >= PAGES) throw new Error(`pull request #${number} has checks without end`);
    const variables = { owner, name, oid: headRefOid, after: pageInfo.endCursor };
    const data = complete(await client.graphql(furtherChecksQuery, variables));
    const page = FurtherChecks.parse(data).repository.object?.statusCheckRollup?.contexts ?? noChecks;
    nodes.push(...page.nodes);
    ({ pageInfo } = page);
  }
  return nodes;
}

const noChecks: ContextsFacts = { pageInfo: { hasNextPage: false, endCursor: null }, nodes: [] };
const unread: ContextsFacts = { pageInfo: { hasNextPage: true, endCursor: null }, nodes: [] };

async function readReviews(
  client: Client,
  { id, number, reviews }: PullFacts,
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
