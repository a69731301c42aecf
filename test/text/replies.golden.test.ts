/** Golden: what Signalbox answers to a person's command or label: what happened, why, and what to type next. */
import { expect, test } from "vitest";
import {
  assignStartedText,
  botMayNotText,
  closedIssueText,
  editedCommentText,
  explanationText,
  heldByAnotherText,
  lockedIssueText,
  longArgumentText,
  noPermissionText,
  notATaskText,
  notHeldText,
  notHonouredLabelText,
  nothingBlockedText,
  nothingShownText,
  notOverridableText,
  overrideAtWorkText,
  overrideMovedText,
  overridePassesText,
  overrideUnjudgedText,
  overrideUsageText,
  tooManyCommandsText,
  unknownAgentText,
  unknownCommandText,
  unknownLabelText,
} from "../../src/text/replies.ts";

test("every reply", () => {
  const replies = [
    unknownAgentText("", ["ethereum", "docs"]),
    unknownAgentText("`x`", ["ethereum", "docs"]),
    unknownAgentText("x", []),
    assignStartedText("ethereum", 2, "docs"),
    notATaskText("hold"),
    notHeldText(),
    heldByAnotherText({ by: "mira", reason: "until *Monday*" }),
    heldByAnotherText({ by: "mira", reason: null }),
    nothingBlockedText(),
    noPermissionText("assign", "write", "eve", "triage"),
    noPermissionText("assign", "write", "eve", null),
    noPermissionText("override", "maintain", "noor", "write"),
    botMayNotText("unhold", "helper[bot]"),
    unknownCommandText("asign", "assign"),
    unknownCommandText("`frob`", null),
    longArgumentText("hold", 4_001, 4_000),
    overrideUsageText(null, ["boundaries", "naming"]),
    overrideUsageText("naming", ["boundaries", "naming"]),
    notOverridableText("ready", ["boundaries", "naming"]),
    notOverridableText("tests-pass", ["boundaries", "naming"]),
    nothingShownText(),
    overrideAtWorkText("ethereum", 2),
    overrideUnjudgedText("naming", "0123456789abcdef"),
    overridePassesText("naming", "0123456789abcdef"),
    overrideMovedText("naming", "0123456789abcdef"),
    explanationText(12, "is ready: a person may merge #31."),
    notHonouredLabelText("agent:docs", { login: "eve", bot: false }, "triage"),
    notHonouredLabelText("agent:docs", { login: "eve", bot: false }, null),
    notHonouredLabelText("agent:docs", { login: "helper[bot]", bot: true }, "admin"),
    notHonouredLabelText("agent:docs", null, null),
    unknownLabelText("agent:x", ["ethereum", "docs"]),
    unknownLabelText("agent:x", []),
    editedCommentText("hold"),
    closedIssueText("hold", 12),
    lockedIssueText("hold", 12),
    tooManyCommandsText(5),
  ];
  expect(replies.join("\n")).toMatchInlineSnapshot(`
    "Which agent? The agents of this repository are \`ethereum\`, \`docs\`: type \`/assign ethereum\`.
    There is no agent \`\` \`x\` \`\` here. The agents of this repository are \`ethereum\`, \`docs\`: type \`/assign ethereum\`.
    There is no agent \`x\` here. The config names none: add one under \`agents:\` in \`.github/signalbox.yml\`.
    Not assigned to \`docs\`: ethereum has already started (attempt 2), and two agents never share a task. To give it away all the same: \`/stop\`, then \`/retry with docs\`; or \`/unassign\`, to start it anew.
    \`/hold\` works on tasks, and this issue is none yet. Set a label such as \`agent:<id>\`, or type \`/assign <agent>\`.
    Nothing to do: this task is not held. \`/why\` tells what it waits for.
    Not lifted: \`@mira\` holds this task: until \\*Monday\\*. They type \`/unhold\` themselves, or somebody with maintain access does.
    Not lifted: \`@mira\` holds this task. They type \`/unhold\` themselves, or somebody with maintain access does.
    Nothing to unblock: no question of an agent is open here. \`/why\` tells what the task waits for.
    \`/assign\` needs write access to this repository, @eve: you have triage access. Ask somebody with write access to type it.
    \`/assign\` needs write access to this repository, @eve: GitHub did not say what you may do here, so it was not done. Ask somebody with write access to type it.
    \`/override\` needs maintain access to this repository, @noor: you have write access. Ask somebody with maintain access to type it.
    \`/unhold\` was not done: \`@helper[bot]\` is an App, and \`commands.bots.unhold\` in \`.github/signalbox.yml\` does not name it. A person can type it.
    There is no command \`asign\`, so nothing was done. Did you mean \`/assign\`? \`/help\` lists them all.
    There is no command \`\` \`frob\` \`\`, so nothing was done. \`/help\` lists them.
    \`/hold\` was not done: 4001 characters follow it, and at most 4000 are read. Say it shorter, and put the rest into the issue.
    Which gate, and why? Type \`/override <gate> because <reason>\`. The gates are \`boundaries\`, \`naming\`.
    Why? The reason stands wherever the gate is shown. Type \`/override naming because <reason>\`.
    \`ready\` is the sum of its conditions: override the gate that it names. The gates are \`boundaries\`, \`naming\`. Type \`/override <gate> because <reason>\`.
    There is no gate \`tests-pass\`. What another App reports is not ours to override: run it again, or take it out of \`gates.checks\`. The gates are \`boundaries\`, \`naming\`. Type \`/override <gate> because <reason>\`.
    Nothing to override: this task has no open pull request, so no gate says anything yet. \`/why\` tells what it waits for.
    Not overridden: ethereum is at work on attempt 2, and what it brings is judged anew. Type \`/hold\` so that no further attempt starts; when this one has ended, type \`/override\` for what is shown then.
    Not overridden: \`naming\` says nothing about \`0123456\` yet. Look at its check \`signalbox/naming\` when it is there, and type it again if it fails.
    Nothing to override: \`naming\` passes for \`0123456\`. \`/why\` tells what the task waits for.
    Not overridden: the pull request is at \`0123456\` by now, which was judged after you typed. Look at \`signalbox/naming\` there, and type it again if you answer for that commit too.
    #12 is ready: a person may merge #31.
    The label \`agent:docs\` was not honoured: \`@eve\` has triage access, and assigning needs write access. Somebody with write access can set it again, or type \`/assign docs\`.
    The label \`agent:docs\` was not honoured: GitHub did not say what \`@eve\` may do here, and assigning needs write access. Somebody with write access can set it again, or type \`/assign docs\`.
    The label \`agent:docs\` was not honoured: \`@helper[bot]\` is an App, and only people assign. Somebody with write access can set it again, or type \`/assign docs\`.
    The label \`agent:docs\` was not honoured: it is not known who set it, and assigning needs write access. Somebody with write access can set it again, or type \`/assign docs\`.
    The label \`agent:x\` names no agent of this repository. Its agents are \`ethereum\`, \`docs\`.
    The label \`agent:x\` names no agent. The config names none: add one under \`agents:\` in \`.github/signalbox.yml\`.
    \`/hold\` was not read: the comment was edited, and edited comments are not orders. Type it again in a new comment.
    \`/hold\` was not done: #12 is closed. Reopen it first.
    \`/hold\` was not done: the conversation of #12 is locked, and what it says may not be answered there. Unlock it, and type it again.
    Only the first 5 commands of a comment are read."
  `);
  for (const reply of replies) expect(reply).toMatch(/[.)]$/);
});
