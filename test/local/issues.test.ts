import { expect, test } from "vitest";
import { commitTo } from "../support/branches.ts";
import { testGitHub } from "../support/embedded-github.ts";

test("an issue is opened, edited, closed as not planned and reopened", async () => {
  const { as } = await testGitHub({});
  const mira = as("mira");
  const opened = await mira("POST", "issues", {
    title: "Add a tool",
    body: "Please",
    labels: ["agent:ethereum"],
  });
  expect(opened.status).toBe(201);
  expect(opened.json).toMatchObject({
    number: 1,
    title: "Add a tool",
    state: "open",
    labels: [{ name: "agent:ethereum", color: "ededed" }],
  });
  expect(opened.json["id"]).not.toBe(1); // the database id is not the number
  const edited = await mira("PATCH", "issues/1", { title: "Add two tools", body: null });
  expect(edited.json).toMatchObject({ title: "Add two tools", body: null });
  const closed = await mira("PATCH", "issues/1", { state: "closed", state_reason: "not_planned" });
  expect(closed.json).toMatchObject({ state: "closed", state_reason: "not_planned" });
  expect(closed.json["closed_by"]).toMatchObject({ login: "mira" });
  const reopened = await mira("PATCH", "issues/1", { state: "open" });
  expect(reopened.json).toMatchObject({ state: "open", state_reason: "reopened", closed_at: null });
  const events = await mira("GET", "issues/1/timeline");
  expect(events.list.map((event) => event["event"])).toEqual(["labeled", "renamed", "closed", "reopened"]);
});

test("issues and pull requests share their numbers, and both are listed as issues", async () => {
  const { as, github } = await testGitHub({ "a.txt": "a\n" });
  const mira = as("mira");
  await mira("POST", "issues", { title: "First" });
  await commitTo(mira, "work", "b.txt", "b\n");
  const pull = await mira("POST", "pulls", { title: "Second", head: "work", base: "main" });
  expect(pull.json["number"]).toBe(2);
  const issues = await mira("GET", "issues?direction=asc");
  expect(issues.list.map((issue) => issue["number"])).toEqual([1, 2]);
  expect(issues.list[0]).not.toHaveProperty("pull_request");
  expect(issues.list[1]).toHaveProperty("pull_request");
  expect(github.world.issues.where("number", 2)[0]?.id).not.toBe(pull.json["id"]);
});

test("the list is filtered by labels, state and time of change, and sorted", async () => {
  let now = new Date("2026-11-21T10:00:00Z");
  const { as } = await testGitHub({}, { clock: () => now });
  const mira = as("mira");
  await mira("POST", "issues", { title: "One", labels: ["a", "b"] });
  await mira("POST", "issues", { title: "Two", labels: ["a"] });
  now = new Date("2026-11-21T11:00:00Z");
  await mira("POST", "issues/1/comments", { body: "Bump" });
  await mira("PATCH", "issues/2", { state: "closed" });
  const numbers = async (query: string) =>
    (await mira("GET", `issues?${query}`)).list.map((issue) => issue["number"]);
  expect(await numbers("labels=A")).toEqual([1]); // open ones alone, names without case
  expect(await numbers("labels=a&state=all")).toEqual([2, 1]);
  expect(await numbers("labels=a,b&state=all")).toEqual([1]);
  expect(await numbers("state=closed")).toEqual([2]);
  expect(await numbers("state=all&since=2026-11-21T10:30:00Z&sort=updated&direction=asc")).toEqual([1, 2]);
  expect(await numbers("state=all&since=2026-11-21T11:30:00Z")).toEqual([]);
});

test("pages are linked as GitHub links them", async () => {
  const { as } = await testGitHub({});
  const mira = as("mira");
  for (let number = 1; number <= 5; number += 1) await mira("POST", "issues", { title: `Issue ${number}` });
  const second = await mira("GET", "issues?direction=asc&per_page=2&page=2");
  expect(second.list.map((issue) => issue["number"])).toEqual([3, 4]);
  const link = second.headers.get("link") ?? "";
  expect(link).toMatch(/page=1>; rel="prev"/);
  expect(link).toMatch(/page=3>; rel="next"/);
  expect(link).toMatch(/page=3>; rel="last"/);
  expect(link).toMatch(/page=1>; rel="first"/);
  const whole = await mira("GET", "issues");
  expect(whole.headers.get("link")).toBeNull();
  const many = await mira("GET", "issues?per_page=1000");
  expect(many.list).toHaveLength(5);
});

test("labels are added, replaced and removed, and told once each", async () => {
  const { as, github } = await testGitHub({});
  const mira = as("mira");
  const told: string[] = [];
  github.onEvent(({ name, action }) => told.push(`${name}.${action}`));
  await mira("POST", "issues", { title: "Task" });
  const added = await mira("POST", "issues/1/labels", { labels: ["hold", "priority:p1"] });
  expect(added.list.map((label) => label["name"])).toEqual(["hold", "priority:p1"]);
  await mira("POST", "issues/1/labels", { labels: ["HOLD"] }); // is there already, whatever its case
  const replaced = await mira("PUT", "issues/1/labels", { labels: ["priority:p1", "status:working"] });
  expect(replaced.list.map((label) => label["name"])).toEqual(["priority:p1", "status:working"]);
  expect((await mira("DELETE", "issues/1/labels/status:working")).status).toBe(200);
  const again = await mira("DELETE", "issues/1/labels/status:working");
  expect([again.status, again.json["message"]]).toEqual([404, "Label does not exist"]);
  expect(told).toEqual([
    "issues.opened",
    "label.created",
    "label.created",
    "issues.labeled",
    "issues.labeled",
    "issues.unlabeled",
    "label.created",
    "issues.labeled",
    "issues.unlabeled",
  ]);
  const events = await mira("GET", "issues/1/events");
  expect(events.list.map((event) => [event["event"], event["label"]])).toEqual([
    ["labeled", { name: "hold", color: "ededed" }],
    ["labeled", { name: "priority:p1", color: "ededed" }],
    ["unlabeled", { name: "hold", color: "ededed" }],
    ["labeled", { name: "status:working", color: "ededed" }],
    ["unlabeled", { name: "status:working", color: "ededed" }],
  ]);
  expect(events.list[0]?.["actor"]).toMatchObject({ login: "mira" }); // A1
});

test("what is too long or missing is refused, and nothing of it stays", async () => {
  const { as } = await testGitHub({});
  const mira = as("mira");
  expect((await mira("POST", "issues", { title: "Fits", body: "x".repeat(65_536) })).status).toBe(201);
  expect((await mira("POST", "issues", { title: "Too long", body: "x".repeat(65_537) })).status).toBe(422);
  expect((await mira("POST", "issues", { body: "no title" })).status).toBe(422);
  expect(
    (await mira("POST", "issues", { title: "Bad label", labels: ["fine", "x".repeat(51)] })).status,
  ).toBe(422);
  expect((await mira("GET", "issues?state=all")).list).toHaveLength(1);
  expect((await mira("GET", "labels")).list).toEqual([]);
  expect((await mira("GET", "issues/2")).status).toBe(404);
  expect((await mira("GET", "issues/0")).status).toBe(404);
});

test("a change that changes nothing is not told", async () => {
  const { as, github } = await testGitHub({});
  const mira = as("mira");
  await mira("POST", "issues", { title: "Task", body: "Text", labels: ["a"] });
  const told: string[] = [];
  github.onEvent(({ name, action }) => told.push(`${name}.${action}`));
  await mira("PATCH", "issues/1", { title: "Task", body: "Text", state: "open", labels: ["a"] });
  expect(told).toEqual([]);
});
