/** What GitHub told only in part is not acted on: the pass fails before it writes anything, and the queue backs off. */
import { expect, test } from "vitest";
import type { Client } from "../../src/github/client.ts";
import { createObserver } from "../../src/github/observe.ts";
import { createOrchestrator } from "../../src/wiring/orchestrator.ts";
import { noteHits } from "../faults/hits.ts";
import { settled, virtualClock } from "../github/virtual-clock.ts";
import { twoAgents as config, taskOf } from "../support/observation.ts";
import {
  about,
  check,
  comment,
  HEAD,
  headRef,
  issue,
  mira,
  page,
  pull,
  recent,
  rollup,
  standing,
} from "./answers.ts";
import { type Answer, address, type MockedGitHub, mockedGitHub } from "./mocked-github.ts";

const labelEvent = {
  __typename: "LabeledEvent",
  createdAt: "2026-11-21T11:00:00Z",
  label: { name: "agent:ethereum" },
  actor: mira,
};
const wish = issue(12, {
  labels: { nodes: [{ name: "agent:ethereum" }] },
  timelineItems: { nodes: [labelEvent] },
  comments: page([comment(800)], "before-800"),
});
const permission = { permission: "admin", role_name: "admin", user: { login: "mira", id: 101 } };

/** The answers to one look, in order: each prepares itself, or a fault in its place. */
const look: readonly ((github: MockedGitHub, fault: Answer | null) => void)[] = [
  (github, fault) => github.graphql(fault ?? about(standing({ config }))),
  (github, fault) => github.graphql(fault ?? about(recent([wish], "cursor-1"))),
  (github, fault) => github.graphql(fault ?? { data: { node: { comments: page([comment(700)]) } } }),
  (github, fault) => github.graphql(fault ?? about(recent([issue(13)]))),
  (github, fault) =>
    github.on("GET", "collaborators/mira/permission", fault ?? { status: 200, json: permission }),
];

const faults: Readonly<Record<string, Answer>> = {
  "500": { status: 500, json: { message: "Server Error" } },
  "502 with HTML": { status: 502, text: "<html>Unicorn!</html>", type: "text/html" },
  "200 with HTML": { status: 200, text: "<html>Sign in</html>", type: "text/html" },
  "half of its JSON": { status: 200, text: '{"data":{"viewer":{"login":"sig', type: "application/json" },
  "an empty body": { status: 200, text: "", type: "application/json" },
  "a list in place of an object": { status: 200, text: "[]", type: "application/json" },
  "an object without what was asked for": {
    status: 200,
    text: '{"data":{"viewer":{},"repository":{"id":"R_1"}}}',
    type: "application/json",
  },
  "a broken connection": { breaks: "ECONNRESET" },
};

function orchestrating({ client }: MockedGitHub) {
  const clock = virtualClock();
  const errors: { readonly at: number; readonly retryIn: number | null }[] = [];
  const orchestrator = createOrchestrator({
    client,
    repository: address,
    clock,
    onPass: () => {},
    onError: (_error, retryIn) => errors.push({ at: clock.elapsed(), retryIn }),
  });
  return { clock, orchestrator, errors };
}

test("told in full, the look leads to changes", async () => {
  const github = mockedGitHub();
  for (const prepare of look) prepare(github, null);
  const pass = await orchestrating(github).orchestrator.pass({ dryRun: true });
  expect(pass.changes.additions.map(({ path }) => path)).toContain("tasks/12.json");
});

const rows = look.flatMap((_prepare, step) =>
  Object.entries(faults).map(([name, fault]) => [step + 1, name, fault] as const),
);

