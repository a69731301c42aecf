/** Golden: why a task does not move, as the card, `/why` and `status` say it. Each reads after "This task" and after "#12". */
import { expect, test } from "vitest";
import type { Wait } from "../../src/domain/wait.ts";
import { agentMissingText, runnerText, workflowMissingText } from "../../src/text/agent.ts";
import { configMissingText, configProblemText } from "../../src/text/config.ts";
import { closedPullText } from "../../src/text/pull.ts";
import { lostRunText } from "../../src/text/runs.ts";
import { waitText } from "../../src/text/wait.ts";
import { at } from "../support/observation.ts";

const since = at(0);
const frozen = {
  by: "mira",
  at: "2026-11-21T12:00:00.000Z",
  until: "2026-11-21T14:00:00.000Z",
  scope: [],
  reason: "release day",
  drain: false,
};
const waits: readonly Wait[] = [
  { kind: "lease", holder: 7, agent: "ethereum", scope: ["servers/eth/**"], path: "servers/eth/a" },
  { kind: "line", ahead: 8, path: "servers/eth/a", sooner: null },
  { kind: "line", ahead: 8, path: "servers/eth/a", sooner: "p0" },
  { kind: "dependency", on: 9, state: "open" },
  { kind: "dependency", on: 9, state: "dropped" },
  { kind: "dependency", on: 9, state: "missing" },
  { kind: "cycle", through: [12, 13] },
  { kind: "capacity", agent: "ethereum", running: 2, capacity: 2 },
  { kind: "limit", running: 6, limit: 6 },
  { kind: "load", load: { cpu: 0.928, memory: 0.4 } },
  { kind: "hold", by: "mira", reason: null },
  { kind: "hold", by: "mira", reason: "until the audit" },
  { kind: "freeze", freeze: frozen, atWork: null },
  { kind: "freeze", freeze: { ...frozen, until: null, reason: null }, atWork: null },
  { kind: "freeze", freeze: frozen, atWork: { agent: "docs", attempt: 2 } },
  { kind: "freeze", freeze: { ...frozen, drain: true }, atWork: { agent: "docs", attempt: 2 } },
  {
    kind: "config",
    problem: configProblemText([{ line: 3, column: 5, message: "`teams` is not supported in this version" }]),
  },
  { kind: "config", problem: configMissingText() },
  { kind: "agent", agent: "docs", problem: agentMissingText("docs") },
  { kind: "agent", agent: "docs", problem: runnerText("docs") },
  { kind: "agent", agent: "docs", problem: workflowMissingText() },
  {
    kind: "scope",
    glob: "src/{a,b}",
    problem: "`{` would start a brace list, which globs here do not have; write one glob for each",
  },
  { kind: "reach", agent: "docs", scope: ["src/**"] },
  { kind: "run", agent: "docs", attempt: 2, since, claimed: false },
  { kind: "run", agent: "docs", attempt: 2, since, claimed: true },
  { kind: "answer", blockers: [{ id: "b1", question: "Which unit?" }] },
  {
    kind: "answer",
    blockers: [
      { id: "b2", question: "Which unit?" },
      { id: "b3", question: "Which name?" },
    ],
  },
  { kind: "retry", at: since, summary: lostRunText(7, "ended") },
  {
    kind: "conditions",
    waiting: [
      "approvals (0 of 1 for this commit; a person with write access approves)",
      "tests (`ci/test` is running)",
    ],
    overridden: [],
  },
  { kind: "merge", pull: 31, overridden: [] },
  { kind: "merge", pull: 31, overridden: [{ gate: "naming", by: "mira" }] },
  { kind: "escalated", tried: 3, limit: 3, last: "The network was away!" },
  { kind: "escalated", tried: 1, limit: 3, last: closedPullText(31) },
  { kind: "stopped", agent: "ethereum", by: "mira", reason: "wrong *file*", run: 501 },
  { kind: "stopped", agent: "ethereum", by: "mira", reason: null, run: null },
  { kind: "lint", lacks: [{ kind: "vague", words: 1 }, { kind: "untestable" }] },
  { kind: "unreadable", file: "tasks/12.json", problem: "state: Invalid option" },
];

