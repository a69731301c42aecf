/** An embedded GitHub with people and the Signalbox App, seeded by its operations and asked by GraphQL over HTTP. */
import { z } from "zod";
import type { Permission } from "../../../src/domain/actor.ts";
import { writeBlob } from "../../../src/local/git/blob.ts";
import { writeCommit } from "../../../src/local/git/commit.ts";
import { editTree, type TreeEdit } from "../../../src/local/git/edit-tree.ts";
import { readBranch } from "../../../src/local/git/ref.ts";
import type { Git } from "../../../src/local/git.ts";
import type { Operation } from "../../../src/local/operations/operation.ts";
import { createRef, deleteRef, updateRef } from "../../../src/local/operations/ref.ts";
import type { Grants } from "../../../src/local/records.ts";
import { startEmbeddedGitHub } from "../../../src/local/server.ts";
import { callerOf, createInstallationToken } from "../../../src/local/tokens.ts";
import type { World } from "../../../src/local/world.ts";

const Answer = z.object({
  data: z.unknown().optional(),
  errors: z
    .array(
      z.object({
        type: z.string().optional(),
        path: z.array(z.union([z.string(), z.number()])).optional(),
        message: z.string(),
      }),
    )
    .optional(),
});
export type Answer = z.infer<typeof Answer>;

type Variables = Readonly<Record<string, unknown>>;

/** Someone with a token, who can seed by operations too. */
export interface Actor extends Operation {
  readonly token: string;
}

export interface GraphQLWorld {
  readonly url: string;
  readonly world: World;
  readonly git: Git;
  /** The owner of the repository `mira/multichain-mcp`. */
  readonly mira: Actor;
  /** The Signalbox App with all that it was granted. */
  readonly signalbox: Actor;
  person(login: string, role: Permission): Actor;
  /** The Signalbox App with a token that may do less. */
  narrowed(permissions: Grants): Actor;
  /** The App of GitHub Actions, as a workflow's token acts for it. */
  actions(): Actor;
  /** Commits files (null deletes) onto a branch, which is made from `main` if need be; answers with the commit. */
  commit(
    branch: string,
    files: Readonly<Record<string, string | Buffer | null>>,
    message?: string,
  ): Promise<string>;
  deleteBranch(branch: string): Promise<void>;
  ask(who: Actor, query: string, variables?: Variables): Promise<Answer>;
  /** The data of the answer; throws when there are errors. */
  data(who: Actor, query: string, variables?: Variables): Promise<unknown>;
  /** Moves the clock by seconds. */
  pass(seconds: number): void;
  close(): Promise<void>;
}

export async function openGraphQLWorld(): Promise<GraphQLWorld> {
  let now = Date.parse("2026-11-21T10:00:00Z");
  const github = await startEmbeddedGitHub({ clock: () => new Date(now) });
  const { world, git } = github;

  const acting = (token: string): Actor => {
    const caller = callerOf(world, token);
    if (!caller) throw new Error("the token is not known");
    return { world, git, caller, token };
  };
  const person = (login: string, role: Permission): Actor => {
    github.seedUser(login, role);
    return acting(github.tokenOf(login));
  };
  const installed = (permissions?: Grants): Actor => {
    const app = world.apps.get(github.app.id);
    if (!app) throw new Error("the App is not installed");
    return acting(world.write(() => createInstallationToken(world, app, { permissions })).token);
  };
  const mira = person("mira", "admin");

  const commit: GraphQLWorld["commit"] = async (branch, files, message = "Change files") => {
    const tip = await readBranch(git, branch);
    const base = tip ?? (await readBranch(git, "main"));
    const edits: TreeEdit[] = [];
    for (const [path, content] of Object.entries(files)) {
      const oid = content === null ? null : await writeBlob(git, Buffer.from(content));
      edits.push({ path, mode: "100644", oid });
    }
    const who = { name: "mira", email: "mira@example.org", date: world.now() };
    const tree = await editTree(git, base, edits);
    const parents = base === null ? [] : [base];
    const oid = await writeCommit(git, { tree, parents, message, author: who, committer: who });
    const ref = `refs/heads/${branch}`;
    await world.transaction(() =>
      tip === null ? createRef(mira, ref, oid) : updateRef(mira, ref, oid, true),
    );
    return oid;
  };
  const ask: GraphQLWorld["ask"] = async ({ token }, query, variables = {}) => {
    const response = await fetch(`${github.url}/graphql`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ query, variables }),
    });
    if (response.status !== 200) throw new Error(`${response.status}: ${await response.text()}`);
    return Answer.parse(await response.json());
  };

  await commit("main", { "README.md": "# MCP servers\n" }, "Begin");
  return {
    url: github.url,
    world,
    git,
    mira,
    signalbox: installed(),
    person,
    narrowed: installed,
    actions: () => acting(github.actionsToken()),
    commit,
    deleteBranch: (branch) => world.transaction(() => deleteRef(mira, `refs/heads/${branch}`)),
    ask,
    data: async (who, query, variables) => {
      const { data, errors } = await ask(who, query, variables);
      if (errors) throw new Error(errors.map(({ message }) => message).join("; "));
      return data;
    },
    pass: (seconds) => {
      now += seconds * 1_000;
    },
    close: () => github.close(),
  };
}
