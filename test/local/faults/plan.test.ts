/** Faults as data, over the embedded GitHub: what each kind does to a request, an answer and a delivery. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { chaos } from "../../../src/local/faults/chaos.ts";
import type { Fault, FaultAction } from "../../../src/local/faults/fault.ts";
import { plan } from "../../../src/local/faults/plan.ts";
import { type TestGitHub, testGitHub } from "../../support/embedded-github.ts";

const COMMENTS = "POST /repos/{owner}/{repo}/issues/{issue_number}/comments";
const LABELS = "GET /repos/{owner}/{repo}/issues/{issue_number}";

async function world(...faults: readonly Fault[]) {
  const crashes: number[] = [];
  const planned = plan(faults, { onCrash: () => crashes.push(1) });
  const slept: number[] = [];
  const sleep = async (milliseconds: number) => {
    slept.push(milliseconds);
  };
  const github = await testGitHub({ "README.md": "# Shop\n" }, { faults: planned, sleep });
  await github.as("mira")("POST", "issues", { title: "One" });
  return { ...github, planned, crashes, slept };
}

/** How a request ended: its status, or that the connection broke. */
async function ended(request: Promise<{ readonly status: number }>): Promise<number | string> {
  try {
    return (await request).status;
  } catch (error) {
    return error instanceof Error && /fetch failed|terminated|other side closed/.test(error.message)
      ? "broken"
      : String(error);
  }
}

const comment = ({ as }: TestGitHub) => ended(as("mira")("POST", "issues/1/comments", { body: "Hello" }));
const comments = async ({ as }: TestGitHub) => (await as("mira")("GET", "issues/1/comments")).list.length;

test.each<readonly [string, Fault["when"], FaultAction, number | string, number]>([
  ["a broken connection", "before", { kind: "reset" }, "broken", 0],
  ["a broken connection", "afterCommit", { kind: "reset" }, "broken", 1],
  ["a refusal", "before", { kind: "status", status: 429, headers: { "retry-after": "60" } }, 429, 0],
  ["a wrong answer", "afterCommit", { kind: "status", status: 502, body: "<html>" }, 502, 1],
  ["a crash", "before", { kind: "crash" }, "broken", 0],
  ["a crash", "afterCommit", { kind: "crash" }, "broken", 1],
  ["a request that is sent twice", "before", { kind: "duplicate" }, 201, 2],
])("%s %s: what the client sees, and what took effect", async (_what, when, action, seen, made) => {
  const github = await world({ route: COMMENTS, when, do: action });
  expect(await comment(github)).toBe(seen);
  expect(await comments(github)).toBe(made);
  expect(github.crashes.length).toBe(action.kind === "crash" ? 1 : 0);
  expect(github.planned.hits()).toMatchObject([{ route: COMMENTS, times: 1 }]);
  // It strikes once; afterwards all is well.
  expect(await comment(github)).toBe(201);
});

test("a crash after the response: the client has its answer", async () => {
  const github = await world({ route: COMMENTS, when: "afterResponse", do: { kind: "crash" } });
  expect(await comment(github)).toBe(201);
  await expect.poll(() => github.crashes.length).toBe(1);
});

test("an answer that ends in the middle is no JSON", async () => {
  const { as } = await world({ route: LABELS, when: "afterCommit", do: { kind: "truncate" } });
  await expect(as("mira")("GET", "issues/1")).rejects.toThrow(/JSON/);
  expect((await as("mira")("GET", "issues/1")).status).toBe(200);
});

test("a delay waits by the clock that the world was given", async () => {
  const github = await world({ route: COMMENTS, when: "before", do: { kind: "delay", milliseconds: 5_000 } });
  expect(await comment(github)).toBe(201);
  expect(github.slept).toEqual([5_000]);
});

test("a stale read shows the records as they were some writes ago, and the next read the present", async () => {
  const { as } = await world({ route: LABELS, when: "before", do: { kind: "stale", writes: 2 } });
  await as("mira")("POST", "issues/1/labels", { labels: ["bug"] });
  await as("mira")("PATCH", "issues/1", { title: "Two" });
  expect((await as("mira")("GET", "issues/1")).json).toMatchObject({ title: "One", labels: [] });
  expect((await as("mira")("GET", "issues/1")).json).toMatchObject({
    title: "Two",
    labels: [{ name: "bug" }],
  });
});

