/** Golden: check runs, what goes back to the agent, pull requests. */
import { expect, test } from "vitest";
import { OVERRIDE, overridden } from "../../src/domain/override.ts";
import { requirementNames } from "../../src/domain/requirement.ts";
import { passed, reasonAt, type Verdict } from "../../src/domain/verdict.ts";
import { judgeBoundaries } from "../../src/gates/boundaries.ts";
import { readyConditions } from "../../src/gates/ready.ts";
import { compileReach } from "../../src/scope/reach.ts";
import { withinText } from "../../src/text/boundaries.ts";
import { conditionFeedbackText } from "../../src/text/conditions.ts";
import { configCheckSummary, configCheckTitle } from "../../src/text/config.ts";
import { gateSummary, gateTitle, overrideText } from "../../src/text/gates/check.ts";
import { pullBody, pullTitle } from "../../src/text/pull.ts";
import { readySummary, readyTitle } from "../../src/text/ready.ts";
import { checkOf, mira, noor, pullOf, reviewOf, sha } from "../support/observation.ts";

const reach = { scope: ["servers/eth/**"], allow: ["servers/**"], forbid: ["**/secret*"] };
const task = { number: 12, agent: "ethereum" };

function judged(): Verdict {
  return judgeBoundaries(compileReach(reach), [
    { path: "docs/a.md", before: null, after: "100644" },
    { path: "servers/sol/a.js", before: "100644", after: null },
    { path: "servers/eth/secret.txt", before: "100644", after: "100644" },
    { path: "servers/eth/../x", before: null, after: "100644" },
    { path: "servers/eth/link", before: null, after: "120000" },
    { path: "servers/eth/lib", before: null, after: "160000" },
  ]);
}

test("boundaries: overridden by a maintainer", () => {
  const word = { gate: "boundaries", head: sha(50), by: "mira", because: "the *old* API needs it" };
  const verdict = overridden(judged(), reasonAt(null, OVERRIDE, overrideText(word)));
  expect(
    `${gateTitle("boundaries", verdict, 6)}\n${gateSummary("boundaries", verdict, withinText(task, reach))}`,
  ).toMatchInlineSnapshot(`
    "Overridden by @mira for 0000000: the *old* API needs it
    **Overridden by \`@mira\` for \`0000000\`: the \\*old\\* API needs it.** **ethereum** works on #12 within \`servers/eth/**\`.

    What it held against this commit:

    - \`docs/a.md\` is outside the agent's reach (\`servers/**\`). Drop it.
    - \`servers/sol/a.js\` is outside the agent's reach in this task (\`servers/eth/**\`). Bring it back.
    - \`servers/eth/secret.txt\` is forbidden to the agent (\`**/secret*\`). Put it back as it was.
    - \`servers/eth/../x\` is no path that may be written: it has a segment \`..\`. Drop it.
    - \`servers/eth/link\` is a symlink, which could lead out of the boundary. Put a plain file there.
    - \`servers/eth/lib\` is a submodule, whose content nobody judged. Put plain files there."
  `);
});

test("boundaries: passed", () => {
  expect(
    [
      gateTitle("boundaries", passed, 1),
      gateTitle("boundaries", passed, 3),
      gateSummary("boundaries", passed, withinText(task, reach)),
    ].join("\n"),
  ).toMatchInlineSnapshot(`
    "1 path: every path is within reach
    3 paths: every path is within reach
    **ethereum** works on #12 within \`servers/eth/**\`."
  `);
});

test("boundaries: failed", () => {
  expect(
    `${gateTitle("boundaries", judged(), 6)}\n\n${gateSummary("boundaries", judged(), withinText(task, reach))}`,
  ).toMatchInlineSnapshot(`
    "Failed: docs/a.md and 5 more

    **Boundaries failed.** **ethereum** works on #12 within \`servers/eth/**\`.

    - \`docs/a.md\` is outside the agent's reach (\`servers/**\`). Drop it.
    - \`servers/sol/a.js\` is outside the agent's reach in this task (\`servers/eth/**\`). Bring it back.
    - \`servers/eth/secret.txt\` is forbidden to the agent (\`**/secret*\`). Put it back as it was.
    - \`servers/eth/../x\` is no path that may be written: it has a segment \`..\`. Drop it.
    - \`servers/eth/link\` is a symlink, which could lead out of the boundary. Put a plain file there.
    - \`servers/eth/lib\` is a submodule, whose content nobody judged. Put plain files there.

    The reasons go to the agent. Its next attempt starts by itself. Nothing of this may be merged."
  `);
});

