/** Foreign words on the task card stay words. */
import { expect, test } from "vitest";
import { cardText } from "../../src/text/card.ts";
import { blockerOf } from "../support/blocker.ts";

test("nobody's words act on a card: no mention, no HTML, no heading, no broken table", () => {
  const hostile = "@mira <!-- x --> </details> # big | **b** [a](b)\n\n# h";
  const text = cardText({
    attempt: { n: 1, cause: "first" },
    branch: "agent/ethereum/12-x",
    pull: 31,
    holds: ["a|b/**"],
    lacks: [],
    why: null,
    report: null,
    conditions: [],
    end: null,
    said: { announcements: [], patterns: [], told: [], news: [] },
    state: "blocked",
    agent: hostile,
    blockers: [
      blockerOf("b1", hostile, { options: [hostile], answer: { by: "x", text: hostile, at: "" } }),
      blockerOf("b2", hostile, {
        needs: hostile,
        impact: hostile,
        eta: hostile,
        proceeding: hostile,
        on: "@mira",
      }),
      blockerOf("b3", hostile, { severity: "urgent", options: [hostile], by: "mira" }),
    ],
    tried: [{ n: 1, how: "failed", summary: hostile }],
  });
  expect(text).not.toMatch(/(^|[^`\\])@m|(?<!\\)<!--|(?<!\\)<\/details>(?!$)|^# /m);
});
