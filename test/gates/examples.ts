/**
 * A small change for each thing that a gate says: judged by the gate itself, they are the golden texts and the examples of
 * docs/gates.md. A gate without examples is not documented, and its golden test is red.
 */
import type { CanonicalFile } from "../../src/domain/canonical-file.ts";
import type { FileDiff } from "../../src/domain/file-diff.ts";
import type { Forecast } from "../../src/domain/forecast.ts";
import type { MetricDelay, MetricGap, MetricReading } from "../../src/domain/metric-reading.ts";
import type { OtherPull } from "../../src/domain/other-pull.ts";
import type { GateName, Verdict } from "../../src/domain/verdict.ts";
import type { GateInput } from "../../src/gates/gate.ts";
import { gateNamed } from "../../src/gates/index.ts";
import { compileReach } from "../../src/scope/reach.ts";
import { adds, addsBinary, changeOf, deletes, edits, inputOf, rulesOf } from "./change.ts";

export interface GateExample {
  /** What the change does: "a workflow is changed". */
  readonly when: string;
  readonly input: Partial<GateInput>;
}

export interface GateExamples {
  /** The part of a config that the examples are judged by; null where the defaults say enough. */
  readonly rules: string | null;
  readonly passes: GateExample;
  /** One for each rule that the gate can name; it fails, waits or warns. */
  readonly others: readonly GateExample[];
}

export function judged(gate: GateName, { rules }: GateExamples, { input }: GateExample): Verdict {
  return gateNamed(gate).judge(inputOf({ config: rulesOf(rules ?? "version: 1"), ...input }));
}

const reach = compileReach({
  scope: ["servers/ethereum-*/**"],
  allow: ["servers/**"],
  forbid: ["**/*.pem"],
});

const sharing = compileReach({
  scope: ["**"],
  allow: ["**"],
  forbid: [],
  withheld: [{ glob: "package.json", policy: "serialize", owner: null }],
});

function within(...files: readonly FileDiff[]): Partial<GateInput> {
  return { reach, agent: "ethereum", change: changeOf(...files) };
}

const approvers = ["noor"];

/** No working credential stands in a file of ours. */
const credential = ["gh", "p_", "a1B2".repeat(9)].join("");

function numbers(over: Readonly<Record<string, MetricReading>>): Partial<GateInput> {
  const good: Readonly<Record<string, MetricReading>> = {
    coverage: { kind: "number", value: 94, base: null },
    latency: { kind: "number", value: 180, base: 180 },
  };
  return { metrics: new Map(Object.entries({ ...good, ...over })) };
}

const delays: Readonly<Record<MetricDelay, string>> = {
  check: "the check has not ended",
  run: "the check has ended, and its workflow run is still at work",
  refused: "GitHub does not show the artifacts",
  download: "the archive could not be fetched",
  base: "there is nothing to compare with",
};

const gaps: readonly (readonly [string, MetricGap])[] = [
  ["no workflow run made the check", { what: "run" }],
  ["no artifact has the report", { what: "file", artifacts: ["logs"], passedOver: [] }],
  ["several artifacts have it", { what: "several", artifacts: ["a", "b"] }],
  ["there are too many artifacts to look through", { what: "many", count: 12, limit: 10 }],
  ["the report is no JSON", { what: "unreadable", artifact: "report", problem: "JSON" }],
  ["the report has no number there", { what: "number", found: "text" }],
];

/** The open pull request of task 14. */
function beside(over: Partial<OtherPull>, ...files: readonly FileDiff[]): OtherPull {
  return {
    task: 14,
    agent: "solana",
    pull: 31,
    head: "b".repeat(40),
    change: changeOf(...files),
    forecast: null,
    first: true,
    because: "queued",
    ...over,
  };
}

function canonicalFile(
  path: string,
  as: CanonicalFile["as"],
  found: CanonicalFile["found"],
): Partial<GateInput> {
  const source = "docs/canonical/logger.ts";
  return { change: { ...changeOf(adds(path)), canonical: [{ path, source, as, found }] } };
}

const page = changeOf(edits("docs/x.md", "a\n", "b\n"));
const hot: Forecast = { kind: "conflicts", paths: ["docs/x.md"] };

