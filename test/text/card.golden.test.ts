/** Golden: the task card in each state. */
import { expect, test } from "vitest";
import { type CardModel, cardText } from "../../src/text/card.ts";
import { waitText } from "../../src/text/wait.ts";
import { blockerOf } from "../support/blocker.ts";
import { at } from "../support/observation.ts";

const card: CardModel = {
  state: "queued",
  agent: "Ethereum specialist",
  attempt: null,
  branch: null,
  pull: null,
  holds: [],
  lacks: [],
  why: null,
  report: null,
  conditions: [],
  blockers: [],
  tried: [],
  end: null,
  said: { announcements: [], patterns: [], told: [], news: [] },
};
const working: CardModel = {
  ...card,
  state: "working",
  attempt: { n: 1, cause: "first" },
  holds: ["servers/eth/**", "docs/**"],
};
const published: CardModel = {
  ...working,
  branch: "agent/ethereum/12-extract-the-tools",
  pull: 31,
  tried: [{ n: 1, how: "complete", summary: "Extracts the tools" }],
};

test("queued", () => {
  expect(
    cardText({ ...card, why: waitText({ kind: "capacity", agent: "ethereum", running: 1, capacity: 1 }) }),
  ).toMatchInlineSnapshot(`
    "### ⏳ queued · Ethereum specialist

    Accepted; waits for its turn. This task waits until ethereum is free (1 of 1 at work)."
  `);
});

// R08
test("queued, with an issue that leaves much open", () => {
  const lacks: CardModel["lacks"] = [
    { kind: "vague", words: 4 },
    { kind: "unscoped" },
    { kind: "not self-contained", phrase: "as discussed" },
    { kind: "untestable" },
  ];
  expect(cardText({ ...card, lacks })).toMatchInlineSnapshot(`
    "### ⏳ queued · Ethereum specialist

    Accepted; waits for its turn.

    **Its issue could say more**, and an agent reads nothing else. Edit the issue, and these lines go by themselves. It

    - says too little (4 words): what is to change, and where? Example: Move the price of an order line from \`cart.js\` into a function \`linePrice\` of its own, and use it in \`checkout.js\`.
    - names no paths, so it takes everything that its agent may touch. Example: \`Scope: src/cart/**, test/cart/**\`.
    - leans on something that is not written here (\`as discussed\`), and its agent reads nothing else. Example: write out here what was agreed.
    - does not say how to tell that it is done. Example: \`Done when: npm test passes, and an empty cart costs 0\`."
  `);
});

test("working", () => {
  expect(
    cardText({
      ...working,
      why: waitText({ kind: "run", agent: "ethereum", attempt: 1, since: at(0), claimed: true }),
    }),
  ).toMatchInlineSnapshot(`
    "### 🚧 working · Ethereum specialist

    An agent is at work. This task is with ethereum, at work on attempt 1 since 12:00 UTC.

    | | |
    |---|---|
    | Attempt | 1 (first) |
    | Holds | \`servers/eth/**\`, \`docs/**\` |"
  `);
});

test("blocked", () => {
  const blockers = [
    blockerOf("b1", "Which unit?", { options: ["wei", "gwei"] }),
    blockerOf("b2", "Which name?", { answer: { by: "noor", text: "The old one", at: "" } }),
    blockerOf("b3", "A mock of the chain.", {
      severity: "urgent",
      on: "testing",
      by: "mira",
      impact: "blocks 3 tools",
      proceeding: "a stub",
    }),
  ];
  const why = waitText({ kind: "answer", blockers: [{ id: "b1", question: "Which unit?" }] });
  expect(
    cardText({
      ...working,
      state: "blocked",
      blockers,
      why,
      tried: [{ n: 1, how: "blocked", summary: "Two ways" }],
    }),
  ).toMatchInlineSnapshot(`
    "### ✋ blocked · Ethereum specialist

    Waits for a person's answer. This task waits for an answer: b1: Which unit? Type \`/unblock <answer>\`.

    | | |
    |---|---|
    | Attempt | 1 (first) |
    | Holds | \`servers/eth/**\`, \`docs/**\` |

    - 🚨 urgent **b3** → \`testing\` A mock of the chain; blocks 3 tools. Goes on meanwhile with: a stub. (said by \`@mira\`) Confirm with \`/unblock b3\` before it can be merged, or say otherwise: \`/unblock b3 …\`.
    - **b1** Which unit? Options: 1: wei / 2: gwei. Answer \`/unblock b1 <number>\`, or in your own words.
    - **b2** ~~Which name?~~ \`@noor\` answered: The old one

    <details><summary>What was tried</summary>

    - Attempt 1 asked a question. Two ways

    </details>"
  `);
});

