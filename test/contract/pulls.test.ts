/** Pull requests with more checks and reviews than a page holds: none may be hidden. */
import { expect, test } from "vitest";
import type { Pull } from "../../src/domain/pull.ts";
import { createObserver } from "../../src/github/observe.ts";
import type { Task } from "../../src/ledger/task.ts";
import { twoAgents as config, taskOf } from "../support/observation.ts";
import {
  about,
  check,
  comment,
  HEAD,
  headRef,
  mira,
  offer,
  offers,
  page,
  pull,
  recent,
  review,
  rollup,
  standing,
} from "./answers.ts";
import { address, type MockedGitHub, mockedGitHub } from "./mocked-github.ts";

const checks = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => check(`ci/${from + index}`));

/** Looks at a repository whose task 12 has this pull request; `further` prepares what is asked for after it. */
async function look(
  github: MockedGitHub,
  facts: Readonly<Record<string, unknown>>,
  further: () => void = () => {},
  cursor: Task["cursor"] = { comment: 0, pull: null },
): Promise<Pull | undefined> {
  const task = taskOf(12, { pull: 31, head: HEAD, cursor });
  github.graphql(about(standing({ config, tasks: [task] })));
  github.graphql(about(recent([])));
  github.graphql(
    about({ i12: null, p31: facts, b0: { target: { oid: HEAD } } }, [
      { type: "NOT_FOUND", path: ["repository", "i12"], message: "Could not resolve to an Issue" },
    ]),
  );
  further();
  const observe = createObserver({ client: github.client, repository: address, now: () => new Date() });
  const { pulls } = await observe();
  return pulls[0];
}

test("a pull request is read with its checks and reviews", async () => {
  const github = mockedGitHub();
  const own = check("signalbox/ready", {
    status: "IN_PROGRESS",
    conclusion: null,
    externalId: "x",
    checkSuite: { app: { slug: "signalbox" } },
  });
  const seen = await look(
    github,
    pull(31, {
      headRef: headRef([own, { __typename: "StatusContext" }]),
      reviews: page([review("noor", "APPROVED"), review("noor", "DISMISSED", { submittedAt: null })]),
    }),
  );
  expect(seen).toMatchObject({
    number: 31,
    state: "open",
    head: HEAD,
    author: { login: "signalbox", id: 1, bot: true },
    checks: [
      { name: "signalbox/ready", app: "signalbox", status: "pending", conclusion: null, externalId: "x" },
    ],
    reviews: [{ state: "approved", commit: HEAD, canPush: true, author: { login: "noor", id: 102 } }],
    change: "unread",
  });
  expect(github.sent).toHaveLength(3);
});

// Hidden behind the first hundred, our own check would be created again at each pass.
test("G9: more than a hundred checks are read to the last, of the same commit", async () => {
  const github = mockedGitHub();
  const own = check("signalbox/ready", { checkSuite: { app: { slug: "signalbox" } } });
  const seen = await look(github, pull(31, { headRef: headRef(checks(0, 100), "cursor-100") }), () => {
    github.graphql({
      data: { repository: { object: { statusCheckRollup: rollup(checks(100, 100), "cursor-200") } } },
    });
    github.graphql({ data: { repository: { object: { statusCheckRollup: rollup([own]) } } } });
  });
  expect(seen?.checks).toHaveLength(201);
  expect(seen?.checks.at(-1)).toMatchObject({ name: "signalbox/ready", app: "signalbox" });
  expect(github.queries.slice(3).map(({ variables }) => variables)).toEqual([
    { owner: "mira", name: "shop", oid: HEAD, after: "cursor-100" },
    { owner: "mira", name: "shop", oid: HEAD, after: "cursor-200" },
  ]);
});

// The branch was pushed to, and the pull request does not show it yet.
test("G1: checks of the branch's newer tip are not taken for the head's", async () => {
  const github = mockedGitHub();
  const tip = "9".repeat(40);
  const seen = await look(github, pull(31, { headRef: headRef([check("ci/test")], null, tip) }), () => {
    const failed = check("ci/test", { conclusion: "FAILURE" });
    github.graphql({ data: { repository: { object: { statusCheckRollup: rollup([failed]) } } } });
  });
  expect(seen?.checks.map(({ conclusion }) => conclusion)).toEqual(["failure"]);
  expect(github.queries.at(-1)?.variables).toEqual({ owner: "mira", name: "shop", oid: HEAD, after: null });
});

const withOffers = (...[nodes, more]: Parameters<typeof offers>) => ({
  target: { oid: HEAD, statusCheckRollup: null, associatedPullRequests: offers(nodes, more) },
});

