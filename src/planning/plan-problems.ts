/** What is wrong with a plan whose form is right: circles, unknown agents, files out of reach, tasks that would be in each other's way, and lint. */
import { nearest } from "../config/nearest.ts";
import { formatPath, type KeyPath } from "../config/problem.ts";
import type { Config } from "../config/schema.ts";
import { taskReach } from "../config/task-reach.ts";
import { exampleOf, overlap } from "../scope/overlap.ts";
import { compileReach } from "../scope/reach.ts";
import { lackText } from "../text/lint.ts";
import {
  circleText,
  otherScopeText,
  outsideBoundaryText,
  parallelOverlapText,
  readAsText,
  sameIdText,
  unknownDependencyText,
  unknownPlanAgentText,
} from "../text/plan-problem.ts";
import type { Plan, PlanTask } from "./plan.ts";
import { planIssue } from "./plan-issue.ts";
import { parallelPairs, planCircles } from "./plan-order.ts";
import { lintTask } from "./task-lint.ts";
import { readTaskText } from "./task-text.ts";

export interface Fault {
  readonly path: KeyPath;
  readonly message: string;
}

/** Every problem, task by task, in the order of the file; those between two tasks after those of one. */
export function planProblems(plan: Plan, config: Config): readonly Fault[] {
  const alone = plan.tasks.flatMap((task, at) =>
    [...nameFaults(plan, task, at), ...reachFaults(task, config), ...textFaults(plan, task)].map(
      ({ path, message }): Fault => ({ path: ["tasks", at, ...path], message }),
    ),
  );
  const ids = new Set(plan.tasks.map(({ id }) => id));
  // Who waits for whom is known only where every name means one task.
  if (ids.size < plan.tasks.length || plan.tasks.some((task) => task.dependencies.some((on) => !ids.has(on))))
    return alone;
  const circles = circleFaults(plan);
  return [...alone, ...circles, ...(circles.length > 0 ? [] : overlapFaults(plan, config))];
}

function nameFaults({ tasks }: Plan, { id, dependencies }: PlanTask, at: number): readonly Fault[] {
  const ids = tasks.map((task) => task.id);
  const first = ids.indexOf(id);
  const same = first < at ? [{ path: ["id"], message: sameIdText(id, formatPath(["tasks", first])) }] : [];
  const others = ids.filter((other) => other !== id);
  const unknown = dependencies.flatMap((on, index) =>
    ids.includes(on)
      ? []
      : [{ path: ["dependencies", index], message: unknownDependencyText(on, nearest(on, others)) }],
  );
  return [...same, ...unknown];
}

function reachFaults({ agent, files }: PlanTask, config: Config): readonly Fault[] {
  const known = Object.keys(config.agents);
  if (!known.includes(agent))
    return [{ path: ["agent"], message: unknownPlanAgentText(agent, nearest(agent, known), known) }];
  return files.flatMap((glob, index) => {
    const reach = taskReach({ scope: [glob], agent }, config);
    return exampleOf(compileReach(reach)).kind === "none"
      ? [{ path: ["files", index], message: outsideBoundaryText(glob, agent, reach.allow) }]
      : [];
  });
}

/** The issue must mean what the plan says, and say enough. */
function textFaults(plan: Plan, task: PlanTask): readonly Fault[] {
  const numbers = task.dependencies.map((_, index) => index + 1);
  const { body } = planIssue(plan, task, numbers);
  const read = readTaskText(body);
  const same = (a: readonly unknown[], b: readonly unknown[]) =>
    JSON.stringify([...new Set(a)]) === JSON.stringify(b);
  const means = same(task.files, read.scope) && same(numbers, read.dependsOn) && read.problems.length === 0;
  const other = {
    path: ["description"],
    message: otherScopeText(readAsText(read.scope, read.dependsOn.length)),
  };
  return [
    ...(means ? [] : [other]),
    ...lintTask(task.title ?? "", { ...read, scope: task.files }).map((lack) => ({
      path: [lack.kind === "unscoped" ? "files" : lack.kind === "untestable" ? "success" : "description"],
      message: lackText(lack, "plan"),
    })),
  ];
}

function circleFaults(plan: Plan): readonly Fault[] {
  return planCircles(plan).map((way) => {
    const at = plan.tasks.findIndex(({ id }) => id === way[0]);
    return { path: ["tasks", at, "dependencies"], message: circleText(way) };
  });
}

/** Tasks that may run at once: their leases would let one wait for the other, and the plan says that neither does. */
function overlapFaults(plan: Plan, config: Config): readonly Fault[] {
  const reaches = new Map(
    plan.tasks.map((task) => [task.id, compileReach(taskReach({ ...task, scope: task.files }, config))]),
  );
  return parallelPairs(plan).flatMap(([a, b]) => {
    const [mine, theirs] = [reaches.get(b.id), reaches.get(a.id)];
    const shared = mine && theirs ? overlap(mine, theirs) : { kind: "disjoint" as const };
    if (shared.kind === "disjoint") return [];
    const place = (task: PlanTask) => plan.tasks.indexOf(task);
    const path = shared.kind === "overlaps" ? shared.path : null;
    const message = parallelOverlapText(a.id, formatPath(["tasks", place(a)]), path);
    return [{ path: ["tasks", place(b), "files"], message }];
  });
}
