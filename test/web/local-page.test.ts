/** The page over a real scene: what a person does with it is done on GitHub, in their name. */
import { request as send } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { type LocalPage, startLocalPage } from "../../src/wiring/local-page.ts";
import { quietTwice } from "../support/quiet-twice.ts";
import { openScene, owner, repo } from "../support/scene.ts";
import { script, writes } from "../support/scripts.ts";
import { request } from "./paper-ports.ts";

const config = `
agents:
  ethereum: { name: Ethereum, allow: ["servers/eth/**"], runner: scripted }
merge: { approvals: 1 }
`;

async function open() {
  const scene = await openScene({
    config,
    scripts: { "Add a tool": script(writes({ "servers/eth/tool.js": "1;\n" })) },
  });
  const page = await startLocalPage({ embedded: scene, port: 0 });
  onTestFinished(() => page.close());
  await scene.quiet();
  return { scene, page, ...(await enter(page, "mira")) };
}

/** Signs in as a browser does, and keeps the cookie. */
async function enter(page: LocalPage, login: string) {
  const answer = await request(page.signIn(login), { method: "GET", headers: {}, body: null });
  const cookie = (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  const read = async (path: string) =>
    (await request(page.url + path, { method: "GET", headers: { cookie }, body: null })).text;
  const press = (path: string, form: Readonly<Record<string, string>> = {}) =>
    request(page.url + path, {
      method: "POST",
      headers: { cookie, origin: page.url },
      body: new URLSearchParams(form).toString(),
    });
  return { cookie, read, press };
}

const headOf = (html: string) => /name="head" value="([0-9a-f]{40})"/.exec(html)?.[1] ?? "";

// R49
test("an issue is filed, assigned, approved and merged by forms alone; each is the signed-in person's own deed", async () => {
  const { scene, read, press } = await open();
  const filed = await press("/issues", { title: "Add a tool", body: "", scope: "servers/eth/**", agent: "" });
  expect(filed.headers.get("location")).toBe("/issues/1");
  await press("/issues/1/assign", { agent: "ethereum" });
  await scene.quiet();
  const { octokit } = scene.as("mira");
  const { data } = await octokit.rest.issues.get({ owner, repo, issue_number: 1 });
  expect(data.user?.login).toBe("mira");
  expect((await scene.task(1))?.scope).toEqual(["servers/eth/**"]);
  expect(await read("/")).toContain("waits for approvals");

  const { number } = await scene.pull(1);
  const before = await read(`/pulls/${number}`);
  expect(before).toContain("Not yet: approvals.");
  const early = await press(`/pulls/${number}/merge`, { head: headOf(before) });
  expect(early.status).toBe(422);
  expect(early.text).toContain("It was not merged. Not yet: approvals.");
  expect((await scene.pull(1)).state).toBe("open");

  await press(`/pulls/${number}/approve`, { head: headOf(before) });
  await scene.quiet();
  const { data: reviews } = await octokit.rest.pulls.listReviews({ owner, repo, pull_number: number });
  expect(reviews.map(({ user, state }) => [user?.login, state])).toEqual([["mira", "APPROVED"]]);
  await press(`/pulls/${number}/merge`, { head: headOf(before) });
  await scene.quiet();
  expect(await scene.git("show", "main:servers/eth/tool.js")).toBe("1;");
  expect(await scene.task(1)).toMatchObject({ state: "done", end: { by: "mira" } });
  expect(await read(`/pulls/${number}`)).toContain("merged");
  await quietTwice(scene);
});

test("GitHub decides what a person may do: a reader's approval and merge are refused in GitHub's words", async () => {
  const { scene, page } = await open();
  scene.github.seedUser("rita", "read");
  const issue = await scene.as("mira").openIssue("Add a tool", "", ["agent:ethereum"]);
  await scene.quiet();
  const { number } = await scene.pull(issue);
  await scene.as("mira").approve(number);
  await scene.quiet();
  const rita = await enter(page, "rita");
  const head = headOf(await rita.read(`/pulls/${number}`));
  const merged = await rita.press(`/pulls/${number}/merge`, { head });
  expect(merged.status).toBe(422);
  expect(merged.text).toContain("GitHub refused it");
  expect((await rita.press(`/issues/${issue}/unassign`, { agent: "ethereum" })).status).toBe(422);
  expect((await scene.issue(issue)).labels).toContain("agent:ethereum");
  expect((await scene.pull(issue)).state).toBe("open");
});

test("a commit that the person did not see is neither approved nor merged", async () => {
  const { scene, read, press } = await open();
  const issue = await scene.as("mira").openIssue("Add a tool", "", ["agent:ethereum"]);
  await scene.quiet();
  const { number, head } = await scene.pull(issue);
  expect(headOf(await read(`/pulls/${number}`))).toBe(head);
  const older = await scene.git("rev-parse", `${head}^`);
  for (const deed of ["approve", "merge"]) {
    const answer = await press(`/pulls/${number}/${deed}`, { head: older });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain("a newer commit than the one you saw");
  }
  const { data } = await scene
    .as("mira")
    .octokit.rest.pulls.listReviews({ owner, repo, pull_number: number });
  expect(data).toEqual([]);
});

test("a comment with a command is read by Signalbox; what was typed comes back when it cannot be sent", async () => {
  const { scene, read, press } = await open();
  const issue = await scene.as("mira").openIssue("Add a tool", "", ["agent:ethereum"]);
  await scene.quiet();
  await press(`/issues/${issue}/comments`, { body: "/hold until Monday" });
  await scene.quiet();
  const shown = await read(`/issues/${issue}`);
  expect(shown).toContain("/hold until Monday");
  expect(shown).toContain("done by Signalbox");
  expect(await read("/")).toContain("on hold");
  const back = await press("/issues", { title: " ", body: "Half a thought", scope: "a/**", agent: "" });
  expect(back.status).toBe(422);
  expect(back.text).toContain("An issue needs a title");
  expect(back.text).toContain("Half a thought");
  const unknown = await press("/issues", { title: "x", body: "", scope: "", agent: "nobody" });
  expect(unknown.text).toContain("The config names no agent nobody");
});

test("closing drops the task, reopening brings it back, and a pull request can be closed", async () => {
  const { scene, press, read } = await open();
  const issue = await scene.as("mira").openIssue("Add a tool", "", ["agent:ethereum"]);
  await scene.quiet();
  const { number } = await scene.pull(issue);
  await press(`/pulls/${number}/close`);
  await scene.quiet();
  expect((await scene.pull(issue)).state).toBe("closed");
  await press(`/issues/${issue}/close`);
  await scene.quiet();
  expect(await scene.task(issue)).toMatchObject({ end: { kind: "dropped" } });
  await press(`/issues/${issue}/reopen`);
  expect((await scene.issue(issue)).state).toBe("open");
  expect(await read("/issues/99")).toContain("There is nothing here");
  expect((await press("/issues/99/close")).status).toBe(404);
});

/** An open page's stream; `events` grows as they come. */
async function follow(page: LocalPage, cookie: string) {
  const events: string[] = [];
  const sent = send(`${page.url}/events`, { headers: { cookie }, agent: false });
  const status = await new Promise<number>((resolve, reject) => {
    sent.on("response", (response) => {
      response.on("data", (chunk: Buffer) =>
        events.push(...[...chunk.toString().matchAll(/^event: (\w+)/gm)].map((match) => match[1] ?? "")),
      );
      response.on("error", () => {});
      resolve(response.statusCode ?? 0);
    });
    sent.on("error", reject);
    sent.end();
  });
  return { events, status, vanish: () => sent.destroy() };
}

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds(); tries += 1) {
    if (tries > 500) throw new Error("it did not come to that");
    await sleep(20);
  }
}

