/**
 * Files the issues of a plan, each once, a task after those that it waits for. There is no state but the issues themselves: what has a
 * mark on GitHub is there, so that a plan that was interrupted anywhere goes on where it stopped.
 */
import type { RepositoryAddress } from "../domain/repository.ts";
import type { Client } from "../github/client.ts";
import { filePlanIssue, findPlanIssues, type MarkedIssue } from "../github/plan-issues.ts";
import type { Plan, PlanTask } from "../planning/plan.ts";
import { planIssue, toldOf } from "../planning/plan-issue.ts";
import { planWaves } from "../planning/plan-order.ts";

export interface PlannedIssue {
  readonly task: PlanTask;
  readonly title: string;
  /** Null where it would be filed, in a dry run. */
  readonly number: number | null;
  /** `outdated`: it was there, made from another text of the plan. */
  readonly state: "new" | "there" | "outdated";
}

export interface AppliedPlan {
  readonly issues: readonly PlannedIssue[];
  /** Open issues of a task that an earlier one was filed for, its number with them: two processes filed at once. */
  readonly doubles: readonly (MarkedIssue & { readonly first: number })[];
  readonly strangers: readonly MarkedIssue[];
  /** The task whose creation got no answer and that is not seen: nothing was filed after it. Null when all went well. */
  readonly unanswered: PlanTask | null;
}

export interface PlanWork {
  readonly client: Client;
  readonly repository: RepositoryAddress;
  readonly plan: Plan;
  readonly dryRun: boolean;
}

export async function applyPlan({ client, repository, plan, dryRun }: PlanWork): Promise<AppliedPlan> {
  const before = await findPlanIssues(client, repository, plan.plan);
  const numbers = firstNumbers(before.found);
  const told = new Map(before.found.map(({ mark, number }) => [number, mark.told]));
  const issues: PlannedIssue[] = [];
  let unanswered: PlanTask | null = null;
  for (const task of planWaves(plan).flat()) {
    const known = numbers.get(task.id);
    const dependencies = task.dependencies.flatMap((on) => numbers.get(on) ?? []);
    const { title, body } = planIssue(plan, task, dependencies);
    if (known !== undefined) {
      issues.push({
        task,
        title,
        number: known,
        state: told.get(known) === toldOf(task) ? "there" : "outdated",
      });
      continue;
    }
    const number = dryRun ? null : await file(task, { title, body, labels: [`agent:${task.agent}`] });
    if (number === null && !dryRun) {
      unanswered = task;
      break;
    }
    if (number !== null) numbers.set(task.id, number);
    issues.push({ task, title, number, state: "new" });
  }
  const filed = issues.some(({ number, state }) => state === "new" && number !== null);
  const { found, strangers } = filed ? await findPlanIssues(client, repository, plan.plan) : before;
  const firsts = firstNumbers(found);
  const doubles = found.flatMap((issue) => {
    const first = firsts.get(issue.mark.task) ?? issue.number;
    return issue.open && issue.number > first ? [{ ...issue, first }] : [];
  });
  return { issues, doubles, strangers, unanswered };

  /** Looked for once when its answer got lost; null when it is not seen either. */
  async function file(task: PlanTask, issue: Parameters<typeof filePlanIssue>[2]): Promise<number | null> {
    const number = await filePlanIssue(client, repository, issue);
    if (number !== null) return number;
    const { found } = await findPlanIssues(client, repository, plan.plan);
    return firstNumbers(found).get(task.id) ?? null;
  }
}

/** Of several issues of one task, the first that is open, or else the first. */
function firstNumbers(found: readonly MarkedIssue[]): Map<string, number> {
  const inOrder = found.toSorted((a, b) => Number(a.open) - Number(b.open) || b.number - a.number);
  return new Map(inOrder.map(({ mark, number }) => [mark.task, number]));
}
