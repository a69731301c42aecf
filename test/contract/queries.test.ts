import { expect, test } from "vitest";
import {
  earlierCommentsQuery,
  earlierReviewsQuery,
  furtherChecksQuery,
  observeQuery,
  onePullQuery,
  type Wanted,
} from "../../src/github/observe-query.ts";
import { graphqlProblems } from "./described-graphql.ts";

const address = { owner: "mira", name: "shop" };
const nothing: Wanted = { issues: [], pulls: [], branches: [], pullsOf: [], standing: false };
const hostile = 'agent/x/1-") { id } } #';

// Whatever is asked for, in whatever company, GitHub's own schema knows it.
test.each<[string, Wanted]>([
  ["nothing but who we are", nothing],
  ["what stands", { ...nothing, standing: true }],
  ["open issues", { ...nothing, since: { at: null, after: null } }],
  ["changed issues", { ...nothing, since: { at: "2026-11-21T12:00:00Z", after: "cursor" } }],
  ["issues", { ...nothing, issues: [1, 2, 300] }],
  ["pull requests", { ...nothing, pulls: [31] }],
  ["branches", { ...nothing, branches: ["agent/chef/12-bread", hostile] }],
  ["pull requests of branches", { ...nothing, pullsOf: ["agent/chef/12-bread", hostile] }],
  [
    "everything",
    {
      issues: [1],
      pulls: [2],
      branches: ["a", "b"],
      pullsOf: ["b"],
      standing: true,
      since: { at: null, after: null },
    },
  ],
])("the observe query for %s is valid", (_name, wanted) => {
  const { query, variables } = observeQuery(address, "signalbox/ledger", wanted);
  expect(graphqlProblems(query, variables)).toEqual([]);
});

// A5: names are values, never text of the query.
test("a branch's name is not part of the query's text", () => {
  const wanted = { ...nothing, branches: [hostile], pullsOf: [hostile] };
  const { query, variables } = observeQuery({ owner: hostile, name: hostile }, hostile, {
    ...wanted,
    standing: true,
  });
  expect(query).not.toContain(hostile);
  expect(variables).toEqual({
    owner: hostile,
    name: hostile,
    ledger: `refs/heads/${hostile}`,
    b0: `refs/heads/${hostile}`,
    q0: hostile,
  });
});

test.each([
  ["earlier comments", earlierCommentsQuery, { id: "I_1", before: null }],
  ["earlier reviews", earlierReviewsQuery, { id: "PR_1", before: "cursor" }],
  ["one pull request", onePullQuery, { ...address, number: 3 }],
  ["further checks", furtherChecksQuery, { ...address, oid: "a".repeat(40), after: null }],
])("the query for %s is valid", (_name, query, variables) => {
  expect(graphqlProblems(query, variables)).toEqual([]);
});

// That a wrong query would be noticed.
test("a field, an argument and a variable that GitHub does not have are problems", () => {
  expect(graphqlProblems("query { viewer { shoeSize } }", {})).toHaveLength(1);
  expect(graphqlProblems("query { viewer(size: 4) { login } }", {})).toHaveLength(1);
  expect(graphqlProblems("query Q($id: ID!) { node(id: $id) { id } }", {})).toHaveLength(1);
});