test("an open page is told of changes, causes no writes by itself, and is forgotten when it vanishes", async () => {
  const { scene, page, cookie, read } = await open();
  const { events, vanish } = await follow(page, cookie);
  await until(() => events.includes("hello"));
  const writes = scene.github.requests.writes;
  const ledger = await scene.git("rev-parse", "signalbox/ledger");
  for (const path of ["/", "/issues", "/issues/new", "/tasks/1/output"]) await read(path);
  await scene.quiet();
  expect(scene.github.requests.writes).toBe(writes);
  expect(await scene.git("rev-parse", "signalbox/ledger")).toBe(ledger);
  expect(events).not.toContain("changed");

  await scene.as("mira").openIssue("A thought", "");
  await until(() => events.includes("changed"));
  expect(page.listeners).toBe(1);
  vanish();
  await until(() => page.listeners === 0);
});

test("no more than so many pages listen at once", async () => {
  const { page, cookie } = await open();
  const pages = await Promise.all(Array.from({ length: 24 }, () => follow(page, cookie)));
  expect(pages.every(({ status }) => status === 200)).toBe(true);
  const refused = await follow(page, cookie);
  expect(refused.status).toBe(503);
  refused.vanish();
  pages[0]?.vanish();
  await until(() => page.listeners === 23);
  expect((await follow(page, cookie)).status).toBe(200);
  await page.close();
});

test("nobody unknown to GitHub is signed in", async () => {
  const { page } = await open();
  expect(() => page.signIn("stranger")).toThrow("no user stranger");
});
