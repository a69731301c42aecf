/** The example plan: applied as its README says, it becomes six issues, and agents carry them out in its order, over a GitHub. */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { z } from "zod";
import { signalbox } from "../cli/terminal.ts";
import { quietTwice } from "../support/quiet-twice.ts";
import { openScene, owner, repo } from "../support/scene.ts";
import { script, writes } from "../support/scripts.ts";

const cwd = fileURLToPath(new URL("../../examples/frontend-refactor/", import.meta.url));
const Filed = z.object({ tasks: z.array(z.object({ issue: z.int(), state: z.literal("new") })).length(6) });
const config = `${await readFile(`${cwd}signalbox.yml`, "utf8")}\nmerge: { approvals: 0 }\n`;

const scripts = {
  "analysis: Say where the cart's state lives, and who changes it": script(
    writes({ "docs/architecture/cart.md": "# Cart\n" }),
  ),
  "refactor: Give the cart one store": script(
    writes({ "src/state/cart-store.js": "export const store = [];\n" }),
  ),
  "refactor: Let the components read the cart, not copy it": script(
    writes({ "src/components/cart-list.js": "export const list = 1;\n" }),
  ),
  "test: Test the cart's store": script(writes({ "test/state/cart-store.test.js": "// state\n" })),
  "test: Test that the components show the cart": script(
    writes({ "test/components/cart-list.test.js": "// components\n" }),
  ),
  "docs: Tell how the cart works now": script(writes({ "docs/guide/cart.md": "# The cart\n" })),
};

// R07, R33
test("six tasks: the analysis, then two refactors side by side, then two tests, then the docs", async () => {
  const scene = await openScene({ config, scripts });
  const mira = scene.as(owner);
  const desk = { cwd, env: { GITHUB_API_URL: scene.github.url, GITHUB_TOKEN: scene.github.tokenOf(owner) } };
  const apply = (...more: string[]) =>
    signalbox(["plan", "apply", "plan.json", "--repo", `${owner}/${repo}`, ...more], desk);

  const { writes: before } = scene.github.requests;
  const tried = await apply("--dry-run");
  expect(tried).toMatchObject({ code: 0, err: "" });
  expect(tried.out.split("\n")).toEqual([
    "file  analysis             architect   analysis: Say where the cart's state lives, and who changes…",
    "file  refactor-state       state       refactor: Give the cart one store  (after analysis)",
    "file  refactor-components  components  refactor: Let the components read the cart, not copy it  (after analysis)",
    "file  test-state           testing     test: Test the cart's store  (after refactor-state)",
    "file  test-components      testing     test: Test that the components show the cart  (after refactor-components)",
    "file  docs                 docs        docs: Tell how the cart works now  (after test-state, test-components)",
    "frontend-refactor: 6 issues would be filed. File them: signalbox plan apply plan.json",
  ]);
  expect(scene.github.requests.writes).toBe(before);

  const applied = await apply("--json");
  expect(applied).toMatchObject({ code: 0, err: "" });
  // Pull requests take numbers too, and the first agent is at work before the last task is filed.
  const issues = Filed.parse(JSON.parse(applied.out)).tasks.map(({ issue }) => issue);
  const numberOf = (nth: number) => issues[nth - 1] ?? 0;
  await scene.quiet();
  const states = async () =>
    Promise.all([1, 2, 3, 4, 5, 6].map(async (n) => (await scene.task(numberOf(n)))?.state));
  const merge = async (...tasks: readonly number[]) => {
    for (const task of tasks) await mira.merge((await scene.pull(numberOf(task))).number);
    await scene.quiet();
  };
  expect(await states()).toEqual(["ready", "queued", "queued", "queued", "queued", "queued"]);
  expect(await scene.card(numberOf(2))).toContain(`waits for #${numberOf(1)}, on which it depends`);
  await merge(1);
  expect(await states()).toEqual(["done", "ready", "ready", "queued", "queued", "queued"]);
  await merge(3);
  expect(await states()).toEqual(["done", "ready", "done", "queued", "ready", "queued"]);
  await merge(2, 5);
  expect(await states()).toEqual(["done", "done", "done", "ready", "done", "queued"]);
  await merge(4);
  await merge(6);
  expect(await states()).toEqual(["done", "done", "done", "done", "done", "done"]);
  expect(scene.runEnds.map(({ kind }) => kind)).toEqual(Array(6).fill("recorded"));
  expect((await scene.git("ls-tree", "-r", "--name-only", "main")).split("\n")).toEqual(
    expect.arrayContaining(
      Object.values(scripts).flatMap(({ attempts }) =>
        attempts.flatMap(({ steps }) => steps.flatMap((step) => ("write" in step ? [step.write] : []))),
      ),
    ),
  );

  // Also when all of it is done and closed, nothing is filed twice.
  const again = await apply();
  expect(again).toMatchObject({ code: 0, err: "" });
  expect(again.out).toContain("frontend-refactor: every task has its issue already; nothing was filed.");
  await quietTwice(scene);
});