test("boundaries: not to be judged", () => {
  const unknown = judgeBoundaries(compileReach(reach), null);
  expect(
    `${gateTitle("boundaries", unknown, null)}\n\n${gateSummary("boundaries", unknown, withinText(task, reach))}`,
  ).toMatchInlineSnapshot(`
    "Failed: unreadable

    **Boundaries failed.** **ethereum** works on #12 within \`servers/eth/**\`.

    - GitHub did not show the whole change (more files than it lists), so it could not be judged. Split it into smaller pull requests.

    The reasons go to the agent. Its next attempt starts by itself. Nothing of this may be merged."
  `);
});

test("ready: every condition in each of its states", () => {
  const tests = { check: "ci/test", app: "github-actions" };
  const word = { gate: "boundaries", head: sha(50), by: "mira", because: "the *old* API needs it" };
  const given = {
    verdicts: new Map([["boundaries", passed]] as const),
    checks: { tests },
    approvals: 1,
    requester: null,
    pushed: false,
    blockers: [],
    hold: null,
    freeze: null,
    required: requirementNames,
    dependencies: new Map([[3, "done"]] as const),
    base: "main",
  } as const;
  const pull = pullOf(31, "agent/ethereum/12-x");
  const cases = [
    { ...given, pull, hold: { by: "mira", reason: "until Monday" } },
    {
      ...given,
      pull: { ...pull, draft: true, checks: [checkOf("ci/test", { status: "pending", conclusion: null })] },
      verdicts: new Map([["boundaries", judged()]] as const),
    },
    {
      ...given,
      pull: {
        ...pull,
        checks: [checkOf("ci/test", { conclusion: "failure", title: "2 tests failed" })],
        reviews: [reviewOf(mira, "changes_requested")],
      },
    },
    { ...given, pull: { ...pull, checks: [checkOf("ci/test")], reviews: [reviewOf(noor, "approved")] } },
    {
      ...given,
      pull: {
        ...pull,
        base: "release",
        siblings: [{ number: 40, branch: "agent/docs/14-y", fromFork: false, base: "main" }],
      },
      verdicts: new Map([
        ["boundaries", overridden(judged(), reasonAt(null, OVERRIDE, overrideText(word)))],
      ] as const),
      dependencies: new Map([
        [3, "open"],
        [4, "dropped"],
        [5, "missing"],
      ] as const),
    },
    { ...given, pull: { ...pull, siblings: null } },
  ].map((each) => readyConditions(each));
  expect(
    cases.map((conditions) => `${readyTitle(conditions)}\n${readySummary(conditions)}`).join("\n\n"),
  ).toMatchInlineSnapshot(`
    "Waits for: check tests, approvals, hold
    | | Condition | |
    |---|---|---|
    | ✅ | boundaries | every path is within reach |
    | ⏳ | check tests | \`ci/test\` of the App github-actions has not reported on this commit yet |
    | ⏳ | approvals | 0 of 1 for this commit; a person with write access approves |
    | ✅ | #3 | #3 is done |
    | ⏳ | hold | held by \`@mira\`: until Monday; \`/unhold\` lifts it |

    Failed: boundaries
    | | Condition | |
    |---|---|---|
    | ❌ | boundaries | \`docs/a.md\` is outside the agent's reach (\`servers/**\`). Drop it. And 5 more. |
    | ⏳ | check tests | \`ci/test\` is running |
    | ⏳ | approvals | 0 of 1 for this commit; a person with write access approves |
    | ✅ | #3 | #3 is done |
    | ⏳ | draft | the pull request is a draft; mark it ready for review |

    A maintainer may answer for this very commit: \`/override boundaries because …\` on the task's issue.

    Failed: check tests
    | | Condition | |
    |---|---|---|
    | ✅ | boundaries | every path is within reach |
    | ❌ | check tests | \`ci/test\` answered failure: 2 tests failed |
    | ⏳ | approvals | \`@mira\` asked for changes; only they can lift that |
    | ✅ | #3 | #3 is done |

    Ready to merge
    | | Condition | |
    |---|---|---|
    | ✅ | boundaries | every path is within reach |
    | ✅ | check tests | \`ci/test\` passed |
    | ✅ | approvals | 1 of 1 for this commit: \`@noor\` |
    | ✅ | #3 | #3 is done |

    Waits for: base, check tests, approvals, #3, #4, #5, sibling #40
    | | Condition | |
    |---|---|---|
    | ⏳ | base | the pull request goes to \`release\`; edit it so that it goes to \`main\` |
    | ✅ | boundaries | Overridden by \`@mira\` for \`0000000\`: the \\*old\\* API needs it |
    | ⏳ | check tests | \`ci/test\` of the App github-actions has not reported on this commit yet |
    | ⏳ | approvals | 0 of 1 for this commit; a person with write access approves |
    | ⏳ | #3 | depends on #3, which goes first: merge that one, or close its issue as completed |
    | ⏳ | #4 | depends on #4, which was closed without being done; reopen it, or close it as completed if it needs nothing more |
    | ⏳ | #5 | depends on #5, which cannot be found; a person with write access may merge all the same |
    | ⏳ | sibling #40 | #40 offers this very commit too, from \`agent/docs/14-y\` to \`main\`, and what is said of a commit is said of both; close #40, or push another commit to one of the two |

    Waits for: check tests, approvals, siblings
    | | Condition | |
    |---|---|---|
    | ✅ | boundaries | every path is within reach |
    | ⏳ | check tests | \`ci/test\` of the App github-actions has not reported on this commit yet |
    | ⏳ | approvals | 0 of 1 for this commit; a person with write access approves |
    | ✅ | #3 | #3 is done |
    | ⏳ | siblings | GitHub did not show all the pull requests that have this very commit; it is looked at again, and another commit ends it |"
  `);
  expect(
    conditionFeedbackText(1, { name: "tests", detail: "`ci/test` answered failure: 2 tests failed" }),
  ).toMatchInlineSnapshot(
    `"The pull request of attempt 1 failed "tests": \`ci/test\` answered failure: 2 tests failed."`,
  );
});