test.each(rows)(
  "E5 INV-4: answer %i of the look being %s, nothing is asked or written after it",
  async (step, name, fault) => {
    noteHits([{ fault: name, effect: `answer ${step} of a look`, times: 1 }]);
    const github = mockedGitHub();
    for (const [index, prepare] of look.slice(0, step).entries())
      prepare(github, index + 1 === step ? fault : null);
    await expect(orchestrating(github).orchestrator.pass({ dryRun: false })).rejects.toThrow();
    expect(github.sent).toHaveLength(step);
    expect(github.queries.every(({ query }) => query.startsWith("query "))).toBe(true);
  },
);

// Not in a loop, and no hint shortens the pause.
test("E10: a 401 is asked about once a backoff, whatever the webhooks say", async () => {
  const github = mockedGitHub();
  const { clock, orchestrator, errors } = orchestrating(github);
  github.graphql({ status: 401, json: { message: "Bad credentials" } });
  orchestrator.hint();
  await orchestrator.idle();
  expect(errors).toEqual([{ at: 0, retryIn: 1_000 }]);
  orchestrator.hint();
  await clock.advance(999);
  expect(github.sent).toHaveLength(1);
  github.graphql({ status: 401, json: { message: "Bad credentials" } });
  await clock.advance(1);
  await orchestrator.idle();
  await settled();
  expect(github.sent).toHaveLength(2);
  expect(errors.at(-1)).toEqual({ at: 1_000, retryIn: 2_000 });
  await orchestrator.close();
});

/** A client that never comes to an end: `answer` is given the number of requests so far. */
function endless(answer: (count: number, query: string) => unknown): { client: Client; asked: () => number } {
  let count = 0;
  const { client } = mockedGitHub();
  const graphql = async (query: string) => {
    count += 1;
    return { data: answer(count, query), errors: [] };
  };
  return { client: { ...client, graphql }, asked: () => count };
}

function observing(client: Client) {
  return createObserver({ client, repository: address, now: () => new Date() });
}

test.each([
  ["names a new cursor each time", (count: number) => `cursor-${count}`, 1_001],
  ["names the same cursor each time", () => "cursor", 3],
])("E6: a list of issues without end that %s is given up", async (_name, cursor, requests) => {
  const { client, asked } = endless((count) =>
    count === 1 ? about(standing({ config })).data : about(recent([issue(1)], cursor(count))).data,
  );
  await expect(observing(client)()).rejects.toThrow();
  expect(asked()).toBe(requests);
});

// More, but not where: to stop here would be to take what is hidden for absent.
test("E6: a list of issues that goes on without a cursor is incomplete", async () => {
  const github = mockedGitHub();
  github.graphql(about(standing({ config })));
  github.graphql(about({ recent: { pageInfo: { hasNextPage: true, endCursor: null }, nodes: [] } }));
  await expect(observing(github.client)()).rejects.toThrow("has more issues, but not where");
});

test("E6: comments without end are given up", async () => {
  const talkative = issue(1, { comments: page([comment(9)], "before") });
  const { client, asked } = endless((count) => {
    if (count === 1) return about(standing({ config })).data;
    if (count === 2) return about(recent([talkative])).data;
    return { node: { comments: page([comment(9)], "before") } };
  });
  await expect(observing(client)()).rejects.toThrow("#1 has comments without end");
  expect(asked()).toBe(32);
});

test.each([
  ["checks", { headRef: headRef([check("ci")], "more") }],
  ["reviews", { reviews: page([], "before") }],
])("E6: %s without end are given up", async (what, facts) => {
  const task = taskOf(12, { pull: 31, head: HEAD });
  const { client, asked } = endless((count) => {
    if (count === 1) return about(standing({ config, tasks: [task] })).data;
    if (count === 2) return about(recent([])).data;
    if (count === 3) return about({ i12: issue(12), p31: pull(31, facts), b0: null }).data;
    if (what === "checks")
      return { repository: { object: { statusCheckRollup: rollup([check("ci")], "more") } } };
    return { node: { reviews: page([], "before") } };
  });
  await expect(observing(client)()).rejects.toThrow(`#31 has ${what} without end`);
  expect(asked()).toBe(33);
});
