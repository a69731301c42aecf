import { expect, test } from "vitest";
import { commitTo } from "../support/branches.ts";
import { type Files, testGitHub } from "../support/embedded-github.ts";

const files: Files = { "a.txt": "one\ntwo\nthree\n", "b.txt": "b\n" };

test("a review is the reviewer's, of one commit; nobody approves their own", async () => {
  const { as, github } = await testGitHub(files);
  github.seedUser("noah", "write");
  const [mira, noah] = [as("mira"), as("noah")];
  const head = await commitTo(mira, "work", "c.txt", "c\n");
  await mira("POST", "pulls", { title: "Add c", head: "work", base: "main" });
  const own = await mira("POST", "pulls/1/reviews", { event: "APPROVE" });
  expect([own.status, own.json["errors"]]).toEqual([422, ["Can not approve your own pull request"]]);
  expect((await mira("POST", "pulls/1/reviews", { event: "COMMENT", body: "A note" })).status).toBe(200);
  expect((await noah("POST", "pulls/1/reviews", { event: "REQUEST_CHANGES" })).status).toBe(422); // says nothing
  const approved = await noah("POST", "pulls/1/reviews", { event: "APPROVE" });
  expect(approved.json).toMatchObject({ state: "APPROVED", commit_id: head, user: { login: "noah" } });
  const path = `pulls/1/reviews/${approved.id}`;
  const dismissed = await mira("PUT", `${path}/dismissals`, { message: "Too old" });
  expect(dismissed.json["state"]).toBe("DISMISSED");
  expect((await mira("PUT", `${path}/dismissals`, { message: "Again" })).status).toBe(422);
  expect((await mira("GET", "pulls/1/reviews")).list.map((review) => review["state"])).toEqual([
    "COMMENTED",
    "DISMISSED",
  ]);
});

test("a review that is not submitted shows to its author alone", async () => {
  const { as, github } = await testGitHub(files);
  github.seedUser("noah", "write");
  await commitTo(as("mira"), "work", "c.txt", "c\n");
  await as("mira")("POST", "pulls", { title: "Add c", head: "work", base: "main" });
  await as("noah")("POST", "pulls/1/reviews", { body: "Draft" });
  expect((await as("noah")("GET", "pulls/1/reviews")).list).toHaveLength(1);
  expect((await as("mira")("GET", "pulls/1/reviews")).list).toEqual([]);
});