test("G3: the other open pull requests with the very same head are seen, and no others", async () => {
  const nodes = [
    offer(31, { headRefName: "agent/ethereum/12-issue-12", baseRefName: "main" }),
    offer(40),
    offer(41, { isCrossRepository: true, baseRefName: "main" }),
    offer(42, { state: "CLOSED" }),
    offer(43, { state: "MERGED" }),
    offer(44, { headRefOid: "9".repeat(40) }),
  ];
  const seen = await look(mockedGitHub(), pull(31, { headRef: withOffers(nodes) }));
  expect(seen?.siblings).toEqual([
    { number: 40, branch: "topic", fromFork: false, base: "release" },
    { number: 41, branch: "topic", fromFork: true, base: "main" },
  ]);
});

test.each([
  ["there are more than a page", withOffers([offer(40)], true)],
  ["GitHub does not tell", { target: { oid: HEAD, statusCheckRollup: null, associatedPullRequests: null } }],
])("G3: siblings are not known, which is not none, when %s", async (_why, head) => {
  expect((await look(mockedGitHub(), pull(31, { headRef: head })))?.siblings).toBeNull();
});

test("G3: siblings of the branch's newer tip are not taken for the head's", async () => {
  const github = mockedGitHub();
  const tip = { ...withOffers([offer(40)]).target, oid: "9".repeat(40) };
  const seen = await look(github, pull(31, { headRef: { target: tip } }), () => {
    const object = { statusCheckRollup: null, associatedPullRequests: offers([offer(45)]) };
    github.graphql({ data: { repository: { object } } });
  });
  expect(seen?.siblings?.map(({ number }) => number)).toEqual([45]);
});

test("of a pull request that is closed no checks are asked for", async () => {
  const github = mockedGitHub();
  const seen = await look(
    github,
    pull(31, { state: "MERGED", headRef: null, mergeCommit: { oid: "f".repeat(40) } }),
  );
  expect(seen).toMatchObject({ state: "merged", checks: [], mergeCommit: "f".repeat(40) });
});

test.each([
  ["the issue was read until then, and it was not seen yet", { comment: 550, pull: null }],
  ["it was read until then itself", { comment: 900, pull: 550 }],
])(
  "C6: what was said in its conversation is read back to where it was read, and no further: %s",
  async (_what, cursor) => {
    const github = mockedGitHub();
    const later = pull(31, { comments: page([comment(800), comment(801)], "before-800") });
    const seen = await look(
      github,
      later,
      () =>
        github.graphql({ data: { node: { comments: page([comment(550), comment(600)], "before-550") } } }),
      cursor,
    );
    expect(seen?.comments.map(({ databaseId }) => databaseId)).toEqual([550, 600, 800, 801]);
    expect(github.queries.at(-1)?.variables).toEqual({ id: "PR_31", before: "before-800" });
  },
);

test("C1: of who typed a command in its conversation it is asked what they may do now, of others not", async () => {
  const github = mockedGitHub();
  const noor = { __typename: "User", login: "noor", databaseId: 102 };
  const said = page([
    comment(500, { body: "/hold", author: mira }),
    comment(800, { body: "/hold", author: noor }),
    comment(801, { body: "Looks good", author: { ...noor, login: "ivan", databaseId: 103 } }),
  ]);
  github.on("GET", "collaborators/noor/permission", {
    status: 200,
    json: { permission: "write", role_name: "write", user: { login: "noor", id: 102 } },
  });
  await look(github, pull(31, { comments: said }), () => {}, { comment: 550, pull: null });
  expect(github.sent.filter(({ path }) => path.includes("/collaborators/"))).toHaveLength(1);
});

// G8: a veto stands, however many have reviewed since.
test("more than a hundred reviews are read to the first", async () => {
  const github = mockedGitHub();
  const later = Array.from({ length: 100 }, () => review("ivan", "APPROVED"));
  const seen = await look(github, pull(31, { reviews: page(later, "before-1") }), () => {
    github.graphql({ data: { node: { reviews: page([review("noor", "CHANGES_REQUESTED")]) } } });
  });
  expect(seen?.reviews).toHaveLength(101);
  expect(seen?.reviews[0]).toMatchObject({ state: "changes_requested", author: { login: "noor" } });
  expect(github.queries.at(-1)?.variables).toEqual({ id: "PR_31", before: "before-1" });
});

test.each([
  ["an error", { data: { repository: { object: null } }, errors: [{ message: "Something went wrong" }] }],
  ["502", { status: 502, text: "<html>Unicorn!</html>", type: "text/html" }],
])("E5: a further page of checks that is answered with %s fails the look", async (_name, answer) => {
  const github = mockedGitHub();
  const facts = pull(31, { headRef: headRef(checks(0, 100), "cursor-100") });
  await expect(look(github, facts, () => github.graphql(answer))).rejects.toThrow();
});
