/** Takes one answer of the observe query apart and adds it to what was collected so far. */
import type { Actor } from "../domain/actor.ts";
import type { Issue } from "../domain/issue.ts";
import type { Pull } from "../domain/pull.ts";
import type { RepositoryAddress } from "../domain/repository.ts";
import { saidUntil, type Task } from "../ledger/task.ts";
import type { Client, GraphQLAnswer, GraphQLError } from "./client.ts";
import { readComments } from "./comments.ts";
import { toIssue } from "./facts.ts";
import { GraphQLRefusal } from "./failure.ts";
import {
  Answer,
  type CommentFacts,
  IssueFacts,
  PullFacts,
  PullsFacts,
  RecentFacts,
  StandingFacts,
  TipFacts,
} from "./observe-answer.ts";
import type { Wanted } from "./observe-query.ts";
import { readWholePull } from "./pulls.ts";
import { ledgerOf } from "./standing.ts";

export interface Collected {
  self: Actor;
  repositoryId: string;
  standing: StandingFacts | null;
  readonly issues: Map<number, Issue>;
  readonly pulls: Map<number, Pull>;
  /** Tips of branches; null where there is none. */
  readonly branches: Map<string, string | null>;
  /** What need not be asked for again, whether or not it exists. */
  readonly asked: {
    readonly issues: Set<number>;
    readonly pulls: Set<number>;
    readonly pullsOf: Set<string>;
  };
}

export function emptyCollection(): Collected {
  return {
    self: { login: "", id: null, bot: true },
    repositoryId: "",
    standing: null,
    issues: new Map(),
    pulls: new Map(),
    branches: new Map(),
    asked: { issues: new Set(), pulls: new Set(), pullsOf: new Set() },
  };
}

/** Returns the cursor of the next page of recently changed issues; null when this was the last. */
export async function collect(
  client: Client,
  address: RepositoryAddress,
  wanted: Wanted,
  { data, errors }: GraphQLAnswer,
  found: Collected,
): Promise<string | null> {
  const answer = Answer.parse(data);
  // An issue or a pull request that does not exist is an answer; every other error makes the observation incomplete.
  const [fatal] = errors.filter((error) => !isAbsence(error));
  if (fatal || !answer.repository) {
    throw new GraphQLRefusal(
      `GitHub could not show ${address.owner}/${address.name}: ${fatal?.message ?? "no repository"}`,
      fatal?.type,
    );
  }
  const { viewer, repository } = answer;
  found.self = { login: viewer.login, id: viewer.databaseId, bot: true };
  found.repositoryId = repository.id;
  if (wanted.standing) found.standing = StandingFacts.parse(repository);
  const ledger = ledgerOf(found.standing);

  for (const number of wanted.issues) {
    found.asked.issues.add(number);
    await addIssue(IssueFacts.nullable().parse(repository[`i${number}`]));
  }
  for (const number of wanted.pulls) {
    found.asked.pulls.add(number);
    await addPull(PullFacts.nullable().parse(repository[`p${number}`]));
  }
  wanted.branches.forEach((branch, index) => {
    found.branches.set(branch, TipFacts.parse(repository[`b${index}`])?.target?.oid ?? null);
  });
  for (const [index, branch] of wanted.pullsOf.entries()) {
    found.asked.pullsOf.add(branch);
    for (const facts of PullsFacts.parse(repository[`q${index}`]).nodes) await addPull(facts);
  }
  if (!wanted.since) return null;
  const { nodes, pageInfo } = RecentFacts.parse(repository["recent"]);
  for (const facts of nodes) await addIssue(facts);
  if (!pageInfo.hasNextPage) return null;
  if (pageInfo.endCursor === null || pageInfo.endCursor === wanted.since.after)
    throw new Error(`GitHub says that ${address.owner}/${address.name} has more issues, but not where`);
  return pageInfo.endCursor;

  function taskOf({ number, headRefName }: PullFacts): Task | undefined {
    return [...ledger.tasks.values()].find(
      ({ pull, branch }) => (pull ?? number) === number && branch === headRefName,
    );
  }

  async function addIssue(facts: IssueFacts | null): Promise<void> {
    if (!facts) return;
    found.asked.issues.add(facts.number);
    const cursor = ledger.tasks.get(facts.number)?.cursor.comment;
    const { since } = ledger.desk;
    const isRead = ({ databaseId, createdAt }: CommentFacts) =>
      cursor !== undefined ? databaseId <= cursor : since !== null && new Date(createdAt) < new Date(since);
    found.issues.set(facts.number, toIssue(facts, await readComments(client, facts, isRead)));
  }

  async function addPull(facts: PullFacts | null): Promise<void> {
    if (!facts) return;
    const cursor = facts.comments.pageInfo.hasPreviousPage ? taskOf(facts)?.cursor : undefined;
    // Of what is nobody's task the rest is not read.
    const isRead = ({ databaseId }: CommentFacts) => cursor === undefined || databaseId <= saidUntil(cursor);
    const comments = await readComments(client, facts, isRead);
    found.pulls.set(facts.number, await readWholePull(client, address, facts, comments));
  }
}

/** `path` is `["repository", "i12"]` for issue 12 that does not exist; a branch without a ref is null without an error. */
function isAbsence({ type, path }: GraphQLError): boolean {
  return type === "NOT_FOUND" && path?.length === 2 && /^[ip][0-9]+$/.test(String(path[1]));
}
