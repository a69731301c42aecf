/** Golden: what an agent reads when nothing of its attempt was published. */
// R03 R27
import { expect, test } from "vitest";
import type { Change } from "../../src/domain/file-diff.ts";
import { refusalsAtPublish } from "../../src/gates/at-publish.ts";
import { compileReach } from "../../src/scope/reach.ts";
import type { Tries } from "../../src/text/next-attempt.ts";
import { nextAttemptText } from "../../src/text/next-attempt.ts";
import { refusalSummaryText, refusalText } from "../../src/text/patch.ts";
import { adds, changeOf, deletes, edits, rulesOf } from "../gates/change.ts";

const first: Tries = { attempt: 1, counted: 1, limit: 3 };

function refusals(
  change: Change,
  reach = { scope: ["servers/**"], allow: ["servers/**"], forbid: ["**/*.pem"] },
) {
  return refusalsAtPublish({
    config: rulesOf("version: 1\ngates: { size: { files: 4, lines: 3000 } }"),
    reach: compileReach(reach),
    agent: "ethereum",
    holderOf: (path) => (path === "package.json" ? 14 : null),
    change,
    strings: [],
  });
}

test("one path outside, which another task holds", () => {
  const allow = ["servers/testnet/ethereum-*/**"];
  const found = refusals(changeOf(adds("package.json")), { scope: allow, allow, forbid: [] });
  expect(refusalText(found, first)).toMatchInlineSnapshot(`
    "Attempt 1 was not published.
    **Boundaries failed:** \`package.json\` is outside ethereum's reach (\`servers/testnet/ethereum-*/**\`); #14 holds it. Drop it.
    If the task cannot be done within reach, end as blocked and ask.
    Attempt 2 of 3 starts by itself."
  `);
  expect(refusalSummaryText(found)).toMatchInlineSnapshot(
    `"Not published. Boundaries failed: \`package.json\` is outside ethereum's reach (\`servers/testnet/ethereum-*/**\`); #14 holds it. Drop it."`,
  );
});

test("several gates, each with its reasons, and no attempt left", () => {
  const token = ["np", "m_", "c3".repeat(18)].join("");
  const change = changeOf(
    edits("servers/eth/a.ts", "a\n", `a\nconst key = "${token}";\n`),
    edits("servers/CLAUDE.md", "a\n", "b\n"),
    deletes("docs/guide.md"),
    edits("servers/eth/key.pem", "a\n", "b\n"),
    adds("servers/ѕol/a.ts"),
  );
  const found = refusals(change);
  const text = refusalText(found, { attempt: 3, counted: 3, limit: 3 });
  expect(text).not.toContain(token);
  expect(text).toMatchInlineSnapshot(`
    "Attempt 3 was not published.
    **Boundaries failed:**
    - \`docs/guide.md\` is outside ethereum's reach (\`servers/**\`). Bring it back.
    - \`servers/eth/key.pem\` is forbidden to ethereum (\`**/*.pem\`). Put it back as it was.
    **Protected failed:**
    - \`servers/ѕol/a.ts\` has the segment \`ѕol\`, where a word mixes Latin letters with others that look alike (U+0455), so it passes for a path that it is not. Write it in letters of one script.
    - \`servers/CLAUDE.md\` steers people, agents or CI, and no agent's change of it is published. Take it out; where the task needs it, a person makes that change.
    **Secrets failed:** \`servers/eth/a.ts:2\`: this line holds what looks like an npm token. Take it out, read it from the environment instead, and revoke it if it was real: what was pushed is known.
    **Size failed:** the change touches 5 paths, and \`gates.size.files\` allows 4. Split the task.
    All 3 attempts are used: a person decides now."
  `);
  expect(refusalSummaryText(found)).toMatchInlineSnapshot(
    `"Not published. Boundaries failed: \`docs/guide.md\` is outside ethereum's reach (\`servers/**\`). Bring it back. And 5 more."`,
  );
});

test("what happens next", () => {
  const cases: readonly Tries[] = [
    first,
    { attempt: 4, counted: 2, limit: 3 },
    { attempt: 3, counted: 3, limit: 3 },
    { attempt: 1, counted: 1, limit: 1 },
  ];
  expect(cases.map(nextAttemptText).join("\n")).toMatchInlineSnapshot(`
    "Attempt 2 of 3 starts by itself.
    Attempt 5 starts by itself; it counts as 3 of 3.
    All 3 attempts are used: a person decides now.
    No other attempt is allowed: a person decides now."
  `);
});
