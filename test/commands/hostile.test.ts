/** Whatever follows a command: it is data, is refused or taken word for word, and neither breaks anything nor acts in an answer. */
import type { Nodes } from "mdast";
import { expect, test } from "vitest";
import { commands } from "../../src/commands/index.ts";
import { Desk, emptyLedger } from "../../src/ledger/ledger.ts";
import { Task } from "../../src/ledger/task.ts";
import { endAttempt, startAttempt } from "../../src/ledger/transitions.ts";
import { readMarkdown } from "../../src/text/read-markdown.ts";
import { configOf, noon, noor, self, sha, taskOf, twoAgents } from "../support/observation.ts";
import { paperGitHub } from "../support/paper-github.ts";
import { hostileStrings } from "./hostile-strings.ts";

const working = startAttempt(taskOf(12), sha(1), noon);
const questions = [{ text: "Which unit?", options: ["wei", "gwei"] }];
const states: readonly (Task | null)[] = [
  null,
  taskOf(12),
  working,
  endAttempt(working, { kind: "blocked", summary: "x", questions }, 3, noon),
  endAttempt(working, { kind: "refused", summary: "x" }, 3, noon),
  endAttempt(working, { kind: "published", summary: "x", head: sha(50) }, 3, noon),
];
const shown = { head: sha(50), gates: new Map([["naming", { status: "fail", since: noon }]] as const) };

test("the corpus has more than a hundred strings, none twice", () => {
  expect(new Set(hostileStrings).size).toBe(hostileStrings.length);
  expect(hostileStrings.length).toBeGreaterThan(100);
});

test.each(commands)(
  "C5: /$name with any argument in any state: never an exception, and what is kept can be read again",
  (command) => {
    for (const argument of hostileStrings) {
      for (const task of states) {
        const result = command.run({
          argument,
          by: "mira",
          permission: "admin",
          config: configOf(twoAgents),
          task,
          tasks: new Map(task ? [[task.number, task]] : []),
          desk: emptyLedger.desk,
          onBoard: true,
          issue: { number: 12, title: "Extract the tools", scope: [], dependsOn: [] },
          shown,
          amendable: () => ({ kind: "free" }),
          comment: 991,
          at: noon,
          now: noon,
        });
        if (result.kind === "done" && result.task)
          expect(Task.parse(JSON.parse(JSON.stringify(result.task)))).toEqual(result.task);
        if (result.kind === "done" && result.desk)
          expect(Desk.parse(JSON.parse(JSON.stringify(result.desk)))).toEqual(result.desk);
        if (result.kind === "refused") expect(result.reply).toMatch(/\S/);
      }
    }
  },
);

/** What acts in Markdown: HTML, and names with an at sign that are no code. */
function activeIn(node: Nodes): readonly string[] {
  if (node.type === "html") return [node.value];
  if (node.type === "text") return node.value.match(/(?<![\w\u2060])@[A-Za-z][\w-]*/g) ?? [];
  return "children" in node ? node.children.flatMap(activeIn) : [];
}

/** The card's own fold, which a stopped attempt opens. */
const fold = ["<details><summary>What was tried</summary>", "</details>"];

/** Few at a time: each look reads the whole conversation. */
const portions = Array.from({ length: Math.ceil(hostileStrings.length / 12) }, (_, count) =>
  hostileStrings.slice(count * 12, (count + 1) * 12),
);

test.each(portions.map((portion, index) => [index, portion] as const))(
  "C5: typed as comments they are answered once each, shortly, and nothing in an answer acts (%i)",
  (_index, portion) => {
    const github = paperGitHub();
    github.permit("noor", "maintain");
    github.open(1, "Scope: `docs/**`", "agent:docs");
    github.open(2);
    github.settle();
    for (const argument of portion) {
      // What ends the task leaves nothing for the others to answer.
      for (const { name } of commands.filter((command) => command.name !== "unassign")) {
        github.say(1, `/${name} ${argument}`, noor);
        github.say(2, `/signalbox ${name} ${argument}`, noor);
      }
      github.say(2, `/signalbox ${argument}`, noor);
      github.settle();
    }
    const replies = [1, 2].flatMap((issue) =>
      github
        .issue(issue)
        .comments.filter(({ author, body }) => author?.id === self.id && body.includes("signalbox:reply")),
    );
    expect(replies.length).toBeGreaterThan(portion.length);
    const markers = replies.map(({ body }) => body.trimEnd().split("\n").at(-1));
    expect(new Set(markers).size).toBe(markers.length);
    for (const { body } of replies) {
      const text = body.slice(0, body.lastIndexOf("<!--"));
      expect(text.length).toBeLessThan(8_000);
      expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069\0]/);
      const root = readMarkdown(text);
      // Whoever typed is meant to be told.
      expect(
        (root ? activeIn(root) : ["unreadable"]).filter((what) => what !== "@noor" && !fold.includes(what)),
      ).toEqual([]);
    }
    expect(github.task(1).agent).toBe("docs");
  },
);

test("C5: of 500 commands in a comment five are read", () => {
  const github = paperGitHub();
  github.open(1, "Scope: `docs/**`", "agent:docs");
  github.settle();
  github.say(1, Array.from({ length: 500 }, (_, count) => `/hold ${count}`).join("\n"));
  github.settle();
  expect(github.task(1).hold?.reason).toBe("4");
  expect(github.story.filter(({ kind }) => kind === "held")).toHaveLength(5);
});

test("C5: more than 4,000 characters behind a command are refused, and not kept", () => {
  const github = paperGitHub();
  github.open(1, "Scope: `docs/**`", "agent:docs");
  github.settle();
  github.say(1, `/hold ${"x".repeat(4_001)}`);
  github.settle();
  expect(github.task(1).hold).toBeNull();
  expect(github.issue(1).comments.at(-1)?.body).toContain(
    "4001 characters follow it, and at most 4000 are read",
  );
  github.say(1, `/hold ${"x".repeat(4_000)}`);
  github.settle();
  expect(github.task(1).hold?.reason).toHaveLength(4_000);
});
