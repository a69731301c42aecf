/** Golden: what is said of a task that a person stopped, took away or wants tried again. */
import { expect, test } from "vitest";
import {
  nothingToRetryText,
  nothingToStopText,
  notItsAgentText,
  outsideReachText,
  retryUsageText,
  stillEndingText,
  stoppedAlreadyText,
  stoppedReplyText,
} from "../../src/text/stops.ts";

test("what is answered to /stop, /retry and /unassign", () => {
  const texts = [
    stoppedReplyText("ethereum", 2),
    stoppedReplyText("ethereum", null),
    stoppedAlreadyText("noor"),
    nothingToStopText("review"),
    retryUsageText(),
    stillEndingText("ethereum"),
    ...(["queued", "working", "blocked", "review", "done"] as const).map(nothingToRetryText),
    outsideReachText("docs", "servers/eth/`a`.js", 31),
    outsideReachText("docs", "servers/eth/a.js", null),
    notItsAgentText("doc`s", "ethereum"),
  ];
  expect(texts.join("\n")).toMatchInlineSnapshot(`
    "Stopped. Attempt 2 of ethereum is ended, and nothing of it is published; it counts against no limit. \`/retry\` starts another one, \`/retry with <agent>\` gives it to another agent.
    Stopped. The next attempt does not start. \`/retry\` starts another one, \`/retry with <agent>\` gives it to another agent.
    Nothing to stop: \`@noor\` has stopped this task. \`/retry\` starts it again.
    Nothing to stop: no agent is at work here (the task is review). \`/hold\` keeps it from starting and from being merged, \`/unassign\` drops it.
    With whom? Type \`/retry\` for the same agent, or \`/retry with <agent>\`. To tell the agent something first, type \`/tell <text>\`.
    Not yet: the run of ethereum that was stopped has not ended, and two runs never share a task. The card says when it has; then type \`/retry\`.
    Nothing to retry: the task waits for its turn and starts by itself. \`/why\` tells what it waits for.
    Nothing to retry: an agent is at work on it. \`/stop\` ends that attempt; then \`/retry\` starts another one.
    Nothing to retry: it waits for an answer. \`/unblock <answer>\` lets it go on.
    Nothing to retry: its work is published. Say in a review what is wrong with it, or \`/unassign\` it.
    Nothing to retry here. \`/why\` tells how the task stands.
    Not given to \`docs\`: its pull request #31 changes \`\`servers/eth/\`a\`.js\`\`, which docs may not touch, so it could never be merged as docs's work. Merge it first and file the rest as an issue of its own that depends on this one, or \`/unassign\` it and start anew.
    Not given to \`docs\`: its branch changes \`servers/eth/a.js\`, which docs may not touch, so it could never be merged as docs's work. Merge it first and file the rest as an issue of its own that depends on this one, or \`/unassign\` it and start anew.
    Not unassigned: this task is with ethereum, not with \`\`doc\`s\`\`. Type \`/unassign\` to take it from ethereum."
  `);
});
