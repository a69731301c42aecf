import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nodeId } from "../../../src/local/node-id.ts";
import { mergePull } from "../../../src/local/operations/merge-pull.ts";
import type { Operation } from "../../../src/local/operations/operation.ts";
import { createPull } from "../../../src/local/operations/pull.ts";
import { submitReview } from "../../../src/local/operations/review.ts";
import type { Pull } from "../../../src/local/records.ts";
import { type GraphQLWorld, openGraphQLWorld } from "./graphql-world.ts";

let github: GraphQLWorld;
let base: string;
let head: string;
let pull: Pull;
const inRepository = (fields: string) =>
  `{ repository(owner: "mira", name: "multichain-mcp") { ${fields} } }`;
const branch = "agent/ethereum/12-extract-tools";

beforeAll(async () => {
  github = await openGraphQLWorld();
  const { world, signalbox } = github;
  base = await github.commit("main", { "servers/eth/a.ts": "a\n" });
  await github.commit(branch, { "servers/eth/a.ts": "b\n" }, "First");
  head = await github.commit(branch, { "servers/eth/c.ts": "c\n" }, "Second");
  pull = await world.transaction(() =>
    createPull(signalbox, { title: "Extract tools", body: "Task #12", head: branch, base: "main" }),
  );
});
afterAll(() => github.close());

describe("a pull request by GraphQL", () => {
  test("shows its two sides, its size and whether it merges", async () => {
    const fields = `pullRequest(number: 1) { id databaseId number title body state isDraft isCrossRepository merged mergedAt mergedBy { login }
      mergeCommit { oid } author { __typename login } headRefName headRefOid headRef { name } baseRefName baseRefOid baseRef { name }
      changedFiles mergeable url }`;
    expect(await github.data(github.signalbox, inRepository(fields))).toEqual({
      repository: {
        pullRequest: {
          id: nodeId("pull", pull.id),
          databaseId: pull.id,
          number: 1,
          title: "Extract tools",
          body: "Task #12",
          state: "OPEN",
          isDraft: false,
          isCrossRepository: false,
          merged: false,
          mergedAt: null,
          mergedBy: null,
          mergeCommit: null,
          author: { __typename: "Bot", login: "signalbox" },
          headRefName: branch,
          headRefOid: head,
          headRef: { name: branch },
          baseRefName: "main",
          baseRefOid: base,
          baseRef: { name: "main" },
          changedFiles: 2,
          mergeable: "MERGEABLE",
          url: `${github.url}/mira/multichain-mcp/pull/1`,
        },
      },
    });
  });

  test("is found by its head, as long as it is open", async () => {
    const fields = `object(oid: "${head}") { ... on Commit { associatedPullRequests(first: 5) { nodes { number headRefOid } } } }
      base: object(oid: "${base}") { ... on Commit { associatedPullRequests(first: 5) { totalCount } } }`;
    expect(await github.data(github.signalbox, inRepository(fields))).toEqual({
      repository: {
        object: { associatedPullRequests: { nodes: [{ number: 1, headRefOid: head }] } },
        base: { associatedPullRequests: { totalCount: 0 } },
      },
    });
  });

  test("shows its commits, oldest first", async () => {
    const fields = `pullRequest(number: 1) { commits(first: 10) { totalCount nodes { commit { messageHeadline } } }
      newest: commits(last: 1) { nodes { commit { oid } } } }`;
    expect(await github.data(github.signalbox, inRepository(fields))).toEqual({
      repository: {
        pullRequest: {
          commits: {
            totalCount: 2,
            nodes: [{ commit: { messageHeadline: "First" } }, { commit: { messageHeadline: "Second" } }],
          },
          newest: { nodes: [{ commit: { oid: head } }] },
        },
      },
    });
  });

  test.each([
    [`headRefName: "${branch}"`, 1],
    ['headRefName: "agent/ethereum/13-other"', 0],
    ['baseRefName: "main", states: [OPEN]', 1],
    ["states: [CLOSED, MERGED]", 0],
    ['labels: ["absent"]', 0],
  ])("is found by %s: %i", async (args, count) => {
    const fields = `pullRequests(first: 5, ${args}) { totalCount }
      ref(qualifiedName: "${branch}") { associatedPullRequests(first: 5, states: OPEN) { nodes { number } } }`;
    expect(await github.data(github.signalbox, inRepository(fields))).toEqual({
      repository: {
        pullRequests: { totalCount: count },
        ref: { associatedPullRequests: { nodes: [{ number: 1 }] } },
      },
    });
  });

  test("shows each review with the commit that it judged and whether its author may push", async () => {
    const { world } = github;
    const review = (who: Operation, event: "APPROVE" | "REQUEST_CHANGES" | undefined) =>
      world.transaction(() => submitReview(who, pull, event ? { event, body: "Seen." } : { body: "Draft." }));
    await review(github.person("noor", "write"), "REQUEST_CHANGES");
    await review(github.person("ravi", "read"), "APPROVE");
    await review(github.mira, undefined);
    const reviews = (args: string) =>
      inRepository(`pullRequest(number: 1) { reviews(${args}) { nodes { author { login } state submittedAt
        commit { oid } authorCanPushToRepository } } }`);
    const seen = { submittedAt: "2026-11-21T10:00:00Z", commit: { oid: head } };
    const noor = {
      author: { login: "noor" },
      state: "CHANGES_REQUESTED",
      ...seen,
      authorCanPushToRepository: true,
    };
    const ravi = { author: { login: "ravi" }, state: "APPROVED", ...seen, authorCanPushToRepository: false };
    expect(await github.data(github.signalbox, reviews("first: 10"))).toEqual({
      repository: { pullRequest: { reviews: { nodes: [noor, ravi] } } }, // mira's is pending: hers alone to see
    });
    expect(await github.data(github.signalbox, reviews("last: 10, states: APPROVED"))).toEqual({
      repository: { pullRequest: { reviews: { nodes: [ravi] } } },
    });
    expect(await github.data(github.signalbox, reviews('last: 10, author: "noor"'))).toEqual({
      repository: { pullRequest: { reviews: { nodes: [noor] } } },
    });
    expect(await github.data(github.mira, reviews("last: 1"))).toMatchObject({
      repository: { pullRequest: { reviews: { nodes: [{ author: { login: "mira" }, state: "PENDING" }] } } },
    });
  });
});

