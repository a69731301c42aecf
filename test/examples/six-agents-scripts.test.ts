/** What the example's agents do: their last attempts are right in any order, and their mistakes are ones that get found. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gateNamed } from "../../src/gates/index.ts";
import { slipped } from "../../src/runs/script.ts";
import { inReach } from "../../src/scope/reach.ts";
import { adds, changeOf, inputOf } from "../gates/change.ts";
import {
  changedPaths,
  config,
  finish,
  inSeed,
  type KnownTask,
  play,
  repository,
  runTests,
  type Tree,
  taskNamed,
  tasks,
  treeOf,
} from "./world.ts";

const seed = await treeOf(repository);

/** Plays the last attempts of what a task depends on, transitively and in order. */
async function finishDependencies(task: KnownTask, workspace: string): Promise<void> {
  const needed = new Set<string>();
  for (const each of tasks.toReversed()) {
    if (each.key === task.key || needed.has(each.key)) for (const on of each.dependsOn) needed.add(on);
  }
  for (const each of tasks.filter(({ key }) => needed.has(key))) await finish(each, workspace);
}

/** The changed paths that the task may not touch. */
function offences(task: KnownTask, before: Tree, after: Tree): readonly string[] {
  return changedPaths(before, after).filter((path) => !inReach(task.reach, path).ok);
}

/** The paths with a wrong name, and the name that is proposed. */
function wrongNames(tree: Tree): readonly (readonly [string | null, string | null])[] {
  const change = changeOf(...[...tree].map(([path, text]) => adds(path, text)));
  const { reasons } = gateNamed("naming").judge(inputOf({ config, change }));
  return reasons.map(({ path, suggestion }) => [path, suggestion]);
}

