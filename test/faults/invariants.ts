/** What must hold of every world at every moment, whatever failed: FAULTS.md's INV-3, INV-8, INV-9 and DESIGN.md §13, from a reading of the world. */
import { minimatch } from "minimatch";
import { hasOpenAttempt, holdsLease } from "../../src/ledger/task.ts";
import { reachOfTasks } from "../../src/planning/task-reach.ts";
import { overlap } from "../../src/scope/overlap.ts";
import { configOf } from "../support/observation.ts";
import type { Reading } from "./reading.ts";

/** Each sentence is one thing that is broken; empty when all is well. `rules` is the config that held all the time. */
export function brokenInvariants(world: Reading, rules: string): readonly string[] {
  return [
    ...repeatedObjects(world),
    ...overlappingLeases(world, rules),
    ...changedClaims(world),
    ...outOfReach(world, rules),
    ...undoneWrites(world),
    ...unjudgedSuccess(world),
  ];
}

/** INV-3: at most one live object per effect key. */
function repeatedObjects({ issues, pulls, runs }: Reading): string[] {
  const comments = issues.flatMap(({ number, markers }) =>
    repeated(markers).map((marker) => `#${number} has two comments ${marker}`),
  );
  const branches = repeated(pulls.map(({ branch }) => branch)).map(
    (branch) => `${branch} has two pull requests`,
  );
  const active = runs.filter((run) => run.active).map(({ title }) => title);
  return [...comments, ...branches, ...repeated(active).map((title) => `"${title}" has two active runs`)];
}

/** DESIGN.md §13, 3: at no commit of the ledger do two open tasks share a path. */
function overlappingLeases({ history }: Reading, rules: string): string[] {
  const reachOf = reachOfTasks(configOf(rules));
  return history.flatMap(({ commit, tasks }) => {
    const holders = tasks.filter(holdsLease);
    return holders.flatMap((one, index) =>
      holders
        .slice(index + 1)
        .filter((other) => overlap(reachOf(one), reachOf(other)).kind !== "disjoint")
        .map((other) => `#${one.number} and #${other.number} share a path at ${commit}`),
    );
  });
}

/** Attempts count up by one, and the claim of an attempt never changes hands. */
function changedClaims({ history }: Reading): string[] {
  const claims = new Map<string, number>();
  const last = new Map<string, number>();
  return history.flatMap(({ commit, tasks }) =>
    tasks.flatMap((task) => {
      const { attempt, number, queuedAt } = task;
      const life = `${number} ${queuedAt}`;
      // The first sight of a task is before its attempts, or of one that was found again after the ledger was lost.
      const before = last.get(life) ?? attempt?.n ?? 0;
      last.set(life, attempt?.n ?? 0);
      if (!attempt) return [];
      const key = `${life} ${attempt.n}`;
      const run = attempt.claim?.run;
      const known = claims.get(key);
      if (run !== undefined) claims.set(key, run);
      return [
        ...(attempt.n === before || attempt.n === before + 1
          ? []
          : [`#${number} went from attempt ${before} to ${attempt.n} at ${commit}`]),
        ...(run !== undefined && known !== undefined && known !== run
          ? [`attempt ${attempt.n} of #${number} changed hands at ${commit}`]
          : []),
        ...(hasOpenAttempt(task) && task.state !== "working"
          ? [`#${number} has an open attempt and is ${task.state} at ${commit}`]
          : []),
      ];
    }),
  );
}

/** Nothing out of an agent's reach is on any branch: by the matcher of another library than ours. */
function outOfReach({ archive, history, touched }: Reading, rules: string): string[] {
  const { agents } = configOf(rules);
  const tasks = new Map(
    [...archive, ...history.flatMap((moment) => moment.tasks)].map((task) => [task.number, task]),
  );
  return touched.flatMap(({ agent, commit, paths, task: number }) => {
    const task = tasks.get(number);
    const boundary = agents[agent];
    if (!boundary || task?.agent !== agent) return [`${commit} is of ${agent || "nobody"} for #${number}`];
    const scope = task.scope.length > 0 ? task.scope : ["**"];
    return paths
      .filter(
        (path) => !within(path, boundary.allow) || within(path, boundary.forbid) || !within(path, scope),
      )
      .map((path) => `${commit} of ${agent} touches ${path}`);
  });
}

function within(path: string, globs: readonly string[]): boolean {
  const dialect = { dot: true, noext: true, nonegate: true, nocomment: true, nobrace: true };
  return globs.some((glob) => minimatch(path, glob, dialect));
}

/** INV-8: our own write is not undone without a cause: a label that we took off at once after we set it, or twice the same. */
function undoneWrites({ issues }: Reading): string[] {
  return issues.flatMap(({ labelled, number }) =>
    labelled.flatMap((change, at) => {
      const next = labelled.slice(at + 1).find((later) => later.slice(1) === change.slice(1));
      return next === change ? [`#${number} has ${change} twice in a row`] : [];
    }),
  );
}

/** INV-9: success only on a head whose boundaries passed. */
function unjudgedSuccess({ pulls }: Reading): string[] {
  return pulls
    .filter(
      ({ checks }) =>
        checks.get("signalbox/ready") === "success" && checks.get("signalbox/boundaries") !== "success",
    )
    .map(({ number }) => `pull request #${number} looks ready, and its boundaries were not judged`);
}

function repeated(keys: readonly string[]): string[] {
  return [...new Set(keys.filter((key, at) => keys.indexOf(key) !== at))];
}
