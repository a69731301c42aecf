/** Strict mode with shared paths: two open tasks share no path but those that a person looks at. */
// R04 R33
import fc from "fast-check";
import { expect, test } from "vitest";
import type { SharedPaths } from "../../src/config/shared-paths.ts";
import { type SharedPolicy, sharedPolicies } from "../../src/domain/shared-policy.ts";
import type { Task } from "../../src/ledger/task.ts";
import { endAttempt, startAttempt } from "../../src/ledger/transitions.ts";
import { schedule } from "../../src/planning/schedule.ts";
import { reachOfTasks } from "../../src/planning/task-reach.ts";
import { overlap } from "../../src/scope/overlap.ts";
import { inReach } from "../../src/scope/reach.ts";
import { configOf, noon, sha, taskOf } from "../support/observation.ts";

const roster = ["one", "two", "three"] as const;
const paths = ["p.json", "p.lock", "log.md", "read.md", "src/a", "src/b", "docs/a", "docs/p.json"];
const globs = fc.array(fc.constantFrom("**", "*", "src/**", "docs/*", "*.json", "p.*", "log.md", "read.md"), {
  maxLength: 2,
});

const world = fc.record({
  allows: fc.tuple(globs, globs, globs),
  policies: fc.tuple(
    ...["p.*", "log.md", "read.md"].map((glob) =>
      fc.record({
        glob: fc.constant(glob),
        policy: fc.option(fc.constantFrom(...sharedPolicies)),
        owner: fc.constantFrom(...roster),
      }),
    ),
  ),
  wants: fc.array(fc.record({ agent: fc.constantFrom(...roster), scope: globs, published: fc.boolean() }), {
    minLength: 2,
    maxLength: 5,
  }),
});

test("no path is in two tasks' hands, except where a person decides, and there several are", () => {
  let together = 0;
  fc.assert(
    fc.property(world, ({ allows, policies, wants }) => {
      const shared = policies.flatMap(({ glob, policy, owner }) => sharing(glob, policy, owner));
      const config = {
        ...base,
        shared,
        agents: Object.fromEntries(
          Object.entries(base.agents).map(([id, agent], at) => [id, { ...agent, allow: allows[at] ?? [] }]),
        ),
      };
      const reachOf = reachOfTasks(config);
      let tasks: readonly Task[] = wants.map(({ agent: id, scope }, at) =>
        taskOf(at + 1, { agent: id, scope, queuedAt: noon.toISOString() }),
      );
      for (const { published } of wants) {
        const { starts } = schedule({ tasks, config, obstacle: () => null, reachOf, overlap, load: null });
        tasks = tasks.map((task) => (starts.includes(task.number) ? begun(task, published) : task));
      }
      const holders = tasks.filter(({ attempt }) => attempt !== null);
      for (const path of paths) {
        const having = holders.filter((task) => inReach(reachOf(task), path).ok);
        const policy = shared.find((entry) => entry.paths.includes(globOf(path)))?.policy;
        if (policy !== "person") expect(having.length).toBeLessThanOrEqual(1);
        else if (having.length > 1) together += 1;
      }
    }),
    { numRuns: 300, seed: 4 },
  );
  expect(together).toBeGreaterThan(0);
});

function sharing(glob: string, policy: SharedPolicy | null, owner: string): readonly SharedPaths[] {
  if (policy === null) return [];
  return [{ paths: [glob], policy, ...(policy === "owner" ? { owner } : {}) }];
}

function globOf(path: string): string {
  return path.startsWith("p.") ? "p.*" : path;
}

/** At work, or in review: either way its paths are its own. */
function begun(task: Task, published: boolean): Task {
  const started = startAttempt(task, sha(1), noon);
  return published
    ? endAttempt(started, { kind: "published", summary: "x", head: sha(2) }, 3, noon)
    : started;
}

const base = configOf(`
agents:
  one: { runner: scripted, capacity: 100 }
  two: { runner: scripted, capacity: 100 }
  three: { runner: scripted, capacity: 100 }
limits: { agents: 100 }
`);
