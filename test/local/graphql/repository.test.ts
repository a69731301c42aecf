import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createIssue } from "../../../src/local/operations/issue.ts";
import { createLabel } from "../../../src/local/operations/label.ts";
import { type GraphQLWorld, openGraphQLWorld } from "./graphql-world.ts";

let github: GraphQLWorld;
const files = { "docs/guide.md": "Read me.\n", "logo.png": Buffer.from([0x89, 0x50, 0, 1]) };

beforeAll(async () => {
  github = await openGraphQLWorld();
  await github.commit(
    "main",
    { ...files, "servers/eth/a.ts": "a\n", "servers/eth/b.ts": "b\n" },
    "Add files\n\nWith a body.",
  );
});
afterAll(() => github.close());

const inRepository = (fields: string) =>
  `{ repository(owner: "mira", name: "multichain-mcp") { ${fields} } }`;

describe("a repository by GraphQL", () => {
  test("tells who it is", async () => {
    const fields = "name nameWithOwner owner { login __typename } isArchived isPrivate databaseId";
    expect(await github.data(github.signalbox, inRepository(fields))).toEqual({
      repository: {
        name: "multichain-mcp",
        nameWithOwner: "mira/multichain-mcp",
        owner: { login: "mira", __typename: "User" },
        isArchived: false,
        isPrivate: true,
        databaseId: 1,
      },
    });
  });

  test("is found without case, and by its id", async () => {
    const query = `query ($id: ID!) { repository(owner: "MIRA", name: "Multichain-MCP") { id } node(id: $id) { __typename } }`;
    const id = "R_1";
    expect(await github.data(github.mira, query, { id })).toEqual({
      repository: { id },
      node: { __typename: "Repository" },
    });
  });

  test.each([
    ["an outsider", () => github.person("eve", "none"), "mira", "multichain-mcp"],
    ["anyone, by a wrong name", () => github.mira, "mira", "other"],
  ])("does not exist for %s", async (_who, who, owner, name) => {
    const query = `{ repository(owner: "${owner}", name: "${name}") { id } }`;
    expect(await github.ask(who(), query)).toEqual({
      data: { repository: null },
      errors: [
        {
          type: "NOT_FOUND",
          path: ["repository"],
          message: `Could not resolve to a Repository with the name '${owner}/${name}'.`,
        },
      ],
    });
  });

  test("gives a file of the default branch in the same request", async () => {
    const blob = "oid text isTruncated isBinary byteSize";
    const fields = `defaultBranchRef { name prefix target { ... on Commit { messageHeadline messageBody
      text: file(path: "docs/guide.md") { mode name type object { ... on Blob { ${blob} } } }
      binary: file(path: "logo.png") { object { ... on Blob { ${blob} } } }
      none: file(path: "absent.md") { name } } } }`;
    expect(await github.data(github.signalbox, inRepository(fields))).toMatchObject({
      repository: {
        defaultBranchRef: {
          name: "main",
          prefix: "refs/heads/",
          target: {
            messageHeadline: "Add files",
            messageBody: "With a body.",
            text: {
              mode: 0o100644,
              name: "guide.md",
              type: "blob",
              object: { text: "Read me.\n", isBinary: false, isTruncated: false, byteSize: 9 },
            },
            binary: { object: { text: null, isBinary: true, byteSize: 4 } },
            none: null,
          },
        },
      },
    });
  });

  test("says that the text of a large file is cut", async () => {
    await github.commit("large", { "large.txt": "x".repeat(512_001) });
    const fields = `object(expression: "large:large.txt") { ... on Blob { isTruncated byteSize text } }`;
    expect(await github.data(github.mira, inRepository(fields))).toMatchObject({
      repository: { object: { isTruncated: true, byteSize: 512_001, text: "x".repeat(512_000) } },
    });
  });

  test("lists a folder of any branch, with the text of its files", async () => {
    await github.commit("signalbox/ledger", { "tasks/12.json": "{}" });
    const fields = `object(expression: "signalbox/ledger:tasks") { __typename ... on Tree { entries { name type mode
      object { ... on Blob { text } } } } }
      folders: object(expression: "main:servers") { ... on Tree { entries { name type object { __typename } } } }
      nothing: object(expression: "main:absent") { oid }`;
    expect(await github.data(github.signalbox, inRepository(fields))).toEqual({
      repository: {
        object: {
          __typename: "Tree",
          entries: [{ name: "12.json", type: "blob", mode: 0o100644, object: { text: "{}" } }],
        },
        folders: { entries: [{ name: "eth", type: "tree", object: { __typename: "Tree" } }] },
        nothing: null,
      },
    });
  });

  test("finds a ref by its qualified name; null when there is none", async () => {
    const fields = `full: ref(qualifiedName: "refs/heads/main") { name } short: ref(qualifiedName: "main") { prefix }
      none: ref(qualifiedName: "refs/heads/absent") { name }`;
    expect(await github.data(github.signalbox, inRepository(fields))).toEqual({
      repository: { full: { name: "main" }, short: { prefix: "refs/heads/" }, none: null },
    });
  });

  test("lists the refs under a prefix, by name", async () => {
    await github.commit("queue/b", { "b.ts": "b\n" });
    await github.commit("queue/a", { "a.ts": "a\n" });
    const fields = 'refs(refPrefix: "refs/heads/queue/", first: 5) { totalCount nodes { name } }';
    expect(await github.data(github.signalbox, inRepository(fields))).toEqual({
      repository: { refs: { totalCount: 2, nodes: [{ name: "queue/a" }, { name: "queue/b" }] } },
    });
  });

  test("walks history from the newest commit, page by page", async () => {
    const page = (after: string | null) =>
      github.data(
        github.mira,
        `query ($after: String) { repository(owner: "mira", name: "multichain-mcp") { object(expression: "main") {
          ... on Commit { history(first: 1, after: $after) { totalCount nodes { messageHeadline } pageInfo { endCursor hasNextPage } } } } } }`,
        { after },
      );
    const first = await page(null);
    expect(first).toMatchObject({
      repository: { object: { history: { totalCount: 2, nodes: [{ messageHeadline: "Add files" }] } } },
    });
    expect(await page(cursorOf(first))).toMatchObject({
      repository: {
        object: { history: { nodes: [{ messageHeadline: "Begin" }], pageInfo: { hasNextPage: false } } },
      },
    });
  });

  test("finds labels without case, lists them by age or name, and answers null for none", async () => {
    await github.world.transaction(() => {
      createLabel(github.mira, {
        name: "status:working",
        color: "1D76DB",
        description: "An agent is at work",
      });
      createLabel(github.mira, { name: "agent:ethereum" });
    });
    const fields = `label(name: "STATUS:working") { name color description } none: label(name: "absent") { id }
      labels(first: 10) { totalCount nodes { name } }
      sorted: labels(first: 1, orderBy: { field: NAME, direction: ASC }) { nodes { name } }
      found: labels(first: 5, query: "AGENT") { nodes { name } }
      named: labels(first: 5, query: "status:") { nodes { name } }`;
    expect(await github.data(github.signalbox, inRepository(fields))).toEqual({
      repository: {
        label: { name: "status:working", color: "1d76db", description: "An agent is at work" },
        none: null,
        labels: { totalCount: 2, nodes: [{ name: "status:working" }, { name: "agent:ethereum" }] },
        sorted: { nodes: [{ name: "agent:ethereum" }] },
        found: { nodes: [{ name: "status:working" }, { name: "agent:ethereum" }] }, // by description, by name
        named: { nodes: [{ name: "status:working" }] },
      },
    });
  });

  test("asks for the permission that a field needs, and answers the rest", async () => {
    await github.world.transaction(() => createIssue(github.mira, { title: "Split tools" }));
    const fields = `name issue(number: 1) { title } object(expression: "main") { oid } defaultBranchRef { name target { oid } }`;
    expect(await github.ask(github.narrowed({ issues: "read" }), inRepository(fields))).toEqual({
      data: {
        repository: {
          name: "multichain-mcp",
          issue: { title: "Split tools" },
          object: null,
          defaultBranchRef: { name: "main", target: null },
        },
      },
      errors: [
        expect.objectContaining({ type: "FORBIDDEN", path: ["repository", "object"] }),
        {
          type: "FORBIDDEN",
          path: ["repository", "defaultBranchRef", "target"],
          message: "Resource not accessible by integration",
        },
      ],
    });
  });
});

function cursorOf(answer: unknown): string {
  return /"endCursor":"([^"]+)"/.exec(JSON.stringify(answer))?.[1] ?? "";
}
