/** The comments of an issue: the query brings the last ones; when the ledger's cursor lies further back, the rest is read too. */
import { z } from "zod";
import type { Issue } from "../domain/issue.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { complete } from "./answer.ts";
import type { Client } from "./client.ts";
import { toIssue } from "./facts.ts";
import { CommentFacts, type IssueFacts } from "./observe-answer.ts";
import { earlierCommentsQuery } from "./observe-query.ts";

/** Pages of 100; GitHub allows 2,500 comments on an issue. */
const PAGES = 30;

const EarlierComments = z.object({
  node: z.object({
    comments: z.object({
      pageInfo: z.object({ hasPreviousPage: z.boolean(), startCursor: z.string().nullable() }),
      nodes: z.array(CommentFacts),
    }),
  }),
});

export async function readWholeIssue(
  client: Client,
  facts: IssueFacts,
  { tasks, desk }: Ledger,
): Promise<Issue> {
  const cursor = tasks.get(facts.number)?.cursor.comment;
  const isRead = ({ databaseId, createdAt }: CommentFacts) =>
    cursor !== undefined
      ? databaseId <= cursor
      : desk.since !== null && new Date(createdAt) < new Date(desk.since);
  const earlier: CommentFacts[] = [];
  let page = facts.comments;
  for (let count = 0; page.pageInfo.hasPreviousPage && !page.nodes.some(isRead); count += 1) {
    if (count >= PAGES) throw new Error(`issue #${facts.number} has comments without end`);
    const variables = { id: facts.id, before: page.pageInfo.startCursor };
    page = EarlierComments.parse(complete(await client.graphql(earlierCommentsQuery, variables))).node
      .comments;
    earlier.unshift(...page.nodes);
  }
  return toIssue(facts, earlier);
}
