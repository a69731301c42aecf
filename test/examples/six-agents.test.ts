/** The example that the demo plays: its seed is sound, and its issues make the situations that the demo promises to show. */
import { access, readdir } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chosenName } from "../../src/domain/prescribed-name.ts";
import { slipped } from "../../src/runs/script.ts";
import { exampleOf, overlap } from "../../src/scope/overlap.ts";
import { config, inSeed, type KnownTask, play, repository, runTests, tasks, treeOf } from "./world.ts";

const seedPaths = new Set((await treeOf(repository)).keys());

/** The pairs of tasks that can share a path, in the order of the file. */
const overlapping = tasks.flatMap((a, at) =>
  tasks.slice(at + 1).flatMap((b) => (overlap(a.reach, b.reach).kind === "disjoint" ? [] : [[a.key, b.key]])),
);

describe("the seed", () => {
  test("has 17 servers, each with tools, tests, a manifest and a README", async () => {
    const networks = ["mainnet", "testnet"].map((network) => join(repository, "servers", network));
    const servers = (
      await Promise.all(
        networks.map(async (network) => (await readdir(network)).map((name) => join(network, name))),
      )
    ).flat();
    expect(servers).toHaveLength(17);
    for (const server of servers) {
      await Promise.all(
        ["src/index.js", "package.json", "README.md"].map((file) => access(join(server, file))),
      );
      expect(
        (await readdir(join(server, "test"))).filter((file) => file.endsWith(".test.js")),
      ).not.toHaveLength(0);
    }
  });

  // R01
  test("names its agents, the check of CI and the approvals that a merge needs", () => {
    expect(Object.entries(config.agents).map(([id, { runner, capacity }]) => [id, runner, capacity])).toEqual(
      ["ethereum", "solana", "cosmos", "bsc", "testing", "docs"].map((id) => [id, "scripted", 1]),
    );
    expect(config.gates.checks).toEqual({ tests: { check: "ci/test", app: "github-actions" } });
    expect(config.merge.approvals).toBe(1);
    expect(config.limits).toEqual({ agents: 5, attempts: 3 });
  });

  test("passes its own tests", async () => {
    const run = await inSeed(runTests);
    expect(run.code, run.output).toBe(0);
    expect(run.passed).toBeGreaterThan(50);
  });
});

describe("the issues", () => {
  test("are 16, over six agents", () => {
    expect(tasks).toHaveLength(16);
    expect([...new Set(tasks.map(({ agent }) => agent))].sort()).toEqual([
      "bsc",
      "cosmos",
      "docs",
      "ethereum",
      "solana",
      "testing",
    ]);
    expect(Object.keys(config.agents).sort()).toEqual([...new Set(tasks.map(({ agent }) => agent))].sort());
  });

  test.each(tasks)("$key follows the hand-off protocol, with a scope that its agent can reach", (task) => {
    const headings = Array.from(task.body.matchAll(/^### (.+)$/gm), ([, heading]) => heading);
    expect(headings).toEqual(["Context", "Deliverables", "Success criteria", "Scope", "Dependencies"]);
    expect(task.problems).toEqual([]);
    expect(task.scope).not.toEqual([]);
    expect(exampleOf(task.reach).kind).toBe("found");
  });

  test("four of them wait for others", () => {
    const dependents = tasks.filter((task) => task.dependsOn.length > 0);
    expect(dependents.map((task) => [task.key, task.dependsOn])).toEqual([
      ["theta-bech32", ["cosmos-bech32"]],
      ["arbitrum-layout", ["split-ethereum-tools"]],
      ["solana-readme", ["solana-sol-amounts"]],
      [
        "tool-catalogue",
        ["bsc-testnet-nonce", "split-ethereum-tools", "cosmos-bech32", "bsc-token-decimals"],
      ],
    ]);
  });

  // B01, R33
  test("only those of testing on the Solana servers share paths with another agent's", () => {
    expect(overlapping).toEqual([
      ["solana-sol-amounts", "solana-edge-tests"],
      ["solana-edge-tests", "devnet-airdrop-limit"],
    ]);
  });

  // R04 B02
  test("the two that come first have the changelog in hand at the same time, and collide there", async () => {
    const opening = tasks.filter(({ opening }) => opening);
    expect(opening.map(({ key }) => key)).toEqual(["bsc-testnet-nonce", "juno-readme"]);
    expect(config.shared).toEqual([{ paths: ["CHANGELOG.md"], policy: "person" }]);
    const changelogs = opening.map(({ script }) =>
      inSeed(async (workspace) => {
        await play(script, workspace, 1);
        return (await treeOf(workspace)).get("CHANGELOG.md") ?? "";
      }),
    );
    const [first = "", second = ""] = await Promise.all(changelogs);
    const seed = (await treeOf(repository)).get("CHANGELOG.md") ?? "";
    const added = (text: string) => text.split("\n").findIndex((line, at) => line !== seed.split("\n")[at]);
    expect(added(first)).toBe(added(second));
    expect(first).not.toBe(second);
  });

  // R29: nobody could tell which of both to use, and whoever is second would be sent back without end.
  test("no two of them add a file of the same name, but for the copies of a canonical one", () => {
    const added = tasks.flatMap(({ key, script }) =>
      slipped(script).attempts.flatMap(({ steps }) =>
        steps.flatMap((step) => {
          const path = "write" in step ? step.write : "to" in step ? step.to : null;
          const name = path === null || seedPaths.has(path) ? null : chosenName(path);
          return name === null ? [] : [{ key, name }];
        }),
      ),
    );
    const byName = Map.groupBy(added, ({ name }) => name);
    const twice = [...byName].filter(([, found]) => new Set(found.map(({ key }) => key)).size > 1);
    expect(twice.map(([name]) => name)).toEqual(["bech32.js"]);
    expect(config.canonical.map(({ from }) => from)).toEqual(["servers/mainnet/cosmos-server/src/bech32.js"]);
  });

  test("in any order of arrival, four agents or more start at once", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...tasks], { minLength: tasks.length }), (order) => {
        expect(startersOf(order).length).toBeGreaterThanOrEqual(4);
      }),
      { numRuns: 200 },
    );
  });
});

/** Who starts when nothing runs yet: one task an agent, and none that shares paths with an earlier one. */
function startersOf(order: readonly KnownTask[]): readonly string[] {
  const ahead: KnownTask[] = [];
  const agents: string[] = [];
  for (const task of order.filter((each) => each.dependsOn.length === 0)) {
    const free = !agents.includes(task.agent) && agents.length < config.limits.agents;
    const alone = ahead.every(
      (other) => !overlapping.some((pair) => pair.includes(task.key) && pair.includes(other.key)),
    );
    if (free && alone) agents.push(task.agent);
    ahead.push(task);
  }
  return agents;
}