export const gateExamples: Readonly<Record<GateName, GateExamples>> = {
  boundaries: {
    rules: null,
    passes: {
      when: "every path is inside the scope and the boundary",
      input: within(adds("servers/ethereum-mainnet/src/balance.ts")),
    },
    others: [
      {
        when: "a path outside of the task's scope",
        input: within(edits("servers/solana/a.ts", "1\n", "2\n")),
      },
      { when: "a path outside of the agent's boundary", input: within(edits("package.json", "1\n", "2\n")) },
      {
        when: "a path that another open task holds",
        input: { ...within(adds("docs/solana.md")), holderOf: () => 14 },
      },
      {
        when: "a path that is forbidden to the agent",
        input: within(adds("servers/ethereum-mainnet/key.pem")),
      },
      {
        when: "a path that no file system takes for what it says",
        input: within(adds("servers/ethereum-mainnet/../solana/a.ts")),
      },
      {
        when: "a shared path that the task's scope does not name",
        input: { ...within(edits("package.json", "1\n", "2\n")), reach: sharing },
      },
      { when: "a symlink", input: within(adds("servers/ethereum-mainnet/link", "../..", "120000")) },
      { when: "a submodule", input: within(adds("servers/ethereum-mainnet/lib", "", "160000")) },
      { when: "a change that could not be read in full", input: { reach, change: null } },
    ],
  },
  protected: {
    rules: null,
    passes: { when: "nothing that steers others is touched", input: { change: changeOf(adds("src/a.ts")) } },
    others: [
      {
        when: "a workflow, agent instructions, a hook or an owner is changed",
        input: {
          change: changeOf(edits(".github/workflows/ci.yml", "on: push\n", "on: pull_request_target\n")),
        },
      },
      {
        when: "a manifest or a lock file is changed",
        input: { change: changeOf(edits("package.json", "{}\n", '{ "scripts": {} }\n')) },
      },
      {
        when: "the same, approved for this commit by a person with write access",
        input: { change: changeOf(edits("package.json", "{}\n", '{ "scripts": {} }\n')), approvers },
      },
      {
        when: "a package from somewhere else than a registry",
        input: {
          change: changeOf(
            edits("package-lock.json", "{}\n", '  "resolved": "http://packages.example/a.tgz",\n'),
          ),
        },
      },
      { when: "a path that looks like another one", input: { change: changeOf(adds("ѕrc/a.ts")) } },
      {
        when: "a path whose double stands beside it, in letters of another script throughout",
        input: {
          change: {
            ...changeOf(adds("src/api/сор/a.ts")),
            collisions: [{ path: "src/api/сор/a.ts", with: "src/api/cop", as: "look-alike" }],
          },
        },
      },
      {
        when: "two paths that differ in case only",
        input: {
          change: {
            ...changeOf(adds("SRC/a.ts")),
            collisions: [{ path: "SRC/a.ts", with: "src/a.ts", as: "case" as const }],
          },
        },
      },
      {
        when: "a workflow that was changed and put back",
        input: { change: { ...changeOf(), revisited: [".github/workflows/ci.yml"] } },
      },
      { when: "more commits than could be read", input: { change: { ...changeOf(), revisited: null } } },
    ],
  },
  secrets: {
    rules: null,
    passes: {
      when: "no added line holds a credential",
      input: { change: changeOf(adds("src/a.ts", "const token = read();\n")) },
    },
    others: [
      {
        when: "a token in an added line",
        input: { change: changeOf(adds("src/a.ts", `const token =\n  "${credential}";\n`)) },
      },
      {
        when: "a token in the name of a new file",
        input: { change: changeOf(adds(`docs/${credential}.md`)) },
      },
      {
        when: "a change that is too large for its text to be read",
        input: { change: { ...changeOf(adds("src/a.ts")), textRead: false } },
      },
    ],
  },
  size: {
    rules: "gates: { size: { files: 2, lines: 5 } }",
    passes: { when: "a small change", input: { change: changeOf(adds("src/a.ts")) } },
    others: [
      {
        when: "too many paths",
        input: { change: changeOf(adds("src/a.ts"), adds("src/b.ts"), adds("src/c.ts")) },
      },
      { when: "too many added lines", input: { change: changeOf(adds("src/a.ts", "x\n".repeat(6))) } },
      { when: "a file that is no text", input: { change: changeOf(addsBinary("docs/logo.png")) } },
      {
        when: "the same, approved for this commit by a person with write access",
        input: { change: changeOf(addsBinary("docs/logo.png")), approvers },
      },
    ],
  },
  tests: {
    rules: null,
    passes: {
      when: "a test is added",
      input: { change: changeOf(adds("test/a.test.ts", 'test("a", () => expect(a()).toBe(1));\n')) },
    },
    others: [
      { when: "a test is deleted", input: { change: changeOf(deletes("test/a.test.ts")) } },
      {
        when: "a test is switched off",
        input: { change: changeOf(edits("test/a.test.ts", 'test("a", f);\n', 'test.skip("a", f);\n')) },
      },
      {
        when: "an assertion is lost",
        input: {
          change: changeOf(edits("test/a.test.ts", "a();\nexpect(a()).toBe(1);\n", "a();\n")),
        },
      },
      {
        when: "a lint rule or a type check is switched off",
        input: { change: changeOf(adds("src/a.ts", "// @ts-ignore\nrun(1);\n")) },
      },
      {
        when: "a threshold is lowered",
        input: { change: changeOf(edits("vitest.config.ts", "lines: 90,\n", "lines: 80,\n")) },
      },
      {
        when: "a threshold is taken out",
        input: { change: changeOf(edits("vitest.config.ts", "a();\nlines: 90,\n", "a();\n")) },
      },
    ],
  },
  naming: {
    rules: `naming:
  - name: mcp-tools
    in: added-lines
    files: "servers/**/*.ts"
    find: 'name: "(?<tool>[A-Za-z0-9_]+)"'
    template: "{prefix}_{action}_{resource}"
    parts: { prefix: [eth, sol, bsc], action: [get, transfer, swap] }
  - name: file-names
    in: paths
    files: "servers/**/*.ts"
    find: '(?<file>[A-Za-z0-9_-]+)\\.ts$'
    template: "{fileName}"
  - name: commit-verbs
    in: commits
    find: '^(?<verb>[A-Za-z]+)'
    template: "{Verb}"
  - name: title-verbs
    in: title
    find: '^(?<verb>[A-Za-z]+)'
    template: "{Verb}"
  - name: branch-areas
    in: branch
    find: '^agent/[a-z]+/[0-9]+-(?<area>[a-z]+)'
    template: "{area}"
    parts: { area: [server, docs] }`,
    passes: {
      when: "names as the standard wants them",
      input: { change: changeOf(adds("servers/eth.ts", 'tool({ name: "eth_get_balance" });\n')) },
    },
    others: [
      {
        when: "a name of another form",
        input: { change: changeOf(adds("servers/sol.ts", 'tool({ name: "solTransferToken" });\n')) },
      },
      {
        when: "a name of which a part is missing",
        input: { change: changeOf(adds("servers/eth.ts", 'tool({ name: "balance" });\n')) },
      },
      { when: "a path", input: { change: changeOf(adds("servers/get-balance.ts")) } },
      { when: "a commit's subject", input: { commits: [{ sha: "1a2b3c4", subject: "added a tool" }] } },
      { when: "the pull request's title", input: { title: "adds a tool" } },
      { when: "the branch", input: { branch: "agent/ethereum/12-fix-balance" } },
      { when: "more commits than could be read", input: { commits: "unread" } },
    ],
  },
  content: {
    rules: `content:
  - name: no-console
    forbid: 'console\\.log\\('
    files: "src/**"
    except: "src/cli/**"
    message: Use the logger of src/log.ts
  - name: no-fixme
    forbid: 'FIXME'`,
    passes: {
      when: "nothing forbidden in an added line",
      input: { change: changeOf(adds("src/a.ts", 'log.info("a");\n')) },
    },
    others: [
      {
        when: "a forbidden text, where the rule says what to do instead",
        input: { change: changeOf(adds("src/a.ts", 'console.log("a");\n')) },
      },
      {
        when: "a forbidden text, where the rule says nothing more",
        input: { change: changeOf(adds("docs/a.md", "FIXME\n")) },
      },
    ],
  },
  duplicates: {
    rules: 'canonical: [{ from: docs/canonical/logger.ts, to: "servers/*/src/logger.ts" }]',
    passes: {
      when: "no other open pull request adds a file of the same name",
      input: { change: changeOf(adds("src/a.ts")), others: [beside({}, adds("src/b.ts"))] },
    },
    others: [
      {
        when: "a file of the same name and another content, in one that should land first",
        input: { change: changeOf(adds("src/money.ts")), others: [beside({}, adds("lib/money.ts", "y\n"))] },
      },
      {
        when: "the same, in one that should land after it",
        input: {
          change: changeOf(adds("src/money.ts")),
          others: [beside({ first: false }, adds("lib/money.ts", "y\n"))],
        },
      },
      {
        when: "nearly the same content",
        input: {
          change: changeOf(adds("src/money.ts")),
          others: [beside({}, adds("lib/money.ts", "  x\n"))],
        },
      },
      {
        when: "the same content at another path",
        input: { change: changeOf(adds("src/money.ts")), others: [beside({}, adds("lib/money.ts"))] },
      },
      { when: "others that could not be read", input: { change: changeOf(adds("src/a.ts")), others: null } },
      {
        when: "another one whose files could not be read",
        input: { change: changeOf(adds("src/a.ts")), others: [beside({ change: null })] },
      },
      {
        when: "a copy that differs from its source",
        input: canonicalFile("servers/eth/src/logger.ts", "copy", {
          kind: "differs",
          diff: ["@@ -1,1 +1,1 @@", "-one", "+two"],
        }),
      },
      {
        when: "a copy whose source is gone",
        input: canonicalFile("servers/eth/src/logger.ts", "copy", { kind: "no-source" }),
      },
      {
        when: "a helper of the canonical one's name elsewhere",
        input: canonicalFile("servers/eth/logger.ts", "namesake", { kind: "differs", diff: null }),
      },
      {
        when: "a copy where no rule keeps it equal",
        input: canonicalFile("servers/eth/logger.ts", "namesake", { kind: "equal" }),
      },
    ],
  },
  conflicts: {
    rules: null,
    passes: { when: "it merges cleanly with everything", input: { change: page } },
    others: [
      {
        when: "it collides with one that should land first",
        input: { change: page, others: [beside({ forecast: hot }, ...page.files)] },
      },
      {
        when: "it collides with one that should land after it",
        input: { change: page, others: [beside({ forecast: hot, first: false }, ...page.files)] },
      },
      {
        when: "the same file, which merges cleanly",
        input: { change: page, others: [beside({ forecast: { kind: "clean" } }, ...page.files)] },
      },
      {
        when: "a merge that could not be tried",
        input: { change: page, others: [beside({}, ...page.files)] },
      },
      { when: "others that could not be read", input: { change: page, others: null } },
      {
        when: "another one whose files could not be read",
        input: { change: page, others: [beside({ change: null })] },
      },
      {
        when: "it collides with the default branch as it is now",
        input: { change: page, onto: { branch: "main", forecast: hot } },
      },
      {
        when: "the merge with the default branch could not be tried",
        input: { change: page, onto: { branch: "main", forecast: null } },
      },
      {
        when: "a conflict marker was left behind",
        input: { change: changeOf(adds("docs/x.md", "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> main\n")) },
      },
    ],
  },
  metrics: {
    rules: `gates:
  checks: { tests: ci/test, bench: ci/bench }
  metrics:
    - { name: coverage, check: tests, file: coverage.json, path: total, min: 90 }
    - { name: latency, check: bench, file: bench.json, path: p95, max: 200, regression: 5 }`,
    passes: { when: "every number is within its bounds", input: numbers({}) },
    others: [
      {
        when: "a number is too small",
        input: numbers({ coverage: { kind: "number", value: 71.5, base: null } }),
      },
      {
        when: "a number is too large",
        input: numbers({ latency: { kind: "number", value: 230, base: 190 } }),
      },
      {
        when: "a number is within its bounds, and much worse than on the base",
        input: numbers({ latency: { kind: "number", value: 180, base: 150 } }),
      },
      ...(["check", "run", "refused", "download", "base"] as const).map((why) => ({
        when: delays[why],
        input: numbers({ coverage: { kind: "pending", why } }),
      })),
      ...gaps.map(([when, gap]) => ({ when, input: numbers({ coverage: { kind: "missing", gap } }) })),
    ],
  },
};
