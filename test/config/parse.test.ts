import { describe, expect, test } from "vitest";
import { parseConfig } from "../../src/config/parse.ts";
import { requirementNames } from "../../src/domain/requirement.ts";

/** Problems as `line:column message`. */
function problems(text: string): readonly string[] {
  const parsed = parseConfig(text);
  return parsed.ok ? [] : parsed.problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

// R01
test("a config with every key", () => {
  const text = `
version: 1
agents:
  ethereum:
    name: Ethereum specialist
    allow: ["servers/testnet/ethereum-*/**"]
    forbid: ["servers/mainnet/**"]
    instructions: Keep every tool in a file of its own.
    runner: command
    command: [node, agents/fix.mjs]
    capacity: 2
    limits: { timeout: 90s }
shared:
  - { paths: [package.json, package-lock.json], policy: serialize }
  - { paths: [CHANGELOG.md], policy: owner, owner: ethereum }
gates:
  require: [boundaries, checks]
  checks: { tests: ci/test, scan: { check: scan, app: some-app } }
  metrics: [{ name: coverage, check: tests, file: coverage.json, path: total.lines, min: 90.5 }]
  size: { files: 20 }
  duplicates: { except: "**/routes.py" }
naming:
  - name: tools
    in: added-lines
    files: "servers/**"
    except: ["servers/a/**", "servers/b/**"]
    find: 'name: "(?<tool>\\w+)"'
    template: "{prefix}_{rest}"
    parts: { prefix: [eth, sol] }
content: [{ name: no-console, forbid: "console", message: Use the logger }]
canonical: [{ from: docs/logger.ts, to: "servers/*/logger.ts" }]
lint: require
commands: { prefix: sb, needs: { hold: triage, assign: maintain }, bots: { unblock: [41898282] } }
merge: { approvals: 2, requester: counts }
limits: { agents: 4, attempts: 5 }
blockers: { urgent: 5m, low: 20h }
board: true
ledger: signalbox/history
`;
  expect(parseConfig(text)).toEqual({
    ok: true,
    config: {
      version: 1,
      agents: {
        ethereum: {
          name: "Ethereum specialist",
          allow: ["servers/testnet/ethereum-*/**"],
          forbid: ["servers/mainnet/**"],
          instructions: "Keep every tool in a file of its own.",
          runner: "command",
          command: ["node", "agents/fix.mjs"],
          capacity: 2,
          limits: { timeout: 90_000 },
        },
      },
      shared: [
        { paths: ["package.json", "package-lock.json"], policy: "serialize" },
        { paths: ["CHANGELOG.md"], policy: "owner", owner: "ethereum" },
      ],
      gates: {
        require: ["boundaries", "checks"],
        checks: {
          tests: { check: "ci/test", app: "github-actions" },
          scan: { check: "scan", app: "some-app" },
        },
        metrics: [
          { name: "coverage", check: "tests", file: "coverage.json", path: "total.lines", min: 90.5 },
        ],
        size: { files: 20, lines: 3_000 },
        duplicates: { except: ["**/routes.py"] },
      },
      naming: [
        {
          name: "tools",
          in: "added-lines",
          files: ["servers/**"],
          except: ["servers/a/**", "servers/b/**"],
          find: 'name: "(?<tool>\\w+)"',
          template: "{prefix}_{rest}",
          parts: { prefix: ["eth", "sol"] },
        },
      ],
      content: [
        { name: "no-console", forbid: "console", files: ["**"], except: [], message: "Use the logger" },
      ],
      canonical: [{ from: "docs/logger.ts", to: ["servers/*/logger.ts"] }],
      lint: "require",
      commands: {
        prefix: "sb",
        needs: { hold: "triage", assign: "maintain" },
        bots: { unblock: [41_898_282] },
      },
      merge: { approvals: 2, requester: "counts" },
      limits: { agents: 4, attempts: 5 },
      blockers: { urgent: 300_000, high: 3_600_000, normal: 14_400_000, low: 72_000_000 },
      board: true,
      ledger: "signalbox/history",
    },
  });
});

test("a config that says as little as possible gets every default", () => {
  expect(parseConfig("agents: { eth: {} }")).toEqual({
    ok: true,
    config: {
      version: 1,
      agents: {
        eth: {
          name: "eth",
          allow: [],
          forbid: [],
          instructions: "",
          runner: "command",
          command: [],
          capacity: 1,
          limits: { timeout: 2_700_000 },
        },
      },
      shared: [],
      gates: {
        require: [...requirementNames],
        checks: {},
        metrics: [],
        size: { files: 100, lines: 3_000 },
        duplicates: { except: [] },
      },
      naming: [],
      content: [],
      canonical: [],
      lint: "advise",
      commands: { needs: {}, bots: {} },
      merge: { approvals: 1 },
      limits: { agents: 6, attempts: 3 },
      blockers: { urgent: 900_000, high: 3_600_000, normal: 14_400_000, low: 86_400_000 },
      board: false,
      ledger: "signalbox/ledger",
    },
  });
});

test("runner `command` without a command is no problem of the file: it is a reason to wait", () => {
  expect(problems("agents: { eth: { runner: command } }")).toEqual([]);
});

test("a byte order mark and Windows line ends do not matter, also not for positions", () => {
  expect(problems("\uFEFFversion: 1\r\nagents: {}\r\n")).toEqual([]);
  expect(problems("\uFEFFversion: 2\r\nledger: 3\r\n")[0]).toBe("1:10 `version` must be 1, but is 2");
});

test("ids are what is written, also where YAML would see a number", () => {
  const parsed = parseConfig('agents: { 0777: {}, 1e3: {}, "12": {}, yes: {} }');
  expect(parsed.ok && Object.keys(parsed.config.agents).sort()).toEqual(["0777", "12", "1e3", "yes"]);
});

describe("an unknown key is named with the nearest one and with all that are known there", () => {
  test.each([
    [
      "version: 1\nledger: a\nagentz: {}",
      "3:1 unknown key `agentz`; did you mean `agents`? Keys here: version, agents, shared, gates, naming, content, canonical, lint, commands, merge, limits, blockers, board, ledger",
    ],
    [
      "agents:\n  eth:\n    capcity: 2",
      "3:5 unknown key `capcity` in `agents.eth`; did you mean `capacity`? Keys here: name, allow, forbid, instructions, runner, command, capacity, limits",
    ],
    [
      "gates: { checks: { a: { chekc: x, check: y } } }",
      "1:25 unknown key `chekc` in `gates.checks.a`; did you mean `check`? Keys here: check, app",
    ],
    ["merge: { foo: 1 }", "1:10 unknown key `foo` in `merge`. Keys here: approvals, requester"],
    [
      "limits: { attempt: 1 }",
      "1:11 unknown key `attempt` in `limits`; did you mean `attempts`? Keys here: agents, attempts",
    ],
  ])("%j", (text, message) => {
    expect(problems(text)).toEqual([message]);
  });
});

test("what may be required is listed when something else is", () => {
  expect(problems("gates: { require: [boundaries, reviews] }")).toEqual([
    expect.stringMatching(
      /`gates\.require\[1\]` must be boundaries or .* or checks, but is the text `reviews`/,
    ),
  ]);
});

// DESIGN.md §4: nothing in the config is inert.
describe("a key of a later version is refused by name", () => {
  test.each([
    ["teams", "teams: {}"],
    ["phases", "phases: []"],
    ["mcp", "mcp: {}"],
    ["standards", "standards: []"],
    ["resources", "resources: {}"],
    ["review", "review: {}"],
    ["coordination", "coordination: strict"],
    ["models", "models: {}"],
    ["routing", "routing: {}"],
    ["budget", "budget: 4"],
    ["merge.mode", "merge: { mode: manual }"],
    ["merge.method", "merge: { method: squash }"],
    ["limits.handoffs", "limits: { handoffs: 3 }"],
    ["limits.report", "limits: { report: 30m }"],
    ["limits.awaiting_review", "limits: { awaiting_review: 8 }"],
    ["limits.budget_per_day", "limits: { budget_per_day: 40 }"],
    ["agents.eth.role", "agents: { eth: { role: worker } }"],
    ["agents.eth.team", "agents: { eth: { team: chains } }"],
    ["agents.eth.tasks", "agents: { eth: { tasks: [] } }"],
    ["agents.eth.model", "agents: { eth: { model: auto } }"],
    ["agents.eth.tools", "agents: { eth: { tools: [] } }"],
    ["agents.eth.handoff", "agents: { eth: { handoff: [] } }"],
    ["agents.eth.limits.turns", "agents: { eth: { limits: { turns: 60 } } }"],
    ["agents.eth.limits.budget", "agents: { eth: { limits: { budget: 3 } } }"],
  ])("%s", (key, text) => {
    const parsed = parseConfig(text);
    expect(parsed).toMatchObject({
      ok: false,
      problems: [{ path: key, kind: "unsupported", message: `\`${key}\` is not supported in this version` }],
    });
  });

  test("the review among what is required", () => {
    expect(problems("gates: { require: [boundaries, review] }")).toEqual([
      expect.stringContaining("not supported in this version"),
    ]);
  });

  test.each(["claude-code", "codex", "anthropic"])("runner %s", (runner) => {
    expect(problems(`agents: { eth: { runner: ${runner} } }`)).toEqual([
      `1:26 \`${runner}\` is not supported in this version; \`agents.eth.runner\` must be command or scripted`,
    ]);
  });
});

describe("a rule that would keep a gate busy is refused", () => {
  test("P10: a pattern of too many repetitions", () => {
    const rule = (find: string) => `naming: [{ name: a, in: paths, find: '${find}', template: '{a}' }]`;
    expect(problems(rule("((a{0,10}){10}){10}"))).toEqual([
      "1:38 `naming[0].find` must be simpler: it has too many alternatives or repetitions to be matched quickly, but is the text `((a{0,10}){10}){10}`",
    ]);
    const words = Array.from({ length: 40 }, (_, at) => `word${at}`).join("|");
    expect(problems(rule(String.raw`\b(?<name>(?:${words})_[A-Za-z0-9_]+)\(`))).toEqual([]);
  });

  test("P10: whether an agent could touch nothing is not looked for in lists beyond a bound", () => {
    const config = (globs: number) => {
      const forbid = ["**", ...Array.from({ length: globs }, (_, at) => `${"a".repeat(60)}${at}`)];
      return `agents: { a: { allow: ["src/**"], forbid: ${JSON.stringify(forbid)} } }`;
    };
    expect(problems(config(60))).toEqual([expect.stringContaining("the agent could touch nothing")]);
    expect(problems(config(110))).toEqual([]);
  });

  test("P10: globs of too many characters together", () => {
    const globs = Array.from({ length: 40 }, (_, at) => `"${"a".repeat(210)}${at}"`).join(", ");
    expect(problems(`content: [{ name: a, forbid: x, files: [${globs}] }]`)).toEqual([
      expect.stringContaining(
        "the globs of a list may have at most 8000 characters together, and these have 84",
      ),
    ]);
  });
});

describe("a wrong value is shown with what is allowed", () => {
  test.each([
    [
      "naming: [{ name: a, in: paths, find: '(?=x)', template: '{a}' }]",
      "1:38 `naming[0].find` must be a regular expression of RE2, which has no look-around and no backreferences (error parsing regexp: invalid or unsupported Perl syntax: `(?=`), but is the text `(?=x)`",
    ],
    [
      "naming: [{ name: a, in: paths, find: x, template: plain }]",
      "1:51 `naming[0].template` must have a part in braces, such as `{action}_{resource}`, but is the text `plain`",
    ],
    [
      "naming: [{ name: a, in: paths, find: '(?<a>x)(?<b>y)', template: '{a}' }]",
      "1:38 `naming[0].find` must have at most one named group, which is the name that is judged, but is the text `(?<a>x)(?<b>y)`",
    ],
    [
      "content: [{ name: a, forbid: x, files: '{a,b}' }]",
      "1:40 `content[0].files`: `{` would start a brace list, which globs here do not have; write one glob for each, or `\\{` for a real brace",
    ],
    [
      "canonical: [{ from: 'docs/*.ts', to: 'a/*.ts' }]",
      "1:21 `canonical[0].from` must be the path of one file, relative to the top of the repository, but is the text `docs/*.ts`",
    ],
    ["version: 2", "1:10 `version` must be 1, but is 2"],
    ["agents: { eth: { capacity: 0 } }", "1:28 `agents.eth.capacity` must be at least 1, but is 0"],
    [
      "agents: { eth: { capacity: two } }",
      "1:28 `agents.eth.capacity` must be a whole number, but is the text `two`",
    ],
    ["limits: { attempts: 1.5 }", "1:21 `limits.attempts` must be a whole number, but is 1.5"],
    ["merge: { approvals: 11 }", "1:21 `merge.approvals` must be at most 10, but is 11"],
    ["merge: { approvals: -1 }", "1:21 `merge.approvals` must be at least 0, but is -1"],
    [
      "agents: { eth: { runner: comand } }",
      "1:26 `agents.eth.runner` must be command or scripted, but is the text `comand`; did you mean `command`?",
    ],
    [
      "agents: { eth: { allow: src/** } }",
      '1:25 `agents.eth.allow` must be a list, but is the text `src/**`; write ["src/**"]',
    ],
    ["agents: { eth: { name: 12 } }", "1:24 `agents.eth.name` must be text, but is 12; put it in quotes"],
    ["agents: { eth: { name: '' } }", "1:24 `agents.eth.name` must not be empty"],
    [
      "agents: { eth: { command: [node, true] } }",
      "1:34 `agents.eth.command[1]` must be text, but is true; put it in quotes",
    ],
    [
      "agents: { eth: { limits: { timeout: 45 } } }",
      "1:37 `agents.eth.limits.timeout` must be a duration of at most 24 hours, such as 90s, 45m or 2h, but is 45",
    ],
    [
      "agents: { eth: { limits: { timeout: 25h } } }",
      "1:37 `agents.eth.limits.timeout` must be a duration of at most 24 hours, such as 90s, 45m or 2h, but is the text `25h`",
    ],
    ["agents:\n  eth:\n", "2:3 `agents.eth` must be a map of keys, but is empty"],
    ["agents: []", "1:9 `agents` must be a map of names, but is a list"],
    ["gates: { checks: { a: 12 } }", "1:23 `gates.checks.a` must be text or a map of keys, but is 12"],
    ["gates: { checks: { a: { app: b } } }", "1:23 `gates.checks.a.check` is missing; it must be text"],
    [
      "gates: { checks: { a: signalbox/ready } }",
      "1:23 `gates.checks.a` must name a check other than Signalbox's own, but is the text `signalbox/ready`",
    ],
    [
      "ledger: agent/eth/1-a",
      "1:9 `ledger` must be the name of a branch outside of agent/, but is the text `agent/eth/1-a`",
    ],
    ["ledger: a..b", "1:9 `ledger` must be the name of a branch outside of agent/, but is the text `a..b`"],
    ["", "1:1 the file must be a map of keys, but is empty"],
    ["# nothing yet", "1:1 the file must be a map of keys, but is empty"],
    ["- a", "1:1 the file must be a map of keys, but is a list"],
  ])("%j", (text, message) => {
    expect(problems(text)).toEqual([message]);
  });
});

describe("a glob outside the dialect is refused where it stands", () => {
  test.each([
    [
      'agents:\n  eth:\n    allow:\n      - "src/**"\n      - "src/[id]/**"',
      "5:9 `agents.eth.allow[1]`: `[` would start a character class, which globs here do not have; for a real bracket write `\\[`",
    ],
    [
      "agents: { eth: { forbid: [docs/] } }",
      "1:27 `agents.eth.forbid[0]`: a glob may not end with `/`; for a folder and all it holds write `docs/**`",
    ],
    [
      'agents: { eth: { allow: ["!src/**"] } }',
      "1:26 `agents.eth.allow[0]`: `!` at the start would negate, which globs here do not do; for a real exclamation mark write `\\!`",
    ],
    [
      'agents: { eth: { allow: ["src/{a,b}"] } }',
      "1:26 `agents.eth.allow[0]`: `{` would start a brace list, which globs here do not have; write one glob for each, or `\\{` for a real brace",
    ],
    [
      'agents: { eth: { allow: ["+(a)"] } }',
      "1:26 `agents.eth.allow[0]`: `+(` would start an extended pattern, which globs here do not have; for a real parenthesis write `+\\(`",
    ],
    [
      'agents: { eth: { allow: ["src/**.ts"] } }',
      "1:26 `agents.eth.allow[0]`: `**` must be a whole segment; write `*` within a segment, or `**/` before it",
    ],
  ])("P9: %j", (text, message) => {
    expect(problems(text)).toEqual([message]);
  });
});

test("an agent whose forbidden globs cover all that it is allowed is refused, one that keeps a path is not", () => {
  expect(problems('agents: { eth: { allow: ["src/eth/**", "src/*.ts"], forbid: ["src/**"] } }')).toEqual([
    "1:25 `agents.eth.allow`: `forbid` covers all of it and wins, so the agent could touch nothing; narrow `forbid`",
  ]);
  expect(problems('agents: { eth: { allow: ["src/**"], forbid: ["src/*/**"] } }')).toEqual([]);
});

describe("a name that may not be one", () => {
  test.each(["auto", "constructor", "Ethereum", "a_b", "a".repeat(40)])("%s", (id) => {
    expect(problems(`agents: { ${id}: {} }`)).toEqual([
      `1:11 the name \`${id}\` must be 1 to 39 of a-z, 0-9 and -, and neither \`auto\` nor \`constructor\``,
    ]);
  });

  test("__proto__ is refused and changes nothing", () => {
    expect(problems("__proto__: { polluted: true }\nagents: { __proto__: { allow: [] } }")).toEqual([
      "1:1 `__proto__` may not be a key",
      "2:11 `__proto__` may not be a key",
    ]);
    expect(Reflect.has({}, "polluted")).toBe(false);
  });
});

test("all problems are told at once, in the order of the file", () => {
  const text =
    "version: 3\nteams: {}\nagents:\n  eth: { capacity: 0, allow: [a/] }\nversion: 1\nmerge: { approval: 1 }";
  expect(problems(text).map((line) => line.split(" ")[0])).toEqual([
    "1:10",
    "2:1",
    "4:20",
    "4:31",
    "5:1",
    "6:10",
  ]);
});