describe("the work", () => {
  test("each task's last attempt stays within its reach, and its tests pass", {
    timeout: 120_000,
  }, async () => {
    for (const task of tasks) {
      await inSeed(async (workspace) => {
        await finishDependencies(task, workspace);
        const before = await treeOf(workspace);
        expect(await finish(task, workspace), task.key).toMatchObject({ kind: "complete" });
        const after = await treeOf(workspace);
        expect(changedPaths(before, after), task.key).not.toEqual([]);
        expect(offences(task, before, after), task.key).toEqual([]);
        const run = await runTests(workspace);
        expect(run.code, `${task.key}\n${run.output}`).toBe(0);
      });
    }
  });

  test("all tasks together pass all tests, after each merge", { timeout: 120_000 }, async () => {
    await inSeed(async (workspace) => {
      for (const task of tasks) {
        await finish(task, workspace);
        const run = await runTests(workspace);
        expect(run.code, `${task.key}\n${run.output}`).toBe(0);
      }
    });
  });

  test("merged in any order that Signalbox lets them land in, the tasks give the same tree", {
    timeout: 120_000,
  }, async () => {
    const expected = await inSeed(async (workspace) => {
      for (const task of tasks) await finish(task, workspace);
      return treeOf(workspace);
    });
    await fc.assert(
      fc.asyncProperty(anyOrder(), async (order) => {
        const tree = await inSeed(async (workspace) => {
          for (const task of inLandingOrder(order)) {
            expect(await finish(task, workspace)).toMatchObject({ kind: "complete" });
          }
          return treeOf(workspace);
        });
        expect(changedPaths(expected, tree)).toEqual([]);
      }),
      { numRuns: 12 },
    );
  });

  // R24: as one change that adds every file.
  test("every name of a tool is as the naming rule wants it, before and after", async () => {
    expect(wrongNames(seed)).toEqual([]);
    await inSeed(async (workspace) => {
      for (const task of tasks) await finish(task, workspace);
      expect(wrongNames(await treeOf(workspace))).toEqual([]);
    });
  });

  test("the catalogue of the tools names every tool that the servers export", async () => {
    await inSeed(async (workspace) => {
      for (const task of tasks) await finish(task, workspace);
      const tree = await treeOf(workspace);
      const sources = [...tree].filter(([path]) => /^servers\/.*\/src\//.test(path)).map(([, text]) => text);
      const exported = sources.flatMap((text) =>
        Array.from(text.matchAll(/^ {2}name: "([a-z_]+)"/gm), ([, name]) => name),
      );
      const listed = Array.from(
        (tree.get("docs/tools.md") ?? "").matchAll(/\| `([a-z_]+)` \|/g),
        ([, name]) => name,
      );
      expect(exported).toHaveLength(30);
      expect(listed).toHaveLength(30);
      expect(new Set(listed)).toEqual(new Set(exported));
    });
  });
});

describe("the mistakes", () => {
  // R03
  test("ethereum's first attempt at the Polygon addresses writes a package outside of its boundary", async () => {
    const task = taskNamed("polygon-addresses");
    await inSeed(async (workspace) => {
      expect(await play(task.script, workspace, 1)).toMatchObject({ kind: "complete" });
      const path = "packages/evm-address/src/evm-address.js";
      expect(offences(task, seed, await treeOf(workspace))).toEqual([path]);
      expect(inReach(task.reach, path)).toEqual({ ok: false, rule: "allow" });
    });
  });

  // R27
  test("solana's first attempt at the amounts stays in its reach and fails its own new tests", async () => {
    const task = taskNamed("solana-sol-amounts");
    await inSeed(async (workspace) => {
      expect(await play(task.script, workspace, 1)).toMatchObject({ kind: "complete" });
      expect(offences(task, seed, await treeOf(workspace))).toEqual([]);
      const run = await runTests(workspace);
      expect(run.code).toBe(1);
      expect(run.output).toContain("1500000000 lamports are 1.5 SOL");
    });
  });

  // R24
  test("bsc's first attempt at the nonce passes all tests under a name that the naming rule refuses", async () => {
    const task = taskNamed("bsc-testnet-nonce");
    await inSeed(async (workspace) => {
      expect(await play(task.script, workspace, 1)).toMatchObject({ kind: "complete" });
      expect(offences(task, seed, await treeOf(workspace))).toEqual([]);
      expect((await runTests(workspace)).code).toBe(0);
      expect(wrongNames(await treeOf(workspace))).toEqual([
        ["servers/testnet/bsc-testnet-server/src/tools/tbsc-get-nonce.js", "tbsc_get_nonce"],
      ]);
    });
  });

  // R29
  test("cosmos' first attempt on theta passes all tests with a helper that is not the Hub's", async () => {
    const task = taskNamed("theta-bech32");
    const [hub, theta] = ["mainnet/cosmos-server", "testnet/cosmos-theta-server"].map(
      (server) => `servers/${server}/src/bech32.js`,
    );
    await inSeed(async (workspace) => {
      await finishDependencies(task, workspace);
      const before = await treeOf(workspace);
      for (const [attempt, equal] of [
        [1, false],
        [2, true],
      ] as const) {
        expect(await play(task.script, workspace, attempt)).toMatchObject({ kind: "complete" });
        const tree = await treeOf(workspace);
        expect(offences(task, before, tree)).toEqual([]);
        expect((await runTests(workspace)).code).toBe(0);
        expect(tree.get(theta ?? "") === tree.get(hub ?? "")).toBe(equal);
      }
    });
  });

  test("every slip is one that Signalbox or the tests find", { timeout: 120_000 }, async () => {
    const found: Record<string, string> = {};
    for (const task of tasks.filter(({ script }) => script.slip)) {
      await inSeed(async (workspace) => {
        expect(await play(slipped(task.script), workspace, 1)).toMatchObject({ kind: "complete" });
        const outside = offences(task, seed, await treeOf(workspace));
        found[task.key] = outside[0] ?? ((await runTests(workspace)).code === 1 ? "tests" : "nothing");
      });
    }
    expect(found).toEqual({
      "split-ethereum-tools": "docs/building-a-server.md",
      "cosmos-bech32": "tests",
      "bsc-token-decimals": "test-support/fake-token.js",
      "solana-edge-tests": "tests",
      "opbnb-gas-fractions": "tests",
      "tool-catalogue": "README.md",
    });
  });

  // What failed its tests was published: the next attempt may start from the branch, or from a newer main.
  test("a correction gives the same tree on the branch as on main", async () => {
    for (const task of tasks) {
      const script = slipped(task.script);
      const [first] = script.attempts;
      if (script.attempts.length === 1 || first?.outcome.kind !== "complete") continue;
      const again = await inSeed(async (workspace) => {
        await finishDependencies(task, workspace);
        const before = await treeOf(workspace);
        await play(script, workspace, 1);
        if (offences(task, before, await treeOf(workspace)).length > 0) return null; // never published
        expect(await play(script, workspace, 2), task.key).toMatchObject({ kind: "complete" });
        return treeOf(workspace);
      });
      if (again === null) continue;
      const straight = await inSeed(async (workspace) => {
        await finishDependencies(task, workspace);
        await finish(task, workspace);
        return treeOf(workspace);
      });
      expect(changedPaths(straight, again), task.key).toEqual([]);
    }
  });
});

// B08
describe("the question", () => {
  const { script } = taskNamed("osmosis-price");

  test("is asked first, with options, and nothing is written", async () => {
    await inSeed(async (workspace) => {
      expect(await play(script, workspace, 1)).toMatchObject({
        kind: "blocked",
        questions: [{ options: ["deepest", "median"] }],
      });
      expect(changedPaths(seed, await treeOf(workspace))).toEqual([]);
    });
  });

  test.each(["deepest", "median"])(
    "answered with %s, that is the default, and all tests pass",
    async (answer) => {
      await inSeed(async (workspace) => {
        expect(await play(script, workspace, 2, [answer])).toMatchObject({ kind: "complete" });
        const rules = (await treeOf(workspace)).get("servers/mainnet/osmosis-server/src/price-rules.js");
        expect(rules).toContain(`DEFAULT_RULE = "${answer}"`);
        const run = await runTests(workspace);
        expect(run.code, run.output).toBe(0);
      });
    },
  );
});

function anyOrder(): fc.Arbitrary<KnownTask[]> {
  return fc.shuffledSubarray([...tasks], { minLength: tasks.length });
}

/** The order, with each task moved behind those that it depends on, and behind the one that it collides with and that is older. */
function inLandingOrder(order: readonly KnownTask[]): readonly KnownTask[] {
  const [older, ...younger] = tasks.filter(({ opening }) => opening);
  const before = (task: KnownTask) => (older && younger.includes(task) ? [older.key] : []);
  const done: KnownTask[] = [];
  while (done.length < order.length) {
    const merged = new Set(done.map(({ key }) => key));
    const next = order.find(
      (task) => !merged.has(task.key) && [...task.dependsOn, ...before(task)].every((key) => merged.has(key)),
    );
    if (!next) throw new Error("the dependencies have a cycle");
    done.push(next);
  }
  return done;
}
