/** What a plan's task says as an issue, and the fingerprint by which a later plan sees that it says something else now. */
import { digest } from "../domain/digest.ts";
import { formatPlanMark } from "../domain/plan-marker.ts";
import { planIssueBody, planIssueTitle } from "../text/plan-issue.ts";
import type { Plan, PlanTask } from "./plan.ts";

export function toldOf(task: PlanTask): string {
  const { id, type, title, description, success, dependencies, files, agent } = task;
  return digest(JSON.stringify([id, type, title, description, success, dependencies, files, agent]));
}

export function planIssue(
  { plan }: Pick<Plan, "plan">,
  task: PlanTask,
  dependencies: readonly number[],
): { readonly title: string; readonly body: string } {
  const mark = formatPlanMark({ plan, task: task.id, told: toldOf(task) });
  return { title: planIssueTitle(task), body: planIssueBody(task, dependencies, mark) };
}
