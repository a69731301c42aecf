import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { expect, test } from "vitest";
import type { LedgerEvent } from "../../src/domain/ledger-event.ts";
import type { Wait } from "../../src/domain/wait.ts";
import { refusedText } from "../../src/text/action-problem.ts";
import { type ActionReport, actionSummary } from "../../src/text/action-summary.ts";
import type { PassFacts } from "../../src/text/pass.ts";

function accepted(task: number, title: string): LedgerEvent {
  return { kind: "accepted", task, agent: "shopkeeper", by: "mira", title };
}

function passOf(
  over: {
    events?: readonly LedgerEvent[];
    waits?: readonly (readonly [number, Wait])[];
    wakeAt?: Date;
    applied?: PassFacts["applied"];
  } = {},
): PassFacts {
  return {
    decision: {
      events: over.events ?? [],
      effects: [],
      waits: new Map(over.waits ?? []),
      wakeAt: over.wakeAt ?? null,
    },
    changes: { additions: [], deletions: [] },
    applied: over.applied ?? [],
  };
}

function reportOf(over: Partial<ActionReport>): ActionReport {
  return {
    repository: { owner: "mira", name: "shop" },
    server: "https://github.com",
    event: "schedule",
    passes: [passOf()],
    settled: true,
    problems: [],
    ...over,
  };
}

const close = { kind: "close", issue: 3, issueId: "I_3" } as const;

test("a quiet repository is three lines: where, how often, what to do next", () => {
  expect(actionSummary(reportOf({}))).toBe(
    `## Signalbox: \`mira/shop\`

Woken by \`schedule\`. Looked once, and there was nothing to write.

No task is open. Label an issue \`agent:<id>\`, or type \`/assign <agent>\` in one, to start one.`,
  );
});

test("what a person must do comes first; what waits is told by number, with its cause and the time of the next look", () => {
  const summary = actionSummary(
    reportOf({
      passes: [
        passOf({
          events: [accepted(3, "Greet")],
          applied: [{ effect: close, result: "done", message: null }],
        }),
        passOf({
          waits: [
            [12, { kind: "merge", pull: 31, overridden: [] }],
            [3, { kind: "hold", by: "noor", reason: "Not on Fridays" }],
          ],
          wakeAt: new Date("2026-11-21T12:05:00Z"),
        }),
      ],
      problems: [refusedText(close, "Resource not accessible by integration")],
    }),
  );
  expect(summary).toBe(
    `## Signalbox: \`mira/shop\`

Woken by \`schedule\`. Looked 2 times, until nothing was left to write.

### Needs a person

- **GitHub refused this: close #3. It said: Resource not accessible by integration.** Add \`issues: write\` to the job's \`permissions:\`. On a pull request from a fork a token may only read, whatever they say.

### What happened

- \\[AGENT shopkeeper\\] #3 accepted from mira: Greet

### What was changed on GitHub

- close #3

### What waits

- [#3](https://github.com/mira/shop/issues/3) is held by \`@noor\`: Not on Fridays. Type \`/unhold\` to let it go on.
- [#12](https://github.com/mira/shop/issues/12) is ready: a person may merge #31.

If nothing happens before, the next look is due at 12:05 UTC: the workflow's \`schedule\` makes it.`,
  );
});

test("after five looks that all wrote it says that more is left", () => {
  expect(
    actionSummary(reportOf({ passes: Array.from({ length: 5 }, () => passOf()), settled: false })),
  ).toContain("Looked 5 times, and more is left to do: the next run goes on with it.");
});

const hostile =
  "<img src=x> **bold** [link](https://evil.example) @noor `open <b> ![pixel](https://evil.example/p.png)\n# Heading\n\n<script>x</script> &lt; https://evil.example";

test("S7: names and titles are letters, also where they are cut", () => {
  const long = `${hostile} ${"`<img src=x>".repeat(100)}`;
  const waits: (readonly [number, Wait])[] = [
    [1, { kind: "hold", by: "noor", reason: long }],
    [2, { kind: "config", problem: long }],
    [3, { kind: "answer", blockers: [{ id: "b1", question: long }] }],
    [4, { kind: "scope", glob: long, problem: long }],
  ];
  const summary = actionSummary(
    reportOf({
      event: "`x` <b>",
      passes: [passOf({ events: [accepted(1, hostile), accepted(2, long)], waits })],
      problems: [refusedText(close, long)],
    }),
  );
  const kinds = new Map<string, number>();
  const links: string[] = [];
  const walk = (node: { type: string; url?: string; children?: readonly { type: string }[] }): void => {
    kinds.set(node.type, (kinds.get(node.type) ?? 0) + 1);
    if (node.type === "link" && node.url) links.push(node.url);
    for (const child of node.children ?? []) walk(child);
  };
  walk(fromMarkdown(summary, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }));
  expect([kinds.get("html"), kinds.get("image")]).toEqual([undefined, undefined]);
  // Our own heading and those of the lists; a heading in a title would be one more.
  expect(kinds.get("heading")).toBe(4);
  // GFM makes links of bare addresses, which say where they lead; one with other words would be ours alone.
  expect(links.filter((url) => !url.startsWith("https://evil.example"))).toHaveLength(4);
  expect(summary).not.toMatch(/@(?=noor\b)(?!noor`)/);
});

test("ten thousand tasks with the longest texts stay far below GitHub's 1 MiB", () => {
  const numbers = Array.from({ length: 10_000 }, (_, index) => index + 1);
  const text = "@a<`界".repeat(10_000);
  const applied = numbers.map((issue) => ({ effect: { ...close, issue }, result: "done", message: null }));
  const summary = actionSummary(
    reportOf({
      passes: [
        passOf({
          events: numbers.map((number) => accepted(number, text)),
          waits: numbers.map((number) => [number, { kind: "hold", by: "noor", reason: text }] as const),
          applied,
        }),
      ],
      problems: numbers.map((number) => refusedText({ ...close, issue: number }, text)),
    }),
  );
  expect(new TextEncoder().encode(summary).length).toBeLessThan(1_048_576 / 2);
  expect(summary).toContain("- and 9940 more, in the log of this step");
});
