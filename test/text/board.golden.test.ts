/** R17: the board as its issue shows it, word for word, and at sizes that GitHub would refuse whole. */
import { describe, expect, test } from "vitest";
import type { TaskState } from "../../src/domain/task-state.ts";
import { type BoardModel, type BoardTask, emptyBoard } from "../../src/text/board.ts";
import { boardMarkdown } from "../../src/text/board-markdown.ts";
import { numberRanges } from "../../src/text/number-ranges.ts";

const ethereum = { id: "ethereum", name: "Ethereum specialist" };
const docs = { id: "docs", name: "docs" };

function rowOf(number: number, state: TaskState, over: Partial<BoardTask> = {}): BoardTask {
  const title = `Issue ${number}`;
  const nothing = {
    attempt: null,
    branch: null,
    pull: null,
    why: null,
    holds: [],
    held: false,
    priority: null,
  };
  return { number, title, state, agent: ethereum, ...nothing, ...over };
}

const small: BoardModel = {
  problems: ["agents.docs.allow (line 4) must be a list. Mend `.github/signalbox.yml`."],
  freeze: {
    by: "mira",
    at: "2026-11-21T12:00:00.000Z",
    until: "2026-11-21T14:00:00.000Z",
    scope: [],
    reason: "release | day",
    drain: false,
  },
  agents: [
    { ...ethereum, capacity: 2, working: [12], others: 1_002 },
    { ...docs, capacity: 1, working: [], others: 0 },
  ],
  tasks: [
    rowOf(12, "working", { title: "Extract | the tools", attempt: { n: 2, cause: "rework" } }),
    rowOf(13, "review", {
      pull: 31,
      attempt: { n: 1, cause: "first" },
      why: { kind: "waits", wait: { kind: "conditions", waiting: ["approvals (0 of 1)"], overridden: [] } },
    }),
    rowOf(14, "queued", {
      held: true,
      why: { kind: "waits", wait: { kind: "hold", by: "mira", reason: "wait for `a|b`" } },
    }),
    rowOf(15, "blocked", {
      agent: docs,
      why: { kind: "waits", wait: { kind: "answer", blockers: [{ id: "b1", question: "Which?" }] } },
    }),
  ],
  blockers: [
    {
      task: 15,
      agent: "docs",
      id: "b1",
      what: "Which of *both*?",
      options: ["this", "that"],
      at: new Date(0),
    },
  ],
  conflicts: [
    { kind: "merge", a: 12, b: 13, path: "src/cart.ts" },
    { kind: "paths", a: 13, b: 14, path: "docs/a|b.md" },
  ],
  said: [
    { kind: "announcement", id: "a1", by: "mira", text: "Freeze on | Friday", scope: [] },
    { kind: "pattern", id: "p2", by: "noor", text: "Say why, @docs", scope: ["docs/**"] },
  ],
  prefix: undefined,
};

test("the board of a small repository", () => {
  expect(boardMarkdown(small)).toBe(`**1 needs you, 1 at work, 2 waiting.**

> [!CAUTION]
> agents.docs.allow (line 4) must be a list. Mend \`.github/signalbox.yml\`.

> [!WARNING]
> ❄️ Everything is frozen by \`@mira\` until 14:00 UTC (release \\| day). \`/thaw\` ends it sooner.

### Agents (2)

| Agent | At work on | Busy | Other open tasks |
|---|---|---|---|
| **Ethereum specialist** \`ethereum\` | #12 | 1 of 2 | 1,002 |
| **docs** \`docs\` | free | 0 of 1 |  |

### Said to the agents (2)

|  | By | What | To |
|---|---|---|---|
| 📣 **a1** | \`@mira\` | Freeze on \\| Friday | everybody |
| 📐 **p2** | \`@noor\` | Say why, @\u2060docs | \`docs/**\` |

### Blockers (1)

|  | Task | Asked by | What | Answer |
|---|---|---|---|---|
| **b1** | #15 | \`docs\` | Which of \\*both\\*? | this / that |

### Conflicts (2)

| Between | Where | What |
|---|---|---|
| #12 vs #13 | \`src/cart.ts\` | merging both collides; #12 lands first |
| #13 vs #14 | \`docs/a\\|b.md\` | both could touch it; #13 has it in hand |

### Review queue (1)

| Pull request | Task |  | Waits for |
|---|---|---|---|
| #31 | #13 | 🔎 review | waits for approvals (0 of 1). |

### Tasks (4)

<details open><summary>✋ <b>blocked</b> · 1 · Waits for a person's answer</summary>

| Task | Agent | Why it does not move |
|---|---|---|
| #15 Issue 15 | \`docs\` | waits for an answer: b1: Which? Type \`/unblock <answer>\`. |

</details>

<details open><summary>🔎 <b>review</b> · 1 · Its pull request waits for checks or people</summary>

| Task | Agent | Why it does not move |
|---|---|---|
| #13 Issue 13 | \`ethereum\` 1 | waits for approvals (0 of 1). |

</details>

<details open><summary>🚧 <b>working</b> · 1 · An agent is at work</summary>

| Task | Agent | Why it does not move |
|---|---|---|
| #12 Extract \\| the tools | \`ethereum\` 2 |  |

</details>

<details><summary>⏳ <b>queued</b> · 1 · Accepted; waits for its turn</summary>

| Task | Agent | Why it does not move |
|---|---|---|
| #14 Issue 14 ✋ held | \`ethereum\` | is held by \`@mira\`: wait for \`a\\|b\`. Type \`/unhold\` to let it go on. |

</details>

<sub>Kept by Signalbox: it rewrites this text, so say things in a comment. \`signalbox status\` shows the same in a terminal, every task of it.</sub>`);
});

