import { expect, test } from "vitest";
import { createObserver } from "../../src/github/observe.ts";
import { twoAgents as config, taskOf } from "../support/observation.ts";
import { about, comment, issue, mira, page, recent, standing } from "./answers.ts";
import { address, type MockedGitHub, mockedGitHub } from "./mocked-github.ts";

const now = () => new Date("2026-11-21T12:00:00Z");

function observing(github: MockedGitHub) {
  return createObserver({ client: github.client, repository: address, now });
}

test("the first look is two requests: what stands, and all open issues", async () => {
  const github = mockedGitHub();
  github.graphql(about(standing({ config })));
  const actor = { __typename: "User", login: "noor", databaseId: 102 };
  const labelled = {
    __typename: "LabeledEvent",
    createdAt: "2026-11-21T11:00:00Z",
    label: { name: "bug" },
    actor,
  };
  const seen = issue(12, {
    title: "Bake",
    body: "Bread",
    locked: true,
    labels: { nodes: [{ name: "bug" }] },
    comments: page([
      comment(990, { lastEditedAt: "2026-11-21T12:30:00Z" }),
      comment(991, { author: null, isMinimized: true }),
    ]),
    timelineItems: { nodes: [labelled] },
  });
  github.graphql(about(recent([seen, issue(11, { state: "CLOSED", stateReason: "NOT_PLANNED" })])));
  const observation = await observing(github)();
  expect(github.queries.map(({ variables }) => variables)).toEqual([
    { owner: "mira", name: "shop", ledger: "refs/heads/signalbox/ledger" },
    { owner: "mira", name: "shop", since: null, after: null },
  ]);
  expect(observation).toMatchObject({
    repository: {
      owner: "mira",
      name: "shop",
      id: "R_1",
      defaultBranch: "main",
      head: "c".repeat(40),
      runsAgents: true,
    },
    self: { login: "signalbox[bot]", id: 1 },
    config: { text: config },
    ledger: null,
    pulls: [],
    dispatched: null,
  });
  expect(observation.labels).toEqual(new Map([["status:queued", "LA_1"]]));
  expect(observation.issues.get(11)?.state).toBe("not_planned");
  expect(observation.issues.get(12)).toEqual({
    id: "I_12",
    number: 12,
    title: "Bake",
    body: "Bread",
    author: { login: "mira", id: 101, bot: false },
    state: "open",
    locked: true,
    labels: ["bug"],
    pinned: false,
    updatedAt: new Date("2026-11-21T12:00:00Z"),
    comments: [
      expect.objectContaining({
        databaseId: 990,
        edited: true,
        hidden: false,
        author: { login: "mira", id: 101, bot: false },
      }),
      expect.objectContaining({ databaseId: 991, edited: false, hidden: true, author: null }),
    ],
    labelEvents: [
      {
        label: "bug",
        added: true,
        by: { login: "noor", id: 102, bot: false },
        at: new Date("2026-11-21T11:00:00Z"),
      },
    ],
  });
});

// What the last look found is asked for at once.
test("E12: a later look at what is known is one request", async () => {
  const github = mockedGitHub();
  const tasks = [taskOf(12)];
  const since = "2026-11-21T11:00:00.000Z";
  const observe = observing(github);
  const [branch] = tasks.map((task) => task.branch);
  github.graphql(about(standing({ config, tasks, since })));
  github.graphql(about(recent([issue(13)])));
  github.graphql(about({ i12: issue(12), b0: null }));
  expect((await observe()).branches).toEqual(new Map([[branch, null]]));
  github.graphql(about({ ...standing({ config, tasks, since }), ...recent([]), i12: issue(12), b0: null }));
  const { issues } = await observe();
  expect([...issues.keys()]).toEqual([12]);
  expect(github.sent).toHaveLength(4);
});

test("E6: recently changed issues are read page by page; one that moves between pages is there once, as last seen", async () => {
  const github = mockedGitHub();
  github.graphql(about(standing({ config, since: "2026-11-21T11:00:00.000Z" })));
  github.graphql(about(recent([issue(1), issue(2)], "cursor-1")));
  github.graphql(about(recent([issue(3)], "cursor-2")));
  github.graphql(about(recent([issue(1, { title: "Renamed meanwhile" })])));
  const { issues } = await observing(github)();
  expect([...issues.values()].map(({ number, title }) => [number, title])).toEqual([
    [1, "Renamed meanwhile"],
    [2, "Issue 2"],
    [3, "Issue 3"],
  ]);
  expect(github.queries.map(({ variables }) => variables["after"])).toEqual([
    undefined,
    null,
    "cursor-1",
    "cursor-2",
  ]);
  expect(github.queries.at(-1)?.variables["since"]).toBe("2026-11-21T11:00:00.000Z");
});

