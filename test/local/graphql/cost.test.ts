import { Kind, type OperationDefinitionNode, parse } from "graphql";
import { describe, expect, test } from "vitest";
import { operationCost, type Variables } from "../../../src/local/graphql/cost.ts";

describe("what a call costs, by GitHub's published formula", () => {
  test("GitHub's example of a score: 1 + 100 + 5,000 requests are 51 points", () => {
    const document = `query { viewer { login repositories(first: 100) { edges { node { id
      issues(first: 50) { edges { node { id labels(first: 60) { edges { node { id name } } } } } } } } } } }`;
    expect(cost(document)).toMatchObject({ requests: 5101, points: 51 });
  });

  test("GitHub's simple example of nodes: 50 repositories and 50 × 10 issues are 550", () => {
    const document = `query { viewer { repositories(first: 50) { edges { repository: node { name
      issues(first: 10) { totalCount edges { node { title bodyHTML } } } } } } } }`;
    expect(cost(document).nodes).toBe(550);
  });

  test("GitHub's complex example of nodes adds up to 22,060", () => {
    const document = `query { viewer {
      repositories(first: 50) { edges { repository: node { name
        pullRequests(first: 20) { edges { pullRequest: node { title
          comments(first: 10) { edges { comment: node { bodyHTML } } } } } }
        issues(first: 20) { totalCount edges { issue: node { title bodyHTML
          comments(first: 10) { edges { comment: node { bodyHTML } } } } } } } } }
      followers(first: 10) { edges { follower: node { login } } } } }`;
    expect(cost(document).nodes).toBe(22_060);
  });

  test.each([
    ["a call without a connection costs 1 point", "{ viewer { login } }", {}, 0, 1, 0],
    [
      "149 requests round down to 1",
      "{ a(first: 74) { nodes { b(last: 1) { x } c(last: 2) { x } } } }",
      {},
      149,
      1,
      296,
    ],
    [
      "150 requests round up to 2",
      "{ a(first: 74) { nodes { b(last: 1) { x } c(last: 2) { x } } } d(first: 1) { x } }",
      {},
      150,
      2,
      297,
    ],
    [
      "a page size may be a variable",
      "query ($n: Int!) { a(first: $n) { nodes { b(last: $n) { x } } } }",
      { n: 20 },
      21,
      1,
      420,
    ],
    ["a variable may have a default", "query ($n: Int = 30) { a(first: $n) { x } }", {}, 1, 1, 30],
    ["null is not a page size", "query ($n: Int) { a(first: $n, last: 5) { x } }", { n: null }, 1, 1, 5],
    [
      "two aliases are two connections",
      "{ i1: issues(first: 3) { x } i2: issues(first: 3) { x } }",
      {},
      2,
      1,
      6,
    ],
    [
      "one connection in two fragments is one",
      "{ ...F ...G } fragment F on Q { a(first: 3) { x } } fragment G on Q { a(first: 3) { y { b(first: 2) { z } } } }",
      {},
      4,
      1,
      9,
    ],
    [
      "what is skipped is not counted",
      "query ($no: Boolean!) { a(first: 3) @skip(if: true) { x } b(first: 4) @include(if: $no) { x } c(first: 5) @skip(if: $no) { x } }",
      { no: false },
      1,
      1,
      5,
    ],
    [
      "nodes by id count each",
      "query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Issue { comments(last: 10) { x } } } }",
      { ids: ["a", "b", "c"] },
      4,
      1,
      33,
    ],
  ] as const)("%s", (_sentence, document, variables, requests, points, nodes) => {
    expect(cost(document, variables)).toEqual({ requests, points, nodes });
  });
});

function cost(text: string, variables: Variables = {}) {
  const document = parse(text);
  const operation = document.definitions.find(
    (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
  );
  if (!operation) throw new Error("the document has no operation");
  return operationCost(document, operation, variables);
}
