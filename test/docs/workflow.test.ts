/** Our own workflow: every action pinned by SHA, no permission by default, a time limit on each job, one job to require. // X1 X2 */
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { read } from "./project.ts";

const text = read(".github/workflows/ci.yml");

const Workflow = z.object({
  on: z.record(z.string(), z.unknown()),
  permissions: z.record(z.string(), z.string()),
  concurrency: z.object({ group: z.string() }),
  jobs: z.record(
    z.string(),
    z.object({
      needs: z.array(z.string()).default([]),
      "timeout-minutes": z.int(),
      permissions: z.record(z.string(), z.string()),
      steps: z.array(
        z.object({ uses: z.string().optional(), run: z.string().optional(), with: z.unknown() }).partial(),
      ),
    }),
  ),
});
const workflow = Workflow.parse(parse(text));

test("actions are pinned to a commit, and say which version that is", () => {
  const uses = text.split("\n").filter((line) => /\buses:/.test(line));
  expect(uses.length).toBeGreaterThan(0);
  for (const line of uses) expect(line).toMatch(/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
});

test("nothing is permitted but to read the contents, and no trigger has more rights than its author", () => {
  expect(workflow.permissions).toEqual({});
  for (const { permissions } of Object.values(workflow.jobs))
    expect(
      Object.entries(permissions).filter(([name, level]) => name !== "contents" || level !== "read"),
    ).toEqual([]);
  expect(Object.keys(workflow.on).toSorted()).toEqual(["pull_request", "push"]);
  expect(text).toContain("persist-credentials: false");
  expect(text).not.toContain("secrets");
});

test("ci-ok waits for every other job, and .ci/run is what runs", () => {
  const others = Object.keys(workflow.jobs).filter((name) => name !== "ci-ok");
  expect(workflow.jobs["ci-ok"]?.needs).toEqual(others);
  expect(Object.values(workflow.jobs).flatMap(({ steps }) => steps.map(({ run }) => run))).toContain(
    ".ci/run",
  );
});

// No `${{ }}` inside a script: names of branches and titles are not ours.
test("no expression is put into a shell", () => {
  for (const { steps } of Object.values(workflow.jobs))
    for (const { run } of steps) expect(run ?? "").not.toContain("${{");
});
