import { expect, test } from "vitest";
import type { Effect } from "../../src/domain/effect.ts";
import { apply } from "../../src/github/apply.ts";
import type { Creation } from "../../src/github/create.ts";
import { type Answer, mockedGitHub, repository } from "./mocked-github.ts";

const sha = "c".repeat(40);
const label: Creation = {
  kind: "label",
  name: "status:review",
  color: "fbca04",
  description: "Its pull request waits",
};
const branch: Creation = { kind: "branch", task: 12, branch: "agent/chef/12-bread", from: null, to: sha };
const moved: Creation = { ...branch, from: "d".repeat(40) };
const pull: Creation = {
  kind: "pull",
  task: 12,
  branch: "agent/chef/12-bread",
  base: "main",
  title: "Bake the bread",
  body: "Closes #12",
};
const comment: Creation = {
  kind: "comment",
  issue: 12,
  marker: "<!-- signalbox:card task=12 -->",
  body: "### queued",
};
const dispatch: Creation = { kind: "dispatch", task: 12, agent: "chef", attempt: 2 };

interface Row {
  readonly effect: Creation;
  readonly method: "POST" | "PATCH";
  readonly path: string;
  readonly body: unknown;
  readonly yes: Answer;
}

const rows: Readonly<Record<string, Row>> = {
  label: {
    effect: label,
    method: "POST",
    path: "labels",
    body: { name: "status:review", color: "fbca04", description: "Its pull request waits" },
    yes: { status: 201, json: { id: 1, node_id: "LA_1", name: "status:review", color: "fbca04" } },
  },
  branch: {
    effect: branch,
    method: "POST",
    path: "git/refs",
    body: { ref: "refs/heads/agent/chef/12-bread", sha },
    yes: { status: 201, json: { ref: "refs/heads/agent/chef/12-bread", object: { sha, type: "commit" } } },
  },
  "branch that moves": {
    effect: moved,
    method: "PATCH",
    path: "git/refs/heads%2Fagent%2Fchef%2F12-bread",
    body: { sha, force: false },
    yes: { status: 200, json: { ref: "refs/heads/agent/chef/12-bread", object: { sha, type: "commit" } } },
  },
  "pull request": {
    effect: pull,
    method: "POST",
    path: "pulls",
    body: { head: "agent/chef/12-bread", base: "main", title: "Bake the bread", body: "Closes #12" },
    yes: { status: 201, json: { number: 31 } },
  },
  comment: {
    effect: comment,
    method: "POST",
    path: "issues/12/comments",
    body: { body: "### queued" },
    yes: { status: 201, json: { id: 991 } },
  },
  dispatch: {
    effect: dispatch,
    method: "POST",
    path: "actions/workflows/signalbox-agent.yml/dispatches",
    body: { ref: "main", inputs: { task: "12", attempt: "2" } },
    yes: { status: 204 },
  },
};
const each = Object.entries(rows);

function carryOut(github: ReturnType<typeof mockedGitHub>, ...effects: readonly Effect[]) {
  return apply(github.client, { repository, labels: new Map(), effects });
}

test.each(each)(
  "a %s is one request, as GitHub describes it",
  async (_name, { effect, method, path, body, yes }) => {
    const github = mockedGitHub();
    github.on(method, path, yes);
    expect(await carryOut(github, effect)).toEqual([{ effect, result: "done", message: null }]);
    expect(github.sent).toMatchObject([{ method, path: `/repos/mira/shop/${path}`, body }]);
  },
);

// The other losses are shown over a real connection in test/github/lost-answer.test.ts.
test.each(each)(
  "E2: a %s whose connection breaks is not sent again",
  async (_name, { effect, method, path }) => {
    const github = mockedGitHub();
    github.on(method, path, { breaks: "ECONNRESET" });
    expect(await carryOut(github, effect)).toMatchObject([{ effect, result: "uncertain" }]);
    expect(github.sent).toHaveLength(1);
  },
);

