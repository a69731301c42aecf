/** What the demo says of the gates, as a newcomer reads it. */
import { expect, test } from "vitest";
import { metricsOf } from "../../src/ledger/metrics.ts";
import { deferralText, demoSummary, noticeText, readinessText } from "../../src/text/demo.ts";

const conditions = [
  { name: "naming", status: "met", detail: "every name is as the standards want it" },
  { name: "check tests", status: "met", detail: "`ci/test` passed" },
  { name: "approvals", status: "met", detail: "1 of 1 for this commit: `@mira`" },
] as const;

// R26
test("the readiness list is one line", () => {
  expect(readinessText(17, conditions)).toBe("reads #17: ✓ naming ✓ check tests ✓ approvals 1 of 1");
  expect(
    readinessText(17, [
      { name: "naming", status: "failed", detail: "a name" },
      { name: "approvals", status: "waiting", detail: "0 of 2 for this commit" },
    ]),
  ).toBe("reads #17: ✗ naming … approvals 0 of 2");
});

// B02
test("who is left for later, with the reason", () => {
  const detail = "merging both collides at `CHANGELOG.md`: it waits for #1 (bsc) to land first";
  expect(deferralText(18, "conflicts", detail)).toBe(
    "leaves #18 for later: conflicts: merging both collides at CHANGELOG.md: it waits for #1 (bsc) to land first",
  );
});

// R19
test("what is asked is read as plain text", () => {
  expect(noticeText(17, "**🚨 URGENT b1, #17 → @mira:** Which `unit`? Answer `/unblock b1 …`.")).toBe(
    "reads on #17: 🚨 URGENT b1, #17 → @mira: Which unit? Answer /unblock b1 ….",
  );
});

test("the summary tells what was refused, what was asked, who went first, and how many lists were met", () => {
  const author = { task: 1, agent: "bsc", attempt: 1 };
  const summary = demoSummary(
    {
      tasks: [
        {
          number: 1,
          title: "A `tool`",
          agent: "bsc",
          attempts: 2,
          branch: "agent/bsc/1-a-tool",
          pull: 17,
          state: "done",
        },
      ],
      refusals: [{ ...author, path: "README.md", rule: "allow" }],
      naming: [{ ...author, path: "src/a.js", line: 3, says: "the name `getA`. Write `a_get`." }],
      duplicates: [
        {
          ...author,
          path: "src/b.js",
          line: 1,
          says: "`src/b.js` must be equal to `c.js`.\n```diff\n-1\n```",
        },
      ],
      forecasts: [{ task: 1, pull: 17, says: "merging both collides at `d.md`. #2 (docs) waits for it." }],
      readiness: [{ task: 1, pull: 17, head: "a".repeat(40), conditions }],
      unblocked: [
        {
          ...author,
          blocker: "b1",
          severity: "urgent",
          question: "Which unit?",
          answer: "gwei",
          by: "mira",
          attempt: 2,
        },
      ],
      conflicts: 1,
      overlaps: [{ task: 2, holder: 1, path: "src/x" }],
      requests: { rest: 3, graphql: 5, writes: 4 },
      ledger: "signalbox/ledger",
      metrics: metricsOf({ lives: [], span: null, places: null, unreadable: [] }),
    },
    "/world",
  );
  expect(summary).toMatchInlineSnapshot(`
    "
    1 of 1 tasks done, 1 of them after more than one attempt.

    #1  A \`tool\`  bsc  2 attempts  PR #17  done

    refused    bsc, #1, attempt 1: README.md (outside the agent's boundary)
    misnamed   bsc, #1, attempt 1: src/a.js:3: the name getA. Write a_get.
    duplicate  bsc, #1, attempt 1: src/b.js must be equal to c.js.
    kept apart #2 waited for #1: both could touch paths such as src/x
    forecast   #1: merging both collides at d.md. #2 (docs) waits for it.
    unblocked  bsc, #1, b1 (urgent): Which unit? mira answered gwei; the packet of attempt 2 says so
    readiness  1 of 1 merges had every line of their readiness list met
    conflicts  1 merge refused by Git
    requests   5 GraphQL, 3 REST; 4 of them writes (4.0 a task)

    Nothing is recorded of any task on signalbox/ledger for that time. Label an issue \`agent:<id>\` to start one.

    Look around:
      git -C /world/origin.git log --oneline main
      git -C /world/origin.git log signalbox/ledger
      git -C /world/origin.git log --grep='\\[AGENT ethereum\\]' signalbox/ledger
      npm run --silent signalbox -- status --dir /world"
  `);
});