test("a board without tasks says so", () => {
  expect(boardMarkdown(emptyBoard)).toMatch(/^\*\*The line is clear: no open tasks\.\*\*\n\n<sub>/);
});

/** Every state, titles of four bytes a character, everything as long as it may get; `read` is called for each title that is put into words. */
function crowd(size: number, read: () => void = () => {}): BoardModel {
  const states: readonly TaskState[] = [
    "queued",
    "working",
    "blocked",
    "review",
    "ready",
    "failed",
    "escalated",
  ];
  const why = { kind: "waits", wait: { kind: "hold", by: "mira", reason: "🚦".repeat(200) } } as const;
  const tasks = Array.from({ length: size }, (_, index): BoardTask => {
    const task = rowOf(index + 1, states[index % 10] ?? "queued", { pull: index, why });
    return Object.defineProperty({ ...task }, "title", {
      get: () => {
        read();
        return "🚦".repeat(256);
      },
    });
  });
  return {
    problems: Array.from({ length: 50 }, () => "🚦".repeat(2_000)),
    freeze: {
      by: "mira",
      at: "2026-11-21T12:00:00.000Z",
      until: null,
      scope: Array.from({ length: 20 }, () => `${"🚦".repeat(250)}/**`),
      reason: "🚦".repeat(200),
      drain: true,
    },
    agents: Array.from({ length: 500 }, (_, index) => {
      return { id: `agent-${index}`, name: "🚦".repeat(100), capacity: 1, working: [1, 2], others: 9 };
    }),
    tasks,
    blockers: tasks.map(({ number }) => {
      return {
        task: number,
        agent: "docs",
        id: "b1",
        what: "🚦".repeat(500),
        options: ["🚦".repeat(99)],
        at: new Date(0),
      };
    }),
    conflicts: tasks.map(({ number }) => ({ kind: "paths", a: 1, b: number, path: "🚦".repeat(500) })),
    said: Array.from({ length: 30 }, (_, index) => {
      return {
        kind: "pattern",
        id: `p${index}`,
        by: "mira",
        text: "*".repeat(500),
        scope: ["🚦".repeat(500)],
      };
    }),
    prefix: undefined,
  };
}

describe.each([1_000, 10_000])("a board of %i tasks", (size) => {
  test("fits into an issue, with nothing missing from its counts", () => {
    const text = boardMarkdown(crowd(size));
    expect(Buffer.byteLength(text)).toBeLessThan(65_536);
    const groups = [...text.matchAll(/<b>([a-z]+)<\/b> · ([0-9,]+) · /g)].map(([, state, count]) => [
      state,
      Number(count?.replaceAll(",", "")),
    ]);
    const tenth = size / 10;
    expect(Object.fromEntries(groups)).toEqual({
      blocked: tenth,
      escalated: tenth,
      ready: tenth,
      review: tenth,
      failed: tenth,
      working: tenth,
      queued: 4 * tenth,
    });
    // Of each group, the rows and what is only counted are all of it.
    for (const part of text.split("<details").slice(1)) {
      const [, all = "0"] = / · ([0-9,]+) · /.exec(part) ?? [];
      const [, more = "0"] = /and ([0-9,]+) more/.exec(part) ?? [];
      const rows = part.match(/^\| #/gm)?.length ?? 0;
      expect(rows + Number(more.replaceAll(",", ""))).toBe(Number(all.replaceAll(",", "")));
      expect(part).toContain("</details>");
    }
    expect(text).toContain(`### Tasks (${size === 1_000 ? "1,000" : "10,000"})`);
    expect(text).toContain(`### Blockers (${size === 1_000 ? "1,000" : "10,000"})`);
  });

  test("puts into words only what it shows", () => {
    let titles = 0;
    boardMarkdown(crowd(size, () => (titles += 1)));
    expect(titles).toBeGreaterThan(15);
    expect(titles).toBeLessThan(400);
  });
});

test("numbers in a row become a range, and what is too long is cut where it shows", () => {
  expect(numberRanges([1, 2, 3, 7, 9, 10], 100)).toBe("#1–#3, #7, #9–#10");
  expect(numberRanges([1, 3, 5, 7], 9)).toBe("#1, #3, …");
  expect(numberRanges([], 9)).toBe("");
});