// GitHub's words for what is there already.
test.each<[string, string, string]>([
  ["branch", "Reference already exists", ""],
  ["label", "Validation Failed", "already_exists"],
  ["pull request", "Validation Failed", "A pull request already exists for mira:agent/chef/12-bread."],
])("E3: a %s that exists is as good as done", async (name, message, problem) => {
  const row = rows[name];
  if (!row) throw new Error(`no row ${name}`);
  const github = mockedGitHub();
  const errors = problem === "" ? undefined : [{ resource: "Thing", code: problem, message: problem }];
  github.on(row.method, row.path, { status: 422, json: { message, errors } });
  if (name === "label")
    github.on("GET", "labels/status%3Areview", { status: 404, json: { message: "Not Found" } });
  expect(await carryOut(github, row.effect)).toMatchObject([{ effect: row.effect, result: "already" }]);
});

// Never tried again as it is.
const refusals = [403, 404, 405, 409, 410, 422].flatMap((status) =>
  each.map(([name, row]) => [name, status, row] as const),
);
test.each(refusals)(
  "E3: a %s that GitHub answers with %i is refused, and not sent again",
  async (_name, status, row) => {
    const github = mockedGitHub();
    github.on(row.method, row.path, { status, json: { message: "No" } });
    expect(await carryOut(github, row.effect)).toMatchObject([{ effect: row.effect, result: "refused" }]);
    expect(github.sent).toHaveLength(1);
  },
);

test("E3: a branch that somebody moved meanwhile is refused: it is not fast-forward", async () => {
  const github = mockedGitHub();
  const row = rows["branch that moves"];
  if (!row) throw new Error("no row");
  github.on(row.method, row.path, { status: 422, json: { message: "Update is not a fast forward" } });
  expect(await carryOut(github, moved)).toMatchObject([{ result: "refused" }]);
  expect(github.sent.map(({ body }) => body)).toMatchObject([{ force: false }]);
});

// With a token that is not believed nothing will succeed; the pass ends, and the queue waits.
test("E10: a 401 ends everything: what would follow is not sent", async () => {
  const github = mockedGitHub();
  github.on("POST", "labels", { status: 401, json: { message: "Bad credentials" } });
  await expect(carryOut(github, label, branch, comment)).rejects.toThrow("Bad credentials");
  expect(github.sent).toHaveLength(1);
});

// One loss does not stop the others.
test("E2: what follows a lost answer is sent all the same", async () => {
  const github = mockedGitHub();
  github.on("POST", "git/refs", { breaks: "ECONNRESET" });
  github.on("POST", "issues/12/comments", { status: 201, json: { id: 991 } });
  const applied = await carryOut(github, comment, branch);
  expect(applied.map(({ effect, result }) => [effect.kind, result])).toEqual([
    ["branch", "uncertain"],
    ["comment", "done"],
  ]);
});

test("labels are created first, then branches before pull requests, and runs are dispatched last", async () => {
  const github = mockedGitHub();
  for (const { method, path, yes } of [
    rows["label"],
    rows["branch"],
    rows["pull request"],
    rows["dispatch"],
  ].flatMap((row) => row ?? []))
    github.on(method, path, yes);
  github.graphql({ data: { m0: { clientMutationId: null } } });
  const close: Effect = { kind: "close", issue: 13, issueId: "I_13" };
  await carryOut(github, label, dispatch, branch, pull, close);
  expect(github.sent.map(({ path }) => path.split("/").at(-1))).toEqual([
    "labels",
    "refs",
    "pulls",
    "graphql",
    "dispatches",
  ]);
});

test("a label that this pass created, or that somebody else did, is set in the same pass", async () => {
  const github = mockedGitHub();
  const other: Effect = { kind: "label", name: "agent:chef", color: "ededed", description: "Chef" };
  const set: Effect = {
    kind: "labels",
    issue: 12,
    issueId: "I_12",
    add: ["status:review", "agent:chef"],
    remove: [],
  };
  github.on("POST", "labels", { status: 201, json: { id: 1, node_id: "LA_1" } });
  github.on("POST", "labels", {
    status: 422,
    json: { message: "Validation Failed", errors: [{ code: "already_exists" }] },
  });
  github.on("GET", "labels/agent%3Achef", {
    status: 200,
    json: { id: 2, node_id: "LA_2", name: "agent:chef" },
  });
  github.graphql({ data: { m0: { clientMutationId: null } } });
  const applied = await carryOut(github, label, other, set);
  expect(applied.map(({ result }) => result)).toEqual(["done", "already", "done"]);
  expect(github.queries[0]?.variables).toEqual({ m0: { labelableId: "I_12", labelIds: ["LA_1", "LA_2"] } });
});
