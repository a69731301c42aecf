/** A reason that ends in a diff, as each kind of reader is given it. */
import { expect, test } from "vitest";
import { messageParts, withBlock } from "../../src/text/block.ts";
import { checkText } from "../../src/text/check.ts";
import { checkAnnotations } from "../../src/text/check-annotations.ts";
import { gateAnnotations, gateSummaryText } from "../../src/text/gate-report.ts";
import { gateConditionText, gateFeedbackText, gateSummary } from "../../src/text/gates/check.ts";
import { refusalSummaryText } from "../../src/text/patch.ts";
import { workflowLogText } from "../../src/text/workflow-log.ts";

const block = ["@@ -1,1 +1,1 @@", " same", "-one", "+two"];
const reason = {
  path: "b.ts",
  line: null,
  rule: "canonical",
  message: withBlock({ said: "`b.ts` must be equal to `a.ts`.", block }),
  suggestion: null,
};
const verdict = { status: "fail", reasons: [reason, reason], warnings: [] } as const;
const judged = [{ gate: "duplicates", verdict }] as const;
const facts = { gates: judged, skipped: [], paths: 1, against: "main", agent: null, notes: [] };
const item = ["- `b.ts` must be equal to `a.ts`.", "  ```diff", ...block.map((line) => `  ${line}`), "  ```"];

test("a message is put together and taken apart, whatever stands in its block", () => {
  const parts = { said: "a", block: ["-```", "+````"] };
  expect(messageParts(withBlock(parts))).toEqual(parts);
  expect(messageParts("a")).toEqual({ said: "a", block: [] });
  expect(messageParts("a\nb")).toEqual({ said: "a\nb", block: [] });
});

test("a terminal shows the diff line by line below its reason, without the fence", () => {
  expect(checkText(facts).split("\n").slice(3, 8)).toEqual([
    "        b.ts  [canonical] `b.ts` must be equal to `a.ts`.",
    "            @@ -1,1 +1,1 @@",
    "             same",
    "            -one",
    "            +two",
  ]);
});

test("an annotation shows no Markdown: the diff stands there without its fence", () => {
  const message = ["`b.ts` must be equal to `a.ts`.", ...block].join("\n");
  expect(gateAnnotations(judged)[0]?.message).toBe(message);
  expect(workflowLogText(message)).toBe(message);
  expect(checkAnnotations(facts)).toContain("%0A@@ -1,1 +1,1 @@%0A same%0A-one%0A+two");
  expect(checkAnnotations(facts)).not.toContain("```");
});

test("lists in Markdown keep the diff inside its item", () => {
  const lists = [gateSummary("duplicates", verdict, null), gateFeedbackText(1, "duplicates", verdict)];
  for (const markdown of lists) expect(markdown).toContain([...item, ...item].join("\n"));
});

test("a job's summary leaves lines of a long diff out and counts them, and ends the block", () => {
  const message = withBlock({ said: "x", block: Array.from({ length: 40 }, () => "+".repeat(100)) });
  const long = { ...verdict, reasons: [{ ...reason, message }] };
  const report = {
    pull: 1,
    head: "0123456",
    rules: "main",
    whose: { kind: "branch", branch: "b" },
    gates: [{ gate: "duplicates", verdict: long }],
    leftOut: [],
    paths: 1,
  } as const;
  const lines = gateSummaryText({ repository: null, report, problems: [] }).split("\n");
  const end = lines.indexOf("  ```");
  expect(lines[end - 1]).toBe("  … and 34 more lines");
  expect(lines.filter((line) => line === `  ${"+".repeat(100)}`)).toHaveLength(6);
});

test("where there is one line, the sentence alone is shown", () => {
  expect(gateConditionText("duplicates", verdict)).toBe("`b.ts` must be equal to `a.ts`. And 1 more.");
  expect(refusalSummaryText([{ gate: "duplicates", reasons: [reason] }])).toBe(
    "Not published. Duplicates failed: `b.ts` must be equal to `a.ts`.",
  );
});
