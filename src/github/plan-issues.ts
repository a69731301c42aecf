/** Issues that a plan made: found by the marks in their texts, which count only where their author may write. */
import { z } from "zod";
import { type Actor, canWrite, type Person } from "../domain/actor.ts";
import { type PlanMark, parsePlanMark } from "../domain/plan-marker.ts";
import type { RepositoryAddress } from "../domain/repository.ts";
import type { Client } from "./client.ts";
import { failureOf } from "./failure.ts";
import { readPermission } from "./permissions.ts";

export interface MarkedIssue {
  readonly number: number;
  readonly author: string;
  readonly open: boolean;
  readonly mark: PlanMark;
}

const User = z.object({ login: z.string(), id: z.int(), type: z.string() });

/** Whose token it is, and whether they may write here; null for a token that is no person's. https://docs.github.com/en/rest/users/users#get-the-authenticated-user */
export async function readTokenOwner(
  client: Client,
  repository: RepositoryAddress,
): Promise<(Person & { readonly mayWrite: boolean }) | null> {
  const answer = await client.octokit.rest.users.getAuthenticated().catch((error: unknown) => {
    const status = failureOf(error)?.status;
    return status === 401 || status === 403 || status === 404 ? null : Promise.reject(error);
  });
  const user = answer && User.parse(answer.data);
  if (!user || user.type === "Bot") return null;
  const mayWrite = await mayWriteHere(client, repository, { ...user, bot: false });
  // Who may not ask what people may do here may not push either.
  return { login: user.login, id: user.id, mayWrite: mayWrite ?? false };
}

/** Null where the token may not ask: only who may push may. */
async function mayWriteHere(
  client: Client,
  repository: RepositoryAddress,
  actor: Actor,
): Promise<boolean | null> {
  try {
    return canWrite(await readPermission(client, repository, actor));
  } catch (error) {
    if (failureOf(error)?.status === 403) return null;
    throw error;
  }
}

const Listed = z.array(
  z.object({
    number: z.int(),
    body: z.string().nullish(),
    state: z.string(),
    user: User.nullable(),
    pull_request: z.unknown().optional(),
  }),
);

/**
 * All issues of a plan, open and closed, the first filed first; `strangers`: those with its mark by somebody who may not write, which
 * count as none. Reads every issue of the repository, a hundred a request: GitHub's search shows a new issue only after a while.
 */
export async function findPlanIssues(
  client: Client,
  repository: RepositoryAddress,
  plan: string,
): Promise<{ readonly found: readonly MarkedIssue[]; readonly strangers: readonly MarkedIssue[] }> {
  const { owner, name: repo } = repository;
  const may = new Map<number, boolean>();
  const found: MarkedIssue[] = [];
  const strangers: MarkedIssue[] = [];
  const { listForRepo } = client.octokit.rest.issues;
  const query = { owner, repo, state: "all", sort: "created", direction: "asc", per_page: 100 } as const;
  for await (const { data } of client.octokit.paginate.iterator(listForRepo, query))
    for (const { number, body, state, user, pull_request } of Listed.parse(data)) {
      const mark = parsePlanMark(body ?? "");
      if (mark?.plan !== plan || pull_request !== undefined) continue;
      const issue = { number, author: user?.login ?? "ghost", open: state === "open", mark };
      if (user && (await mayWrite({ login: user.login, id: user.id, bot: user.type === "Bot" })))
        found.push(issue);
      else strangers.push(issue);
    }
  return { found, strangers };

  /** Who may not ask can only look: for them every mark counts. */
  async function mayWrite(actor: Actor & { readonly id: number }): Promise<boolean> {
    const known = may.get(actor.id) ?? (await mayWriteHere(client, repository, actor)) ?? true;
    may.set(actor.id, known);
    return known;
  }
}

const Created = z.object({ number: z.int() });

/** Sent once. Resolves to null when no answer told whether it was done: it must be looked for before it is sent again. */
export async function filePlanIssue(
  { octokit }: Client,
  { owner, name: repo }: RepositoryAddress,
  issue: { readonly title: string; readonly body: string; readonly labels: readonly string[] },
): Promise<number | null> {
  try {
    const { data } = await octokit.rest.issues.create({ owner, repo, ...issue, labels: [...issue.labels] });
    return Created.parse(data).number;
  } catch (error) {
    const failure = failureOf(error);
    if (failure && failure.status < 500) throw error;
    return null;
  }
}
