/** What a task may touch: as the ledger recorded it, or, where no ledger knows the task, as its issue says. */
import { z } from "zod";
import type { RepositoryAddress } from "../domain/repository.ts";
import type { Client } from "../github/client.ts";
import { failureOf } from "../github/failure.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { readTaskText } from "../planning/task-text.ts";
import type { ActionProblem } from "../text/action-problem.ts";
import { ledgerUnreadText, scopeUnusableText, taskUnreadText } from "../text/gate-problem.ts";

const IssueText = z.object({ body: z.string().nullish() });

/** An empty scope: all that the agent may touch. What cannot be read is a problem, never "everything". */
export async function readTaskScope(
  { octokit }: Client,
  { owner, name: repo }: RepositoryAddress,
  ledger: Ledger,
  { agent, task }: { readonly agent: string; readonly task: number },
): Promise<{ readonly scope: readonly string[] } | { readonly problem: ActionProblem }> {
  const broken = ledger.unreadable.find((file) => file.task === task);
  if (broken) return { problem: ledgerUnreadText(task, broken.problem) };
  const known = ledger.tasks.get(task);
  if (known?.agent === agent) return { scope: known.scope };
  try {
    const { data } = await octokit.rest.issues.get({ owner, repo, issue_number: task });
    const { scope, problems } = readTaskText(IssueText.parse(data).body ?? "");
    const [first] = problems;
    return first ? { problem: scopeUnusableText(task, first.glob, first.problem) } : { scope };
  } catch (error) {
    const status = failureOf(error)?.status ?? null;
    if (status === 403 || status === 404 || status === 410) return { problem: taskUnreadText(task, status) };
    throw error;
  }
}