test("an issue that does not exist is absent, and the look is good", async () => {
  const github = mockedGitHub();
  const depends = issue(12, { body: "Depends on #77", labels: { nodes: [{ name: "agent:ethereum" }] } });
  github.graphql(about(standing({ config })));
  github.graphql(about(recent([depends])));
  const message = "Could not resolve to an Issue with the number of 77.";
  github.graphql(about({ i77: null }, [{ type: "NOT_FOUND", path: ["repository", "i77"], message }]));
  const { issues } = await observing(github)();
  expect([...issues.keys()]).toEqual([12]);
});

// Anything else that is missing makes the observation incomplete.
test.each([
  [
    "part of an issue",
    { type: "NOT_FOUND", path: ["repository", "recent", "nodes", 0, "author"], message: "gone" },
  ],
  [
    "part of an issue that was asked for",
    { type: "NOT_FOUND", path: ["repository", "i12", "author"], message: "gone" },
  ],
  ["the repository", { type: "NOT_FOUND", path: ["repository"], message: "gone" }],
  [
    "a field without permission",
    { type: "FORBIDDEN", path: ["repository", "i12"], message: "not accessible" },
  ],
  ["something internal", { message: "Something went wrong while executing your query" }],
])("E5: an error about %s fails the look", async (_name, error) => {
  const github = mockedGitHub();
  github.graphql(about(standing({ config })));
  github.graphql(about(recent([issue(12, { author: null })]), [error]));
  await expect(observing(github)()).rejects.toThrow("could not show mira/shop");
});

// C6: what was said since the cursor is read, however much it is.
test("comments are read back to the ledger's cursor, and no further", async () => {
  const github = mockedGitHub();
  const tasks = [taskOf(12, { cursor: { comment: 500, pull: null } })];
  github.graphql(about(standing({ config, tasks })));
  github.graphql(about(recent([])));
  github.graphql(
    about({ i12: issue(12, { comments: page([comment(800), comment(801)], "before-800") }), b0: null }),
  );
  github.graphql({ data: { node: { comments: page([comment(600), comment(700)], "before-600") } } });
  github.graphql({ data: { node: { comments: page([comment(499), comment(550)], "before-499") } } });
  const { issues } = await observing(github)();
  expect(issues.get(12)?.comments.map(({ databaseId }) => databaseId)).toEqual([
    499, 550, 600, 700, 800, 801,
  ]);
  expect(github.queries.slice(3).map(({ variables }) => variables)).toEqual([
    { id: "I_12", before: "before-800" },
    { id: "I_12", before: "before-600" },
  ]);
});

test("of an issue that is no task, comments are read back to the last look", async () => {
  const github = mockedGitHub();
  github.graphql(about(standing({ config, since: "2026-11-21T11:00:00.500Z" })));
  const newest = page([comment(800, { createdAt: "2026-11-21T11:30:00Z" })], "before-800");
  github.graphql(about(recent([issue(13, { comments: newest })])));
  const older = [
    comment(700, { createdAt: "2026-11-21T11:00:00Z" }),
    comment(750, { createdAt: "2026-11-21T11:00:01Z" }),
  ];
  github.graphql({ data: { node: { comments: page(older, "before-700") } } });
  const { issues } = await observing(github)();
  expect(issues.get(13)?.comments.map(({ databaseId }) => databaseId)).toEqual([700, 750, 800]);
});

// A1: who set the label is asked about now; S1: a person by id.
test("of the people whose intent counts it is asked what they may do now", async () => {
  const github = mockedGitHub();
  github.graphql(about(standing({ config })));
  const command = comment(991, { body: "/assign ethereum" });
  github.graphql(about(recent([issue(12, { comments: page([command]) })])));
  github.on("GET", "collaborators/mira/permission", {
    status: 200,
    json: { permission: "write", role_name: "maintain", user: { login: mira.login, id: mira.databaseId } },
  });
  expect((await observing(github)()).permissions).toEqual(new Map([["mira", "maintain"]]));
});
