import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { commitTo } from "../support/branches.ts";
import { testGitHub, valueAt } from "../support/embedded-github.ts";
import { payloadProblems } from "../support/github-conformance.ts";

interface Received {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/** A receiver on loopback that answers with these statuses in turn, the last one from then on. */
async function receiver(...statuses: readonly number[]) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks).toString("utf8") });
      response.statusCode = statuses[Math.min(received.length, statuses.length) - 1] ?? 200;
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  onTestFinished(async () => {
    if (server.listening) await close();
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return { received, url: `http://127.0.0.1:${port}/hook`, close };
}

test("deliveries are signed with the App's secret and say what they are", async () => {
  // W1
  const { github, as } = await testGitHub({});
  const { received, url } = await receiver();
  github.setWebhook({ url });
  await as("mira")("POST", "issues", { title: "Täsk", labels: ["agent:ethereum"] });
  await github.settled();
  expect(received.map(({ headers }) => headers["x-github-event"])).toEqual(["issues", "label", "issues"]);
  const guids = received.map(({ headers }) => String(headers["x-github-delivery"]));
  expect(new Set(guids).size).toBe(3);
  for (const { headers, body } of received) {
    const expected = `sha256=${createHmac("sha256", github.app.webhookSecret).update(body).digest("hex")}`;
    expect(timingSafeEqual(Buffer.from(String(headers["x-hub-signature-256"])), Buffer.from(expected))).toBe(
      true,
    );
    expect(String(headers["user-agent"])).toMatch(/^GitHub-Hookshot\//);
    expect(headers["content-type"]).toBe("application/json");
    expect(String(headers["x-github-delivery"])).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    const payload: unknown = JSON.parse(body);
    expect(valueAt(payload, "repository", "full_name")).toBe("mira/multichain-mcp");
    expect(valueAt(payload, "installation", "id")).toBe(github.app.installationId);
    expect(valueAt(payload, "sender", "login")).toBe("mira");
  }
});

test("deliveries come in order, each once, whatever the receiver answers", async () => {
  // W7: GitHub does not deliver again
  const { github, as } = await testGitHub({});
  const { received, url } = await receiver(500, 200, 404, 200);
  github.setWebhook({ url });
  const mira = as("mira");
  for (let number = 1; number <= 5; number += 1) await mira("POST", "issues", { title: `Issue ${number}` });
  await github.settled();
  expect(received.map(({ body }) => valueAt(JSON.parse(body), "issue", "number"))).toEqual([1, 2, 3, 4, 5]);
  expect(github.world.deliveries.all().map((delivery) => delivery.statusCode)).toEqual([
    500, 200, 404, 200, 200,
  ]);
});

test("a receiver that is gone loses deliveries, and harms nothing", async () => {
  const { github, as } = await testGitHub({});
  const gone = await receiver();
  await gone.close();
  github.setWebhook({ url: gone.url });
  expect((await as("mira")("POST", "issues", { title: "Unheard" })).status).toBe(201);
  await github.settled();
  expect(github.world.deliveries.all()).toMatchObject([
    { event: "issues", action: "opened", statusCode: null },
  ]);
  github.setWebhook(null);
  await as("mira")("POST", "issues", { title: "Untold" });
  await github.settled();
  expect(github.world.deliveries.all()).toHaveLength(1);
});

test("a request that is refused tells nothing", async () => {
  const { github, as } = await testGitHub({});
  const told: string[] = [];
  github.onEvent(({ name }) => told.push(name));
  await as("mira")("POST", "issues", { title: "Half", labels: ["fine", "x".repeat(51)] });
  expect(told).toEqual([]);
});

test("every payload is as GitHub describes it", async () => {
  const problems = payloadProblems();
  const world = await testGitHub(
    { "a.txt": "a\n", ".github/workflows/agent.yml": "name: Agent\n" },
    { startRun: () => {} },
  );
  const { github, as } = world;
  github.seedUser("noah", "write");
  const seen = new Set<string>();
  const wrong: string[] = [];
  github.onEvent(({ name, action, payload }) => {
    const event = [name, ...(action ? [action] : [])].join("-").replaceAll("_", "-");
    seen.add(event);
    for (const problem of problems(event, JSON.parse(JSON.stringify(payload))))
      wrong.push(`${event}: ${problem}`);
  });
  const [mira, noah] = [as("mira"), as("noah")];
  const bot = world.withToken(await world.appToken());
  await mira("POST", "issues", { title: "Task", body: "Text", labels: ["hold"] });
  await mira("DELETE", "issues/1/labels/hold");
  await mira("PATCH", "issues/1", { title: "Renamed", body: null });
  await mira("PATCH", "issues/1", { state: "closed" });
  await mira("PATCH", "issues/1", { state: "open" });
  const comment = await mira("POST", "issues/1/comments", { body: "/why" });
  await mira("PATCH", `issues/comments/${comment.id}`, { body: "/hold" });
  await mira("DELETE", `issues/comments/${comment.id}`);
  await mira("PATCH", "labels/hold", { color: "ff0000" });
  await mira("DELETE", "labels/hold");
  const head = await commitTo(bot, "work", "b.txt", "b\n");
  await bot("POST", "pulls", { title: "Add b", head: "work", base: "main" });
  await mira("PATCH", "pulls/2", { title: "Add file b", body: "Text" });
  await mira("POST", "issues/2/labels", { labels: ["x"] });
  await mira("DELETE", "issues/2/labels/x");
  await bot("POST", "check-runs", { name: "signalbox/ready", head_sha: head, conclusion: "success" });
  const review = await noah("POST", "pulls/2/reviews", { event: "APPROVE" });
  await mira("PUT", `pulls/2/reviews/${review.id}/dismissals`, { message: "Old" });
  await mira("PATCH", "pulls/2", { state: "closed" });
  await mira("PATCH", "pulls/2", { state: "open" });
  await commitTo(bot, "work", "c.txt", "c\n");
  await mira("PUT", "pulls/2/merge", { merge_method: "squash" });
  await mira("DELETE", "git/refs/heads/work");
  const run = await bot("POST", "actions/workflows/agent.yml/dispatches", {
    ref: "main",
    return_run_details: true,
  });
  await github.completeRun(Number(run.json["workflow_run_id"]), "success");
  await mira("PATCH", "", { description: "Tools" });
  await mira("PATCH", "", { private: false });
  await mira("PATCH", "", { private: true });
  await mira("PATCH", "", { archived: true });
  await mira("PATCH", "", { archived: false });
  expect(wrong).toEqual([]);
  expect([...seen].sort()).toEqual(
    [
      "check-run-completed check-run-created create delete issue-comment-created issue-comment-deleted",
      "issue-comment-edited issues-closed issues-edited issues-labeled issues-opened issues-reopened issues-unlabeled",
      "label-created label-deleted label-edited pull-request-closed pull-request-edited pull-request-labeled",
      "pull-request-opened pull-request-reopened pull-request-review-dismissed pull-request-review-submitted",
      "pull-request-synchronize pull-request-unlabeled push repository-archived repository-edited",
      "repository-privatized repository-publicized repository-unarchived workflow-dispatch workflow-run-completed",
      "workflow-run-in-progress workflow-run-requested",
    ].flatMap((line) => line.split(" ")),
  );
});
