/** Rung "inputs", issues: a task that has not started follows its issue's text; one whose issue was closed is dropped. */
import type { Issue } from "../../domain/issue.ts";
import { branchOf } from "../../ledger/accept.ts";
import type { Task } from "../../ledger/task.ts";
import { endTask } from "../../ledger/transitions.ts";
import { type Draft, openTasks, pullOf, textOf } from "../draft.ts";

export function readIssues(draft: Draft): void {
  for (const task of openTasks(draft)) {
    const issue = draft.snapshot.observation.issues.get(task.number);
    if (!issue) continue;
    if (issue.state !== "open" && pullOf(draft, task)?.state !== "merged") drop(draft, task);
    else if (!task.attempt) follow(draft, task, issue);
  }
}

function drop(draft: Draft, task: Task): void {
  draft.tasks.set(task.number, endTask(task, "dropped", "ghost", draft.now));
  draft.events.push({ kind: "dropped", task: task.number, agent: task.agent, why: "its issue was closed" });
}

function follow(draft: Draft, task: Task, issue: Issue): void {
  const { scope, dependsOn, problems } = textOf(draft, issue);
  const problem = problems[0];
  if (problem) {
    draft.waits.set(task.number, { kind: "scope", ...problem });
    return;
  }
  const title = issue.title;
  const followed: Task = {
    ...task,
    title,
    scope: [...scope],
    dependsOn: [...dependsOn],
    branch: branchOf({ ...task, title }),
  };
  if (JSON.stringify(followed) === JSON.stringify(task)) return;
  draft.tasks.set(task.number, followed);
  draft.events.push({
    kind: "changed",
    task: task.number,
    agent: task.agent,
    what: "follows the edited issue",
  });
}
