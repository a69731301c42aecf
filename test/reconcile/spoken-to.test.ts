/** What is meant for Signalbox: its commands, what is almost one, and what is said to it by name. */
import { expect, test } from "vitest";
import { commands } from "../../src/commands/index.ts";
import { mira, self, twoAgents } from "../support/observation.ts";
import { type PaperGitHub, paperGitHub } from "../support/paper-github.ts";

function withTask(config = twoAgents): PaperGitHub {
  const github = paperGitHub(config);
  github.open(1, "Scope: `docs/**`", "agent:docs");
  github.settle();
  return github;
}

/** What was answered to `body`; null when nobody felt spoken to. */
function answerTo(github: PaperGitHub, body: string): string | null {
  const comment = github.say(1, body);
  github.settle();
  const { comments } = github.issue(1);
  const marker = `signalbox:reply comment=${comment} `;
  const reply = comments.find((each) => each.author?.id === self.id && each.body.includes(marker));
  const seen = comments.find(({ databaseId }) => databaseId === comment)?.acknowledged;
  return reply?.body ?? (seen ? "" : null);
}

test.each([
  ["/asign docs", "There is no command `asign`, so nothing was done. Did you mean `/assign`?"],
  ["/unhodl", "Did you mean `/unhold`?"],
  ["/overide naming because x", "Did you mean `/override`?"],
  ["/signalbox frobnicate", "There is no command `frobnicate`, so nothing was done. `/help` lists them."],
  ["/signalbox /hodl", "Did you mean `/hold`?"],
  [`/signalbox ${"x".repeat(500)}`, "There is no command `xxxx"],
])("C4: %s is answered and does nothing", (body, words) => {
  const github = withTask();
  expect(answerTo(github, body)).toContain(words);
  expect(github.task(1)).toMatchObject({ hold: null, agent: "docs" });
});

test.each([
  "/lgtm",
  "/approve",
  "/retest",
  "/cc @noor",
  "/label bug",
  "/close",
  "/rebase",
  "/test all",
  "/ok-to-test",
  "/milestone v1",
])("C4: %s is another bot's, and nobody answers", (body) => {
  expect(answerTo(withTask(), body)).toBeNull();
});

test("C4: with a prefix bare words are other bots', also those of our own commands", () => {
  const github = withTask(`${twoAgents}\ncommands: { prefix: sb }\n`);
  expect(answerTo(github, "/hold\n/asign docs\n/signalbox hold")).toBeNull();
  expect(github.task(1).hold).toBeNull();
  expect(answerTo(github, "/sb hold until Monday")).toBe("");
  expect(github.task(1).hold?.reason).toBe("until Monday");
});

test("C4: Signalbox's own name before a command is understood without a config", () => {
  const github = withTask();
  expect(answerTo(github, "/signalbox hold")).toBe("");
  expect(github.task(1).hold?.by).toBe("mira");
});

test("a new issue is assigned by the prefixed command too", () => {
  const github = paperGitHub(`${twoAgents}\ncommands: { prefix: sb }\n`);
  github.open(1, "Scope: `docs/**`");
  github.say(1, "/sb assign docs");
  github.settle();
  expect(github.task(1).agent).toBe("docs");
});

test("/help lists what the asker may use, and how many more there are", () => {
  const github = paperGitHub();
  github.open(1);
  const all = answerTo(github, "/help") ?? "";
  for (const { usage, summary } of commands) expect(all).toContain(`- \`${usage}\`: ${summary}.`);
  expect(all).not.toContain("more access");
  github.permit("mira", "read");
  const few = answerTo(github, "/signalbox") ?? "";
  expect(few).toContain("- `/why`: ");
  expect(few).not.toContain("/assign");
  const withheld = commands.filter(({ needs }) => needs !== "read").length;
  expect(few).toContain(`${withheld} more need more access than you have.`);
  expect(github.ledger().tasks.size).toBe(0);
});

test("/help follows the roles that the config asks for", () => {
  const github = withTask(`${twoAgents}\ncommands: { needs: { hold: triage, why: write } }\n`);
  github.permit(mira.login, "triage");
  const text = answerTo(github, "/help") ?? "";
  expect(text).toContain("/hold [reason]");
  expect(text).not.toContain("/why");
});

test("with a prefix, answers and the card say what is typed there", () => {
  const github = withTask(`${twoAgents}\ncommands: { prefix: sb }\n`);
  expect(answerTo(github, "/sb hodl")).toContain("Did you mean `/sb hold`? `/sb help` lists them all");
  expect(answerTo(github, "/sb help")).toContain("- `/sb hold [reason]`: ");
  expect(answerTo(github, "/sb override ready because x")).toContain(
    "Type `/sb override <gate> because <reason>`",
  );
  github.claim(1);
  github.end(1, { kind: "blocked", summary: "Two ways", questions: [{ text: "Which unit?", options: [] }] });
  github.settle();
  const card = github
    .issue(1)
    .comments.find(({ author, body }) => author?.id === self.id && body.includes(":card "));
  expect(card?.body).toContain("`/sb unblock b1 …`");
  expect(card?.body).not.toContain("`/unblock");
});
