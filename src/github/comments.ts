/** The comments of an issue or a pull request: the query brings the last ones; when what was read lies further back, the rest is read too. */
import { z } from "zod";
import { complete } from "./answer.ts";
import type { Client } from "./client.ts";
import { type CommentFacts, CommentsFacts } from "./observe-answer.ts";
import { earlierCommentsQuery } from "./observe-query.ts";

/** Pages of 100; GitHub allows 2,500 comments on an issue. */
const PAGES = 30;

const EarlierComments = z.object({ node: z.object({ comments: CommentsFacts }) });

interface Conversation {
  readonly id: string;
  readonly number: number;
  readonly comments: CommentsFacts;
}

/** Ascending, back to one that `isRead`, or to the first. */
export async function readComments(
  client: Client,
  { id, number, comments }: Conversation,
  isRead: (comment: CommentFacts) => boolean,
): Promise<readonly CommentFacts[]> {
  const all = [...comments.nodes];
  let page = comments;
  for (let count = 0; page.pageInfo.hasPreviousPage && !page.nodes.some(isRead); count += 1) {
    if (count >= PAGES) throw new Error(`#${number} has comments without end`);
    const variables = { id, before: page.pageInfo.startCursor };
    page = EarlierComments.parse(complete(await client.graphql(earlierCommentsQuery, variables))).node
      .comments;
    all.unshift(...page.nodes);
  }
  return all;
}
