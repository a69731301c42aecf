/** Gate `naming`: what is faulted, what is not, and the name that is proposed. */
// R24
import { expect, test } from "vitest";
import { naming } from "../../src/gates/naming.ts";
import { adds, changeOf, edits, inputOf, rulesOf, said } from "./change.ts";

const config = rulesOf(`
naming:
  - name: mcp-tools
    in: added-lines
    files: "servers/**/*.ts"
    except: "servers/legacy/**"
    find: 'name: "(?<tool>[A-Za-z0-9_-]+)"'
    template: "{prefix}_{action}_{resource}"
    parts: { prefix: [eth, sol, bsc], action: [get, transfer, swap] }
  - name: file-names
    in: paths
    files: "src/**/*.ts"
    find: '(?<file>[^/]+)\\.ts$'
    template: "{name}-{rest}"
  - { name: branches, in: branch, find: '^agent/[^/]+/[0-9]+-(?<slug>.*)$', template: "{verb}-{rest}", parts: { verb: [add, fix] } }
  - { name: titles, in: title, find: '^\\S+', template: "{Verb}" }
  - { name: subjects, in: commits, find: '^(?<kind>\\w+):', template: "{kind}", parts: { kind: [feat, fix] } }
`);
const judge = (over: Parameters<typeof inputOf>[0]) => naming.judge(inputOf({ config, ...over }));

test.each([
  ["solTransferToken", "sol_transfer_token"],
  ["SolTransferToken", "sol_transfer_token"],
  ["sol-transfer-token", "sol_transfer_token"],
  ["transferToken", "sol_transfer_token"],
])("%s in a Solana server is faulted, and %s proposed", (name, proposed) => {
  const verdict = judge({
    change: changeOf(adds("servers/solana-server/tools.ts", `\n  name: "${name}",\n`)),
  });
  expect(said(verdict)).toEqual(["fail", "mcp-tools servers/solana-server/tools.ts:2"]);
  expect(verdict.reasons[0]?.suggestion).toBe(proposed);
});

test.each([
  ["a right name", adds("servers/solana-server/tools.ts", 'name: "sol_transfer_token"\n')],
  [
    "a wrong name that was there before",
    edits("servers/s/a.ts", 'name: "oldName"\n', 'name: "oldName"\n// more\n'),
  ],
  ["another kind of file", adds("servers/s/a.md", 'name: "oldName"\n')],
  ["a file that is left out", adds("servers/legacy/a.ts", 'name: "oldName"\n')],
])("%s is not faulted", (_what, file) => {
  expect(said(judge({ change: changeOf(file) }))).toEqual(["pass"]);
});

test("each of several names on a line is judged", () => {
  const file = adds(
    "servers/s/a.ts",
    '[{ name: "getBalance" }, { name: "eth_get_block" }, { name: "swapIt" }]\n',
  );
  expect(judge({ change: changeOf(file) }).reasons).toHaveLength(2);
});

test("a gap that nobody can fill is shown, and nothing is offered to be taken as it is", () => {
  const [reason] = judge({ change: changeOf(adds("servers/s/a.ts", 'name: "fetchBalance"\n')) }).reasons;
  expect(reason).toMatchObject({
    suggestion: null,
    message: expect.stringContaining("`<prefix>_<action>_fetch_balance`"),
  });
});

test("a word that is not allowed gives way to a gap, and what it may be is told, in text and as JSON", () => {
  const [reason] = judge({ change: changeOf(adds("servers/s/a.ts", 'name: "eth_fetch_balance"\n')) }).reasons;
  expect(reason?.suggestion).toBeNull();
  expect(reason?.message).toMatch(
    /Write `eth_<action>_balance`, where `<action>` is one of `get`, `transfer`, `swap`\.$/,
  );
});

test("of many values some are named, and the rest is counted", () => {
  const action = Array.from({ length: 20 }, (_, index) => `a${index}`);
  const many = rulesOf(`
naming: [{ name: tools, in: added-lines, find: 'name: "([^"]+)"', template: "{action}_{resource}", parts: { action: [${action.join(", ")}] } }]
`);
  const change = changeOf(adds("a.ts", 'name: "fetch_balance"\n'));
  const [reason] = naming.judge(inputOf({ config: many, change })).reasons;
  expect(reason?.message).toContain("`a10`, `a11` and 8 more of `parts`.");
  expect(reason?.message).not.toContain("`a12`");
});

test.each([
  ["a new path", { change: changeOf(adds("src/gateNamed.ts")) }, ["fail", "file-names src/gateNamed.ts"]],
  ["a path that was there", { change: changeOf(edits("src/gateNamed.ts", "a\n", "b\n")) }, ["pass"]],
  ["a branch", { branch: "agent/eth/12-change-all" }, ["fail", "branches"]],
  ["a right branch", { branch: "agent/eth/12-add-all" }, ["pass"]],
  ["a title", { title: "adds a tool" }, ["fail", "titles"]],
  ["a right title", { title: "Add a tool" }, ["pass"]],
  [
    "a commit",
    {
      commits: [
        { sha: "a", subject: "feat: x" },
        { sha: "b", subject: "chore: y" },
      ],
    },
    ["fail", "subjects"],
  ],
  ["commits that nobody could read", { commits: "unread" as const }, ["fail", "subjects"]],
])("%s", (_what, over, expected) => {
  expect(said(judge(over))).toEqual(expected);
});

test("without rules there is nothing to judge; with rules, a change that nobody could read fails", () => {
  expect(said(naming.judge(inputOf({ change: null })))).toEqual(["pass"]);
  expect(said(judge({ change: null }))).toEqual(["fail", "unreadable"]);
});
