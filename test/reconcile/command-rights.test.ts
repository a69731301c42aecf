/** Who may use which command: the roles that a config asks for, and the bots that it names. */
import { expect, test } from "vitest";
import type { Actor } from "../../src/domain/actor.ts";
import { mira, noor, self, twoAgents } from "../support/observation.ts";
import { type PaperGitHub, paperGitHub } from "../support/paper-github.ts";

const tom: Actor = { login: "tom", id: 103, bot: false };
/** GraphQL calls a bot by its App's name: the same as a person's, here. */
const helper: Actor = { login: "mira", id: 900, bot: true };

function withTask(commands: string): PaperGitHub {
  const github = paperGitHub(`${twoAgents}\ncommands: { ${commands} }\n`);
  github.permit("tom", "triage");
  github.open(1, "Scope: `docs/**`", "agent:docs");
  github.settle();
  return github;
}

function lastReply(github: PaperGitHub): string {
  return github.issue(1).comments.findLast(({ author }) => author?.id === self.id)?.body ?? "";
}

test("C1: a config may ask for more than usual", () => {
  const github = withTask("needs: { hold: maintain }");
  github.say(1, "/hold", noor);
  github.settle();
  expect(github.task(1).hold).toBeNull();
  expect(lastReply(github)).toContain(
    "`/hold` needs maintain access to this repository, @noor: you have write access",
  );
  github.say(1, "/hold", mira);
  github.settle();
  expect(github.task(1).hold?.by).toBe("mira");
});

test("C1: a config may ask for more of what everyone may use, and what GitHub does not say is not enough", () => {
  const github = withTask("needs: { why: triage }");
  github.say(1, "/why", { login: "stranger", id: 777, bot: false });
  github.settle();
  expect(lastReply(github)).toContain("GitHub did not say what you may do here");
  github.say(1, "/why", tom);
  github.settle();
  expect(lastReply(github)).toMatch(/^#1 /);
});

test("C1: a config may let those hold who triage", () => {
  const usual = withTask("needs: {}");
  usual.say(1, "/hold", tom);
  usual.settle();
  expect(usual.task(1).hold).toBeNull();
  const open = withTask("needs: { hold: triage }");
  open.say(1, "/hold", tom);
  open.settle();
  expect(open.task(1).hold?.by).toBe("tom");
});

test("C1: a hold is lifted by who holds it or who maintains, and by nobody else", () => {
  const github = withTask("needs: {}");
  github.say(1, "/hold until Monday", mira);
  github.say(1, "/unhold", noor);
  github.settle();
  expect(github.task(1).hold?.by).toBe("mira");
  expect(lastReply(github)).toContain("`@mira` holds this task: until Monday");
  github.say(1, "/unhold", mira);
  github.say(1, "/hold", noor);
  github.say(1, "/unhold", noor);
  github.settle();
  expect(github.task(1).hold).toBeNull();
  github.say(1, "/hold", noor);
  github.say(1, "/unhold", mira);
  github.settle();
  expect(github.task(1).hold).toBeNull();
});

test("C2: a bot that the config names for one command may use that one, and is told so of another", () => {
  const github = withTask("bots: { hold: [900] }");
  github.say(1, "/hold the build is red", helper);
  github.settle();
  expect(github.task(1).hold).toMatchObject({ by: "mira[bot]", reason: "the build is red" });
  github.say(1, "/unhold", helper);
  github.settle();
  expect(github.task(1).hold?.by).toBe("mira[bot]");
  expect(lastReply(github)).toContain("`@mira[bot]` is an App, and `commands.bots.unhold`");
});

test("C2: another bot of the same name is not the one that the config names, and no answer follows", () => {
  const github = withTask("bots: { hold: [900] }");
  github.say(1, "/hold", { ...helper, id: 901 });
  expect(github.pass()).toMatchObject({ effects: [] });
  expect(github.task(1).hold).toBeNull();
});

test("C2: a person of a named bot's id is no bot, and has the access that GitHub says", () => {
  const github = withTask("bots: { hold: [103] }");
  github.say(1, "/hold", tom);
  github.settle();
  expect(github.task(1).hold).toBeNull();
});

test("C2: Signalbox never reads what it wrote itself, even where the config names it", () => {
  const github = withTask(`bots: { hold: [${self.id}] }`);
  github.say(1, "/hold", self);
  expect(github.pass()).toMatchObject({ effects: [] });
  expect(github.task(1).hold).toBeNull();
});