test("failed", () => {
  const tried = [
    {
      n: 1,
      how: "outside",
      summary:
        "Not published. Boundaries failed: `x.js` is outside ethereum's reach (`servers/eth/**`). Drop it.",
    },
  ] as const;
  expect(
    cardText({ ...working, state: "failed", tried, why: waitText({ kind: "limit", running: 6, limit: 6 }) }),
  ).toMatchInlineSnapshot(`
    "### 🔁 failed · Ethereum specialist

    Its last attempt failed; another one follows. This task waits for a free place: 6 of 6 agents are at work (\`limits.agents\`).

    | | |
    |---|---|
    | Attempt | 1 (first) |
    | Holds | \`servers/eth/**\`, \`docs/**\` |

    <details><summary>What was tried</summary>

    - Attempt 1 left its reach. Not published. Boundaries failed: \`x.js\` is outside ethereum's reach (\`servers/eth/**\`). Drop it.

    </details>"
  `);
});

test("review", () => {
  const conditions = [
    { name: "boundaries", gate: "boundaries", status: "met", detail: "every path is within reach" },
    { name: "check tests", gate: null, status: "failed", detail: "`ci/test` answered failure" },
    {
      name: "approvals",
      gate: null,
      status: "waiting",
      detail: "0 of 1 for this commit; a person with write access approves",
    },
  ] as const;
  expect(cardText({ ...published, state: "review", conditions })).toMatchInlineSnapshot(`
    "### 🔎 review · Ethereum specialist

    Its pull request waits for checks or people.

    | | |
    |---|---|
    | Attempt | 1 (first) |
    | Pull request | #31 |
    | Branch | \`agent/ethereum/12-extract-the-tools\` |
    | Holds | \`servers/eth/**\`, \`docs/**\` |

    | | Condition | |
    |---|---|---|
    | ✅ | boundaries | every path is within reach |
    | ❌ | check tests | \`ci/test\` answered failure |
    | ⏳ | approvals | 0 of 1 for this commit; a person with write access approves |

    <details><summary>What was tried</summary>

    - Attempt 1 was published. Extracts the tools

    </details>"
  `);
});

test("ready", () => {
  const conditions = [
    { name: "boundaries", gate: "boundaries", status: "met", detail: "every path is within reach" },
  ] as const;
  expect(
    cardText({
      ...published,
      state: "ready",
      conditions,
      why: waitText({ kind: "merge", pull: 31, overridden: [] }),
    }),
  ).toMatchInlineSnapshot(`
    "### 🟢 ready · Ethereum specialist

    Everything holds; a person may merge. This task is ready: a person may merge #31.

    | | |
    |---|---|
    | Attempt | 1 (first) |
    | Pull request | #31 |
    | Branch | \`agent/ethereum/12-extract-the-tools\` |
    | Holds | \`servers/eth/**\`, \`docs/**\` |

    | | Condition | |
    |---|---|---|
    | ✅ | boundaries | every path is within reach |

    <details><summary>What was tried</summary>

    - Attempt 1 was published. Extracts the tools

    </details>"
  `);
});

test("escalated", () => {
  const tried = [1, 2, 3].map((n) => ({ n, how: "failed" as const, summary: "The network was away" }));
  const why = waitText({ kind: "escalated", tried: 3, limit: 3, last: "The network was away" });
  expect(
    cardText({ ...working, state: "escalated", attempt: { n: 3, cause: "retry" }, tried, why }),
  ).toMatchInlineSnapshot(`
    "### 🙋 escalated · Ethereum specialist

    Nothing goes on by itself; a person decides. This task needs a person: The network was away. (3 of 3 attempts counted.) Type \`/unblock <what to do>\` to give it another chance, \`/retry with <agent>\` to let another agent try, or \`/unassign\` to drop it.

    | | |
    |---|---|
    | Attempt | 3 (retry) |
    | Holds | \`servers/eth/**\`, \`docs/**\` |

    <details><summary>What was tried</summary>

    - Attempt 1 failed. The network was away
    - Attempt 2 failed. The network was away
    - Attempt 3 failed. The network was away

    </details>"
  `);
});

test("done", () => {
  expect(
    cardText({ ...published, state: "done", holds: [], end: { kind: "merged", by: "mira" } }),
  ).toMatchInlineSnapshot(`
    "### ✅ done · Ethereum specialist

    Merged.

    | | |
    |---|---|
    | Attempt | 1 (first) |
    | Pull request | #31 |
    | Branch | \`agent/ethereum/12-extract-the-tools\` |
    | Merged by | \`@mira\` |

    <details><summary>What was tried</summary>

    - Attempt 1 was published. Extracts the tools

    </details>"
  `);
});

test("dropped", () => {
  expect(
    cardText({ ...card, state: "dropped", end: { kind: "dropped", by: "mira" } }),
  ).toMatchInlineSnapshot(`
    "### ⚪ dropped · Ethereum specialist

    Not under Signalbox's care any more."
  `);
});
