/** Golden: what is said of a freeze: to whoever types it, on boards and checks. B16. */
import { expect, test } from "vitest";
import {
  freezeBoardText,
  freezeConditionText,
  freezeGlobText,
  freezeManyText,
  freezeOptionText,
  freezeOverText,
  freezePathText,
  freezeReasonText,
  freezeTimeText,
  frozenReplyText,
  notFrozenText,
  notMergedFrozenText,
  thawedReplyText,
} from "../../src/text/freeze.ts";

const freeze = {
  by: "mira",
  at: "2026-11-21T12:00:00.000Z",
  until: "2026-11-21T14:00:00.000Z",
  scope: [],
  reason: "release *day*, @noor",
  drain: false,
} as const;
const some = {
  ...freeze,
  until: "2026-11-23T09:30:00.000Z",
  scope: ["docs/**", "a"],
  reason: null,
  drain: true,
};
const endless = { ...freeze, until: null };

test("every word about a freeze", () => {
  const said = [
    frozenReplyText(freeze, { tasks: 7, atWork: 2, replaced: null }),
    frozenReplyText(some, { tasks: 1, atWork: 0, replaced: endless }),
    frozenReplyText(endless, { tasks: 0, atWork: 0, replaced: freeze }),
    thawedReplyText(freeze, 7),
    notFrozenText(),
    freezeConditionText(freeze),
    freezeConditionText(endless),
    freezeBoardText(freeze),
    freezeBoardText(some),
    notMergedFrozenText(freeze),
    freezeTimeText("99d"),
    freezeOverText("2026-11-21T14:00:00.000Z"),
    freezeOptionText("--drian"),
    freezePathText("CI/CD", "CI/CD/**"),
    freezeGlobText("src/{a}", "has braces"),
    freezeManyText(20),
    freezeReasonText(500, 200),
  ];
  expect(said.join("\n")).toMatchInlineSnapshot(`
    "❄️ All work is frozen until 14:00 UTC: nothing starts, is published, becomes ready or is merged; what agents finish meanwhile is kept. It holds 7 open tasks, 2 with an agent at work. \`/thaw\` ends it sooner.
    ❄️ What may touch \`docs/**\`, \`a\` is frozen until 2026-11-23 09:30 UTC: nothing of it starts, becomes ready or is merged; what agents have in hand is still published. It holds 1 open task. It takes the place of what was frozen by \`@mira\` (release \\*day\\*, @⁠noor). \`/thaw\` ends it sooner.
    ❄️ All work is frozen: nothing starts, is published, becomes ready or is merged; what agents finish meanwhile is kept. It holds 0 open tasks. It takes the place of what was frozen by \`@mira\` until 14:00 UTC (release \\*day\\*, @⁠noor). \`/thaw\` ends it.
    Thawed: what was frozen by \`@mira\` until 14:00 UTC (release \\*day\\*, @⁠noor) goes on by itself (7 open tasks).
    Nothing to thaw: nothing is frozen. \`/why\` tells what a task waits for.
    frozen by \`@mira\` until 14:00 UTC (release \\*day\\*, @⁠noor); \`/thaw\` ends it sooner
    frozen by \`@mira\` (release \\*day\\*, @⁠noor); \`/thaw\` ends it
    Everything is frozen by \`@mira\` until 14:00 UTC (release \\*day\\*, @⁠noor). \`/thaw\` ends it sooner.
    What may touch \`docs/**\`, \`a\` is frozen by \`@mira\` until 2026-11-23 09:30 UTC; work in hand may still be published. \`/thaw\` ends it sooner.
    Not merged: it is frozen by \`@mira\` until 14:00 UTC (release \\*day\\*, @⁠noor). A maintainer may type \`/thaw\` on any issue.
    Nothing was frozen: \`99d\` is no time of at most 90 days, such as \`90m\`, \`2h\` or \`3d\`. Type \`/freeze [globs] [for 2h] [--drain] [reason]\`.
    Nothing was frozen: its time was over at 2026-11-21 14:00 UTC, before it could be read. Type it again if it is still wanted.
    Nothing was frozen: there is no option \`--drian\`; there is \`--drain\`. Type \`/freeze [globs] [for 2h] [--drain] [reason]\`.
    Nothing was frozen: is \`CI/CD\` a path? For all that lies in it type \`/freeze CI/CD/**\`, for that one path put it in backticks, and begin a reason with another word.
    Nothing was frozen: \`src/{a}\` has braces. Type \`/freeze [globs] [for 2h] [--drain] [reason]\`.
    Nothing was frozen: a freeze names at most 20 globs. Name fewer and wider ones, or none for everything.
    Nothing was frozen: the reason has 500 characters, and it stands on every card. Say it in 200."
  `);
});
