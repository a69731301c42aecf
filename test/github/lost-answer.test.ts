/** Answers that get lost on the way, over a real connection: the server notes a request as done before the answer goes missing. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import type { Effect } from "../../src/domain/effect.ts";
import type { ObservedRepository } from "../../src/domain/observation.ts";
import { apply } from "../../src/github/apply.ts";
import { type Client, createClient } from "../../src/github/client.ts";
import { record } from "../../src/github/record.ts";
import { noteHits } from "../faults/hits.ts";

const sha = "c".repeat(40);
const repository: ObservedRepository = {
  id: "R_1",
  owner: "mira",
  name: "shop",
  defaultBranch: "main",
  head: sha,
  runsAgents: true,
};

/** Answers nothing. */
function never(): void {}

const losses: Readonly<Record<string, (response: ServerResponse) => void>> = {
  "the connection is reset": (response) => response.socket?.resetAndDestroy(),
  "the connection is closed without a word": (response) => response.socket?.destroy(),
  "the answer breaks off in its headers": (response) => response.socket?.end("HTTP/1.1 201 Crea"),
  "no answer comes in time": never,
  "GitHub answers 500": (response) => response.writeHead(500).end(),
  "a proxy answers 502 with HTML": (response) =>
    response.writeHead(502, { "content-type": "text/html" }).end("<html>Unicorn!</html>"),
  "a proxy answers 504": (response) => response.writeHead(504).end(),
};

const creations: readonly Effect[] = [
  { kind: "label", name: "status:review", color: "fbca04", description: "Its pull request waits" },
  { kind: "branch", task: 12, branch: "agent/chef/12-bread", from: null, to: sha },
  { kind: "branch", task: 12, branch: "agent/chef/12-bread", from: "d".repeat(40), to: sha },
  { kind: "pull", task: 12, branch: "agent/chef/12-bread", base: "main", title: "Bread", body: "…" },
  { kind: "issue", title: "Board", marker: "<!-- signalbox:board -->", body: "…" },
  { kind: "comment", issue: 12, marker: "<!-- signalbox:card task=12 -->", body: "…" },
  { kind: "dispatch", task: 12, agent: "chef", attempt: 1 },
  { kind: "close", issue: 12, issueId: "I_12" },
  {
    kind: "check",
    pull: 31,
    head: sha,
    name: "signalbox/ready",
    externalId: "ready@1",
    existing: null,
    result: "success",
    title: "Ready",
    summary: "…",
    annotations: [],
  },
];

async function losing(lose: (response: ServerResponse) => void): Promise<{ client: Client; done: string[] }> {
  const done: string[] = [];
  const server = createServer((request, response) => {
    void readAll(request).then(() => {
      done.push(`${request.method} ${request.url}`);
      lose(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const clock = {
    now: () => new Date(),
    sleep: () => Promise.reject(new Error("nothing is to be waited for")),
  };
  const client = createClient({
    baseUrl: `http://127.0.0.1:${port}`,
    token: async () => "ghs_token",
    clock,
    writeSpacing: 0,
    // Only who gets no answer has to be done with waiting: all else may take its time on a busy machine.
    timeout: lose === never ? 600 : 60_000,
  });
  return { client, done };
}

async function readAll(request: IncomingMessage): Promise<void> {
  for await (const _chunk of request);
}

const rows = Object.entries(losses).flatMap(([loss, lose]) =>
  creations.map((effect) => [effect.kind, loss, effect, lose] as const),
);

// GitHub may have done it; sending it again could do it twice.
test.each(rows)(
  "E2: a %s is sent once when %s, and its result is uncertain",
  async (kind, loss, effect, lose) => {
    noteHits([{ fault: loss, effect: kind, times: 1 }]);
    const { client, done } = await losing(lose);
    const applied = await apply(client, { repository, labels: new Map(), effects: [effect] });
    expect(applied.map(({ result }) => result)).toEqual(["uncertain"]);
    expect(done).toHaveLength(1);
  },
);

test.each(Object.entries(losses))(
  "E2: the ledger is written once when %s, and the pass fails",
  async (_loss, lose) => {
    const { client, done } = await losing(lose);
    const input = {
      branch: "signalbox/ledger",
      head: sha,
      changes: { additions: [{ path: "desk.json", text: "{}" }], deletions: [] },
      events: [],
    };
    await expect(record(client, repository, input)).rejects.toThrow();
    expect(done).toEqual(["POST /graphql"]);
  },
);

// An answer that was cut short still says that it was done.
test("E2: a label whose answer breaks off after its status is done, though its id is not known", async () => {
  const { client, done } = await losing((response) => {
    response.writeHead(201, { "content-type": "application/json", "content-length": "999" });
    response.write('{"id":1,"node_');
    setTimeout(() => response.socket?.destroy(), 20);
  });
  const label: Effect = { kind: "label", name: "status:review", color: "fbca04", description: "…" };
  const labelled: Effect = { kind: "labels", issue: 12, issueId: "I_12", add: ["status:review"], remove: [] };
  const applied = await apply(client, { repository, labels: new Map(), effects: [label, labelled] });
  expect(applied.map(({ effect, result }) => [effect.kind, result])).toEqual([["label", "done"]]);
  expect(done).toEqual(["POST /repos/mira/shop/labels"]);
});
