/** Golden: what a blocker's notice says to whoever reads it on the issue. */
// R19 R22
import { expect, test } from "vitest";
import { blockerConditionText, blockerNoticeText, type ToldBlocker } from "../../src/text/blockers.ts";
import { blockerOf } from "../support/blocker.ts";
import { at, noon } from "../support/observation.ts";

const quarter = 15 * 60;
const mock: ToldBlocker = {
  ...blockerOf("b1", "needs a mock for @solana/spl-token", {
    severity: "urgent",
    on: "testing",
    by: "mira",
    impact: "blocks 3 tools",
  }),
  kind: "raised",
  to: "testing",
  atTask: 28,
  next: { to: "testing", at: at(quarter) },
  after: "@mira",
};
const told = (seconds: number, to: string) => ({ at: at(seconds).toISOString(), to });

function noticeOf(seconds: number, ...blockers: readonly ToldBlocker[]): string {
  return blockerNoticeText({ task: 31, now: at(seconds), blockers });
}

test("an urgent blocker on an agent: raised, told again, put to a person", () => {
  const reminder: ToldBlocker = {
    ...mock,
    kind: "reminder",
    reminded: [told(0, "testing"), told(quarter, "testing")],
    next: { to: "@mira", at: at(2 * quarter) },
  };
  const escalated: ToldBlocker = {
    ...mock,
    kind: "escalated",
    to: "@mira",
    atTask: null,
    reminded: [told(0, "testing"), told(quarter, "testing"), told(2 * quarter, "@mira")],
    next: { to: "@mira", at: at(2 * quarter + 86_400) },
  };
  expect(
    [noticeOf(0, mock), noticeOf(quarter, reminder), noticeOf(2 * quarter, escalated)]
      .join("\n\n")
      .replaceAll("\u2060", ""),
  ).toMatchInlineSnapshot(`
    "**🚨 URGENT b1, #31 → testing:** needs a mock for @solana/spl-token; blocks 3 tools. Sent to testing (#28 reads it when its next attempt starts). Reminder 12:15 UTC, then \`@mira\`. Answer \`/unblock b1 …\`.

    **🚨 URGENT b1, #31 → testing:** needs a mock for @solana/spl-token; blocks 3 tools. Open since 12:00 UTC; told so far: \`testing\` 12:00 UTC. Sent to testing (#28 reads it when its next attempt starts). Next \`@mira\`, at 12:30 UTC. Answer \`/unblock b1 …\`.

    **🚨 URGENT b1, #31 → @mira:** needs a mock for @solana/spl-token; blocks 3 tools. Open since 12:00 UTC; told so far: \`testing\` 12:00 UTC, \`testing\` 12:15 UTC. Reminder 2026-03-02 12:30 UTC. Answer \`/unblock b1 …\`."
  `);
});

test("a run's questions, an assumption, and nobody to ask", () => {
  const question: ToldBlocker = {
    ...blockerOf("b2", "Which unit?", { options: ["wei", "gwei"], needs: "a word of yours", eta: "today" }),
    kind: "raised",
    to: "@mira",
    atTask: null,
    next: { to: "@mira", at: at(4 * 3_600) },
    after: "@mira",
  };
  const assumption: ToldBlocker = {
    ...blockerOf("b3", "Is the API stable?", { severity: "low", proceeding: "version 2" }),
    kind: "raised",
    to: null,
    atTask: null,
    next: { to: null, at: at(86_400) },
    after: null,
  };
  const idle: ToldBlocker = { ...mock, id: "b4", severity: "high", atTask: null };
  expect(noticeOf(0, question, assumption, idle).replaceAll("\u2060", "")).toMatchInlineSnapshot(`
    "**🔶 HIGH b4, #31 → testing:** needs a mock for @solana/spl-token; blocks 3 tools. testing has no task that could take it up now. Reminder 12:15 UTC, then \`@mira\`. Answer \`/unblock b4 …\`.

    **🔷 NORMAL b2, #31 → @mira:** Which unit?; needs a word of yours; expected today. Options: 1: wei / 2: gwei. Reminder 16:00 UTC. Answer \`/unblock b2 <number>\`, or in your own words.

    **▫️ LOW b3, #31 → nobody known:** Is the API stable? Goes on meanwhile with: version 2. Nobody is known who could answer; whoever can write here may. Reminder 2026-03-02 12:00 UTC. Confirm with \`/unblock b3\` before it can be merged, or say otherwise: \`/unblock b3 …\`.

    All at once: \`/unblock b2: … b4: …\`."
  `);
});

test("nobody is mentioned but whoever is told now", () => {
  const text = noticeOf(0, { ...mock, to: "@mira", on: "@torvalds", next: { to: "@noor", at: noon } });
  expect(text.match(/(?<!`)@[A-Za-z]+/g)).toEqual(["@mira"]);
});

test("as a condition of a merge", () => {
  expect(
    [
      blockerConditionText(blockerOf("b1", "The licence is unclear")),
      blockerConditionText(blockerOf("b2", "Which unit?", { proceeding: "wei" })),
    ].join("\n"),
  ).toMatchInlineSnapshot(`
    "The licence is unclear. \`/unblock b1 …\` answers it
    the work goes on with: wei. \`/unblock b2\` confirms it"
  `);
});