test("config: what is wrong, on the commit", () => {
  const problems = [{ line: 3, column: 5, message: "`teams` is not supported in this version" }];
  expect(
    [configCheckTitle(1), configCheckSummary(problems, true), configCheckSummary(problems, false)].join(
      "\n\n",
    ),
  ).toMatchInlineSnapshot(`
    ".github/signalbox.yml has 1 problem

    Signalbox cannot use this config. Work that has started goes on by the last valid config; nothing new starts.

    - line 3, column 5: \`teams\` is not supported in this version

    Try it with \`signalbox validate\` before you push.

    Signalbox cannot use this config. There never was a valid one, so nothing starts.

    - line 3, column 5: \`teams\` is not supported in this version

    Try it with \`signalbox validate\` before you push."
  `);
});

test("pull request", () => {
  expect(pullTitle("Extract the tools\nnow")).toBe("Extract the tools now");
  expect(
    pullBody({ summary: "Extracts the tools", agent: "ethereum", task: 12, attempt: 2 }),
  ).toMatchInlineSnapshot(`
    "Extracts the tools

    Work of **ethereum** on #12, attempt 2. Signalbox judges it; a person approves and merges.

    Signalbox-Agent: ethereum
    Signalbox-Task: 12
    Signalbox-Attempt: 2"
  `);
});

test.each(["Fixes #3", "closes mira/other#3", "ask @mira", "[skip ci]"])(
  "L6: %j has no power in a pull request",
  (words) => {
    const text = `${pullTitle(words)}\n${pullBody({ summary: words, agent: "ethereum", task: 12, attempt: 2 })}`;
    expect(text).not.toContain(words);
    expect(text.replaceAll("\u2060", "")).toContain(words);
  },
);
