import { expect, test } from "vitest";
import { testGitHub } from "../support/embedded-github.ts";

test("a comment is created, edited and deleted", async () => {
  let now = new Date("2026-11-21T10:00:00Z");
  const { as, github } = await testGitHub({}, { clock: () => now });
  const mira = as("mira");
  await mira("POST", "issues", { title: "Task" });
  const posted = await mira("POST", "issues/1/comments", { body: "/hold" });
  expect(posted.status).toBe(201);
  expect(posted.json).toMatchObject({
    body: "/hold",
    user: { login: "mira", type: "User" },
    created_at: "2026-11-21T10:00:00Z",
    author_association: "OWNER",
  });
  const path = `issues/comments/${posted.id}`;
  now = new Date("2026-11-21T10:00:05.700Z");
  const edited = await mira("PATCH", path, { body: "/unhold" });
  expect(edited.json).toMatchObject({ body: "/unhold", updated_at: "2026-11-21T10:00:05Z" });
  expect((await mira("GET", path)).json["body"]).toBe("/unhold");
  expect((await mira("GET", "issues/1")).json["comments"]).toBe(1);
  expect((await mira("DELETE", path)).status).toBe(204);
  expect((await mira("GET", path)).status).toBe(404);
  expect(github.world.comments.all()).toEqual([]);
});

test("comments are listed oldest first, thirty unless asked otherwise", async () => {
  const { as } = await testGitHub({});
  const mira = as("mira");
  await mira("POST", "issues", { title: "Task" });
  for (let count = 1; count <= 31; count += 1)
    await mira("POST", "issues/1/comments", { body: `Comment ${count}` });
  const first = await mira("GET", "issues/1/comments");
  expect(first.list).toHaveLength(30);
  expect(first.list[0]?.["body"]).toBe("Comment 1");
  expect(first.headers.get("link")).toContain('rel="next"');
  const all = await mira("GET", "issues/1/comments?per_page=100");
  expect(all.list.at(-1)?.["body"]).toBe("Comment 31");
});

test("a comment sent twice is there twice", async () => {
  // E2: nothing but the sender can prevent it
  const { as } = await testGitHub({});
  const mira = as("mira");
  await mira("POST", "issues", { title: "Task" });
  await mira("POST", "issues/1/comments", { body: "Same" });
  await mira("POST", "issues/1/comments", { body: "Same" });
  expect((await mira("GET", "issues/1/comments")).list).toHaveLength(2);
});

test("a blank comment and one over 65,536 characters are refused", async () => {
  const { as } = await testGitHub({});
  const mira = as("mira");
  await mira("POST", "issues", { title: "Task" });
  expect((await mira("POST", "issues/1/comments", { body: " \n" })).status).toBe(422);
  expect((await mira("POST", "issues/1/comments", { body: "x".repeat(65_537) })).status).toBe(422);
  expect((await mira("POST", "issues/1/comments", { body: "x".repeat(65_536) })).status).toBe(201);
});

test("a user's reaction of one kind is there once", async () => {
  const { as, github } = await testGitHub({});
  const mira = as("mira");
  github.seedUser("noah", "read");
  await mira("POST", "issues", { title: "Task" });
  const comment = await mira("POST", "issues/1/comments", { body: "/why" });
  const path = `issues/comments/${comment.id}/reactions`;
  const first = await mira("POST", path, { content: "+1" });
  const second = await mira("POST", path, { content: "+1" });
  expect([first.status, second.status]).toEqual([201, 200]);
  expect(second.json["id"]).toBe(first.json["id"]);
  expect((await as("noah")("POST", path, { content: "+1" })).status).toBe(201);
  expect((await mira("GET", path)).list.map((reaction) => reaction["content"])).toEqual(["+1", "+1"]);
  expect((await mira("GET", `issues/comments/${comment.id}`)).json["reactions"]).toMatchObject({
    total_count: 2,
    "+1": 2,
  });
  expect((await mira("POST", path, { content: "shrug" })).status).toBe(422);
});

test("others' comments are changed by writers alone", async () => {
  const { as, github } = await testGitHub({});
  github.seedUser("rita", "read");
  github.seedUser("will", "write");
  const rita = as("rita");
  await as("mira")("POST", "issues", { title: "Task" });
  const comment = await as("mira")("POST", "issues/1/comments", { body: "Mine" });
  const path = `issues/comments/${comment.id}`;
  expect((await rita("PATCH", path, { body: "Yours" })).status).toBe(403);
  expect((await rita("DELETE", path)).status).toBe(403);
  expect((await as("will")("PATCH", path, { body: "Ours" })).status).toBe(200);
});