test("GraphQL is met by kind and name of its operation", async () => {
  const { as, planned } = await world({
    route: "query Look",
    when: "before",
    do: { kind: "status", status: 502 },
  });
  const query = "query Look { viewer { login } }";
  expect((await as("mira")("POST", "/graphql", { query: "query Other { viewer { login } }" })).status).toBe(
    200,
  );
  expect(await ended(as("mira")("POST", "/graphql", { query }))).toBe(502);
  expect((await as("mira")("POST", "/graphql", { query })).json["data"]).toEqual({
    viewer: { login: "mira" },
  });
  expect(planned.hits()).toMatchObject([{ route: "query Look", times: 1 }]);
});

test("nth and times choose among the matches; classes match all of a kind", async () => {
  const reset = { when: "before", do: { kind: "reset" } } as const;
  const github = await world({ route: COMMENTS, nth: 2, times: 2, ...reset });
  const seen = [await comment(github), await comment(github), await comment(github), await comment(github)];
  expect(seen).toEqual([201, "broken", "broken", 201]);
  const planned = plan([
    { route: "writes", ...reset },
    { route: "reads", ...reset },
  ]);
  expect(planned.meet({ route: LABELS, kind: "reads" })).toHaveLength(1);
  expect(planned.meet({ route: LABELS, kind: "reads" })).toHaveLength(0);
  expect(planned.meet({ route: COMMENTS, kind: "writes" })).toHaveLength(1);
});

/** A receiver that notes GUID and title of what comes. */
async function receiver() {
  const got: string[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      const { issue } = JSON.parse(body) as { issue?: { title?: string } };
      got.push(`${String(request.headers["x-github-delivery"])} ${issue?.title ?? ""}`);
      response.writeHead(202).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return { got, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

const OPENED = "webhook issues.opened";

/** What is delayed comes once something else has come. */
async function deliveries(fault: Fault | null) {
  const { got, url } = await receiver();
  const sleep = async () => {
    await expect.poll(() => got.length, { timeout: 20_000 }).toBeGreaterThan(0);
  };
  const github = await testGitHub(
    { "README.md": "# Shop\n" },
    { sleep, ...(fault ? { faults: plan([fault]) } : {}) },
  );
  github.github.setWebhook({ url });
  for (const title of ["One", "Two"]) await github.as("mira")("POST", "issues", { title });
  await github.github.settled();
  return { ...github, got, titles: got.map((line) => line.split(" ")[1]) };
}

test("deliveries: lost, twice under one GUID, overtaken", async () => {
  const lost = await deliveries({ route: OPENED, when: "before", do: { kind: "reset" } });
  expect(lost.titles).toEqual(["Two"]);
  const twice = await deliveries({ route: OPENED, when: "before", do: { kind: "duplicate" } });
  expect(twice.titles).toEqual(["One", "One", "Two"]);
  expect(new Set(twice.got).size).toBe(2);
  const late = await deliveries({
    route: OPENED,
    when: "before",
    do: { kind: "delay", milliseconds: 60_000 },
  });
  expect(late.titles).toEqual(["Two", "One"]);
});

test("a delivery can be sent again, under its GUID", async () => {
  const { github, got } = await deliveries(null);
  const [first] = github.deliveries();
  expect(await github.redeliver(first?.guid ?? "")).toBe(true);
  expect(got).toHaveLength(3);
  expect(got[2]).toBe(got[0]);
  expect(await github.redeliver("unknown")).toBe(false);
});

test("chaos: the same seed gives the same faults, another one others", () => {
  const options = { count: 20, within: 50 };
  expect(chaos(7, options)).toEqual(chaos(7, options));
  expect(chaos(7, options)).not.toEqual(chaos(8, options));
  expect(chaos(7, options)).toHaveLength(20);
});