describe("a pull request that is no longer open", () => {
  test("conflicts, then merges, then has lost its branch", async () => {
    const { world, mira } = github;
    const state =
      inRepository(`pullRequest(number: 2) { state mergeable merged mergedBy { login } mergeCommit { oid }
      headRef { name } headRefName baseRefOid }`);
    const other = await github.commit("agent/ethereum/13-other", { "servers/eth/a.ts": "mine\n" });
    const opened = await world.transaction(() =>
      createPull(mira, { title: "Other", head: "agent/ethereum/13-other", base: "main" }),
    );
    const moved = await github.commit("main", { "servers/eth/a.ts": "theirs\n" });
    expect(await github.data(mira, state)).toMatchObject({
      // The base's SHA does not follow the base branch.
      repository: { pullRequest: { state: "OPEN", mergeable: "CONFLICTING", baseRefOid: base } },
    });
    await github.commit("main", { "servers/eth/a.ts": "a\n" });
    const merged = await world.transaction(() => mergePull(mira, opened, { method: "squash", sha: other }));
    await github.deleteBranch("agent/ethereum/13-other");
    expect(moved).not.toBe(base);
    expect(await github.data(mira, state)).toMatchObject({
      repository: {
        pullRequest: {
          state: "MERGED",
          mergeable: "UNKNOWN",
          merged: true,
          mergedBy: { login: "mira" },
          mergeCommit: { oid: merged },
          headRef: null,
          headRefName: "agent/ethereum/13-other",
        },
      },
    });
  });
});
