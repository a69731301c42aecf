/** Foreign words on the task card stay words. */
import { expect, test } from "vitest";
import { cardText } from "../../src/text/card.ts";

test("nobody's words act on a card: no mention, no HTML, no heading, no broken table", () => {
  const hostile = "@mira <!-- x --> </details> # big | **b** [a](b)\n\n# h";
  const text = cardText({
    attempt: { n: 1, cause: "first" },
    branch: "agent/ethereum/12-x",
    pull: 31,
    holds: ["a|b/**"],
    why: null,
    report: null,
    conditions: [],
    end: null,
    said: { announcements: [], patterns: [], told: [], news: [] },
    state: "blocked",
    agent: hostile,
    blockers: [{ id: "b1", question: hostile, options: [hostile], answer: { by: "x", text: hostile } }],
    tried: [{ n: 1, how: "failed", summary: hostile }],
  });
  expect(text).not.toMatch(/(^|[^`\\])@m|(?<!\\)<!--|(?<!\\)<\/details>(?!$)|^# /m);
});
