import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { startEmbeddedGitHub } from "../../src/local/server.ts";
import { openWorld } from "../../src/local/world.ts";
import { commitTo, tip } from "../support/branches.ts";
import { callers, writeFiles } from "../support/embedded-github.ts";

async function folder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "signalbox-world-"));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

test("a second start on the same folder is the same world", async () => {
  const dir = await folder();
  const options = { dir, owner: "mira", name: "multichain-mcp", startRun: () => {} };
  const first = await startEmbeddedGitHub(options);
  await first.seedRepository(
    await writeFiles({ "a.txt": "a\n", ".github/workflows/agent.yml": "name: A\n" }),
    "First",
  );
  const before = callers(first);
  const mira = before.as("mira");
  const appToken = await before.appToken();
  await mira("POST", "issues", { title: "Task", labels: ["agent:ethereum"] });
  await mira("POST", "issues/1/comments", { body: "Kept" });
  const gone = await mira("POST", "issues/1/comments", { body: "Gone" });
  await mira("DELETE", `issues/comments/${gone.id}`);
  await commitTo(mira, "work", "b.txt", "b\n");
  await mira("POST", "pulls", { title: "Add b", head: "work", base: "main" });
  const dispatched = { ref: "main", return_run_details: true };
  const run = await mira("POST", "actions/workflows/agent.yml/dispatches", dispatched);
  const pull = await mira("GET", "pulls/2");
  const token = first.tokenOf("mira");
  await first.close();

  const second = await startEmbeddedGitHub(options);
  onTestFinished(() => second.close());
  const after = callers(second);
  expect(second.app).toEqual(first.app);
  expect(second.tokenOf("mira")).toBe(token);
  const again = after.as("mira");
  expect((await after.withToken(appToken)("GET", "issues/1")).json).toMatchObject({
    title: "Task",
    comments: 1,
  });
  const same = await again("GET", "pulls/2");
  const [formerHost, host] = [new URL(first.url).host, new URL(second.url).host];
  expect(JSON.parse(JSON.stringify(same.json).replaceAll(host, formerHost))).toEqual(pull.json);
  expect((await again("GET", `actions/runs/${Number(run.json["workflow_run_id"])}`)).json["status"]).toBe(
    "in_progress",
  );
  const next = await again("POST", "issues/1/comments", { body: "Next" });
  expect(Number(next.json["id"])).toBeGreaterThan(Number(gone.json["id"])); // ids are not given twice
  expect((await again("POST", "issues", { title: "Third" })).json["number"]).toBe(3);
  expect(await tip(again, "work")).toMatch(/^[0-9a-f]{40}$/);
});

test("a world without a folder leaves nothing behind", async () => {
  const github = await startEmbeddedGitHub();
  const { dir } = github;
  expect((await stat(join(dir, "origin.git"))).isDirectory()).toBe(true);
  await github.close();
  await expect(stat(dir)).rejects.toThrow();
});

test("a transaction that throws leaves no record and no event", async () => {
  const world = openWorld(":memory:", () => new Date("2026-11-21T10:00:00.900Z"));
  onTestFinished(() => world.close());
  const events: string[] = [];
  world.onEvent((event) => events.push(event.name));
  const sender = await world.transaction(() =>
    world.users.insert({ login: "mira", type: "User", name: null, createdAt: world.now() }),
  );
  const label = { name: "hold", color: "ededed", description: null };
  const failing = world.transaction(async () => {
    const created = world.labels.insert(label);
    world.emit({ name: "label", action: "created", label: created, sender });
    world.users.put({ ...sender, login: "changed" });
    await Promise.resolve();
    throw new Error("refused");
  });
  await expect(failing).rejects.toThrow("refused");
  expect(world.labels.all()).toEqual([]);
  expect(world.users.get(sender.id)?.login).toBe("mira");
  expect(world.users.where("login", "changed")).toEqual([]);
  expect(world.users.where("login", "mira")).toEqual([sender]);
  expect(events).toEqual([]);
  expect(sender.createdAt).toBe("2026-11-21T10:00:00Z");
});

test("transactions run one after another, and nothing is written outside of one", async () => {
  const world = openWorld(":memory:", () => new Date());
  onTestFinished(() => world.close());
  const order: string[] = [];
  const slow = world.transaction(async () => {
    order.push("first begins");
    await new Promise((resolve) => setTimeout(resolve, 20));
    order.push("first ends");
  });
  const next = world.transaction(() => order.push("second"));
  await Promise.all([slow, next]);
  expect(order).toEqual(["first begins", "first ends", "second"]);
  expect(() => world.labels.insert({ name: "x", color: "ededed", description: null })).toThrow(
    /outside a transaction/,
  );
});
