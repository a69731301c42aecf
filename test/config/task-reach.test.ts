/** What a task may touch where paths are shared. */
// R04 R03
import fc from "fast-check";
import { expect, test } from "vitest";
import { taskReach } from "../../src/config/task-reach.ts";
import { type SharedPolicy, sharedPolicies } from "../../src/domain/shared-policy.ts";
import { contains } from "../../src/scope/contains.ts";
import { compileReach, inReach } from "../../src/scope/reach.ts";
import { configOf } from "../support/observation.ts";

const config = configOf(`
agents:
  eth: { allow: ["servers/eth/**", "docs/**"], forbid: ["docs/secret/**"], runner: scripted }
  docs: { allow: ["**"], runner: scripted }
shared:
  - { paths: [package.json, "*/package.json"], policy: serialize }
  - { paths: [docs/CHANGELOG.md], policy: owner, owner: docs }
  - { paths: [LICENSE], policy: forbid }
  - { paths: [README.md], policy: person }
`);

function judged(agent: string, scope: readonly string[], path: string): string {
  const found = inReach(compileReach(taskReach({ agent, scope }, config)), path);
  return found.ok ? "may" : found.rule;
}

test.each([
  ["forbid", "docs", [], "LICENSE", "shared"],
  ["forbid, though its scope names it", "docs", ["LICENSE"], "LICENSE", "shared"],
  ["its owner, without a scope", "docs", [], "docs/CHANGELOG.md", "may"],
  ["its owner, whose scope leaves it out", "docs", ["src/**"], "docs/CHANGELOG.md", "scope"],
  ["not its owner, though inside its boundary", "eth", [], "docs/CHANGELOG.md", "shared"],
  ["not its owner, though its scope names it", "eth", ["docs/CHANGELOG.md"], "docs/CHANGELOG.md", "shared"],
  ["serialize, named by the scope", "eth", ["package.json"], "package.json", "may"],
  ["serialize, within a wide scope", "eth", ["**"], "package.json", "may"],
  ["serialize, not named by the scope", "eth", ["servers/**"], "package.json", "scope"],
  ["serialize, without a scope", "eth", [], "package.json", "shared"],
  ["serialize, without a scope, though inside its boundary", "docs", [], "a/package.json", "shared"],
  [
    "serialize, but forbidden to the agent",
    "eth",
    ["docs/secret/package.json"],
    "docs/secret/package.json",
    "forbid",
  ],
  ["person, named by the scope", "eth", ["README.md"], "README.md", "may"],
  ["person, without a scope", "docs", [], "README.md", "shared"],
  ["what nobody shares, outside", "eth", ["**"], "src/a.ts", "allow"],
  ["what nobody shares, inside", "eth", ["**"], "servers/eth/a.ts", "may"],
  ["another spelling of a shared path", "eth", ["**"], "Package.json", "allow"],
] as const)("%s: %s with scope %j and %s", (_what, agent, scope, path, verdict) => {
  expect(judged(agent, scope, path)).toBe(verdict);
});

test("a policy tells whose paths they are", () => {
  const reach = compileReach(taskReach({ agent: "eth", scope: [] }, config));
  expect(inReach(reach, "docs/CHANGELOG.md")).toEqual({
    ok: false,
    rule: "shared",
    detail: "docs/CHANGELOG.md",
    policy: "owner",
    owner: "docs",
  });
});

const glob = fc.constantFrom("**", "a", "b", "a/*", "b/**", "*", "a/b", "?/a");
const globs = fc.array(glob, { maxLength: 2 });
const paths = ["a", "b", "c", "a/a", "a/b", "b/a", "b/b", "c/a", "b/a/a"];

test("the reach is what the policies say, for every path of a small world", () => {
  const entry = fc.record({
    path: fc.constantFrom(...paths),
    policy: fc.constantFrom(...sharedPolicies),
    owner: fc.constantFrom("eth", "docs"),
  });
  const world = fc.record({
    allow: globs,
    scope: globs,
    shared: fc.uniqueArray(entry, { maxLength: 4, selector: ({ path }) => path }),
  });
  fc.assert(
    fc.property(world, ({ allow, scope, shared }) => {
      const rules = {
        agents: Object.fromEntries(roster.map(([id, agent]) => [id, { ...agent, allow }])),
        shared: shared.map(({ path, policy, owner }) => ({
          paths: [path],
          policy,
          ...(policy === "owner" ? { owner } : {}),
        })),
      };
      const reach = compileReach(taskReach({ agent: "eth", scope }, rules));
      for (const path of paths) {
        const entryOf = shared.find((each) => each.path === path);
        const inside = contains(allow, path) && (scope.length === 0 || contains(scope, path));
        expect(inReach(reach, path).ok).toBe(entryOf ? mayShared(entryOf, scope, path) : inside);
      }
    }),
    { numRuns: 300 },
  );
});

const roster = Object.entries(configOf("agents: { eth: { runner: scripted } }").agents);

/** The policies, in the words of the decision. */
function mayShared(
  { policy, owner }: { readonly policy: SharedPolicy; readonly owner: string },
  scope: readonly string[],
  path: string,
): boolean {
  if (policy === "forbid") return false;
  if (policy === "owner") return owner === "eth" && (scope.length === 0 || contains(scope, path));
  return contains(scope, path);
}
