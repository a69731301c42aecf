import { expect, test } from "vitest";
import { testGitHub } from "../support/embedded-github.ts";

test("a label is created once, edited and deleted from every issue", async () => {
  const { as } = await testGitHub({});
  const mira = as("mira");
  const created = await mira("POST", "labels", {
    name: "status:queued",
    color: "C5DEF5",
    description: "Waits",
  });
  expect(created.status).toBe(201);
  expect(created.json).toMatchObject({ name: "status:queued", color: "c5def5", description: "Waits" });
  const twice = await mira("POST", "labels", { name: "Status:Queued", color: "000000" });
  expect(twice.status).toBe(422);
  expect(twice.json["errors"]).toEqual([{ resource: "Label", field: "name", code: "already_exists" }]);
  await mira("POST", "issues", { title: "Task", labels: ["status:queued"] });
  const renamed = await mira("PATCH", "labels/status:queued", { new_name: "status:waiting" });
  expect(renamed.json["name"]).toBe("status:waiting");
  expect((await mira("GET", "issues/1/labels")).list[0]?.["name"]).toBe("status:waiting");
  expect((await mira("DELETE", "labels/status:waiting")).status).toBe(204);
  expect((await mira("GET", "issues/1")).json["labels"]).toEqual([]);
  expect((await mira("GET", "labels/status:waiting")).status).toBe(404);
  expect((await mira("GET", "labels")).list).toEqual([]);
});

test("wrong colours and names are refused", async () => {
  const { as } = await testGitHub({});
  const mira = as("mira");
  expect((await mira("POST", "labels", { name: "x", color: "#ff0000" })).status).toBe(422);
  expect((await mira("POST", "labels", { name: "x".repeat(51), color: "ff0000" })).status).toBe(422);
  expect((await mira("POST", "labels", { color: "ff0000" })).status).toBe(422);
});