test("every kind of wait says what happened, why, and what moves it", () => {
  expect(waits.map((wait) => `This task ${waitText(wait)}`).join("\n")).toMatchInlineSnapshot(`
    "This task waits for #7, which ethereum has in hand and which holds \`servers/eth/**\`; both could touch \`servers/eth/a\`. It starts when #7 is merged or dropped.
    This task waits behind #8, which asked first and could also touch \`servers/eth/a\`.
    This task waits behind #8, which has priority p0 and could also touch \`servers/eth/a\`.
    This task waits for #9, on which it depends. It starts when #9 is done.
    This task waits for #9, on which it depends, but #9 was closed without being done. Reopen #9, or remove "Depends on #9".
    This task waits for #9, on which it depends, but there is no issue #9. Mend the "Depends on" line.
    This task waits for itself: #12 → #13 → #12. Remove one "Depends on" line from these issues.
    This task waits until ethereum is free (2 of 2 at work).
    This task waits for a free place: 6 of 6 agents are at work (\`limits.agents\`).
    This task waits because this machine is busy: CPU 93 % (limit 80 %), memory 40 % (limit 85 %). It starts by itself when both are within their limits.
    This task is held by \`@mira\`. Type \`/unhold\` to let it go on.
    This task is held by \`@mira\`: until the audit. Type \`/unhold\` to let it go on.
    This task is frozen by \`@mira\` until 14:00 UTC (release day). \`/thaw\` ends it sooner.
    This task is frozen by \`@mira\`. \`/thaw\` ends it.
    This task is frozen by \`@mira\` until 14:00 UTC (release day). docs may finish attempt 2; what it brings is kept, and published when the freeze ends. \`/thaw\` ends it sooner.
    This task is frozen by \`@mira\` until 14:00 UTC (release day). docs may finish attempt 2 and have it published; nothing starts after it. \`/thaw\` ends it sooner.
    This task waits because the config on the default branch cannot be used: line 3, column 5: \`teams\` is not supported in this version. Mend \`.github/signalbox.yml\`; it goes on by itself.
    This task waits because the config on the default branch cannot be used: there is none. Mend \`.github/signalbox.yml\`; it goes on by itself.
    This task waits because docs cannot start: the config names no agent \`docs\` any more. Put it back, or drop the task by taking its label off.
    This task waits because docs cannot start: its runner is \`command\`, but there is no \`agents.docs.command\`. Add one, such as \`command: [node, agents/docs.mjs]\`.
    This task waits because docs cannot start: the default branch has no \`.github/workflows/signalbox-agent.yml\`, which Signalbox dispatches for each attempt. Add it; the task goes on by itself.
    This task waits because its scope cannot be read: \`src/{a,b}\`: \`{\` would start a brace list, which globs here do not have; write one glob for each. Mend the issue's Scope section.
    This task waits because nothing of its scope (\`src/**\`) is inside the boundary of docs. Change the issue's Scope, or assign another agent with \`/assign\`.
    This task is with docs: attempt 2 was dispatched at 12:00 UTC, and its run has not started yet.
    This task is with docs, at work on attempt 2 since 12:00 UTC.
    This task waits for an answer: b1: Which unit? Type \`/unblock <answer>\`.
    This task waits for an answer: b2: Which unit? b3: Which name? Type \`/unblock b2 <answer>\`.
    This task waits for its next attempt, which starts by itself at 12:00 UTC. The last one failed: run 7 ended without an outcome.
    This task waits for approvals (0 of 1 for this commit; a person with write access approves); tests (\`ci/test\` is running).
    This task is ready: a person may merge #31.
    This task is ready: a person may merge #31. Overridden: \`naming\` by \`@mira\`.
    This task needs a person: The network was away! (3 of 3 attempts counted.) Type \`/unblock <what to do>\` to give it another chance, \`/retry with <agent>\` to let another agent try, or \`/unassign\` to drop it.
    This task needs a person: pull request #31 was closed without being merged. (1 of 3 attempts counted.) Type \`/unblock <what to do>\` to give it another chance, \`/retry with <agent>\` to let another agent try, or \`/unassign\` to drop it.
    This task is being stopped by \`@mira\`: wrong \\*file\\*. Run 501 of ethereum was told to end, and nothing of it is published any more.
    This task was stopped by \`@mira\`. Type \`/retry\` to let ethereum try again, \`/retry with <agent>\` to give it to another, or \`/unassign\` to drop it.
    This task waits until its issue says enough for an agent that reads nothing else (\`lint: require\`). It says too little (1 word): what is to change, and where? Example: Move the price of an order line from \`cart.js\` into a function \`linePrice\` of its own, and use it in \`checkout.js\`. It does not say how to tell that it is done. Example: \`Done when: npm test passes, and an empty cart costs 0\`. Edit the issue, and it starts by itself.
    This task is paused: \`tasks/12.json\` on the ledger branch cannot be read (state: Invalid option). Mend or delete that file."
  `);
});

test("every wait is whole sentences, notifies nobody, and stays on one line", () => {
  for (const wait of waits) {
    expect(waitText(wait)).toMatch(/^[a-z].*[.)]$/);
    expect(waitText(wait)).not.toMatch(/(^|[^`])@[a-z]/);
    expect(waitText(wait)).not.toMatch(/\.\.|undefined|null| {2}/);
  }
});
