/** A world with a repository, people and the Signalbox App, and a way to ask it by GraphQL. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import type { Permission } from "../../../src/domain/actor.ts";
import type { Caller } from "../../../src/local/caller.ts";
import { writeBlob } from "../../../src/local/git/blob.ts";
import { writeCommit } from "../../../src/local/git/commit.ts";
import { readBranch } from "../../../src/local/git/ref.ts";
import { editTree, type TreeEdit } from "../../../src/local/git/tree.ts";
import { type Git, openGit } from "../../../src/local/git.ts";
import { executeGraphQL } from "../../../src/local/graphql/execute.ts";
import { createPointMeter } from "../../../src/local/graphql/point-meter.ts";
import { prepareInstallation } from "../../../src/local/installation.ts";
import type { Operation } from "../../../src/local/operations/operation.ts";
import { createRef, deleteRef, updateRef } from "../../../src/local/operations/ref.ts";
import { actionsAppId } from "../../../src/local/operations/workflow-run.ts";
import type { Grants } from "../../../src/local/records.ts";
import { callerOf, createInstallationToken, personalToken } from "../../../src/local/tokens.ts";
import { openWorld, type World } from "../../../src/local/world.ts";

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

export interface GraphQLWorld {
  readonly world: World;
  readonly git: Git;
  /** The owner of the repository `mira/multichain-mcp`. */
  readonly mira: Operation;
  /** The Signalbox App with all that it was granted. */
  readonly signalbox: Operation;
  person(login: string, role: Exclude<Permission, "none"> | null): Operation;
  /** The App with a token that may do less. */
  narrowed(permissions: Grants): Operation;
  /** Commits files (null deletes) onto a branch, which is made from `main` if need be; answers with the commit. */
  commit(
    branch: string,
    files: Readonly<Record<string, string | Buffer | null>>,
    message?: string,
  ): Promise<string>;
  ask(who: Operation, query: string, variables?: Readonly<Record<string, unknown>>): Promise<Answer>;
  /** What `ask` answers with; throws when there are errors. */
  data(who: Operation, query: string, variables?: Readonly<Record<string, unknown>>): Promise<unknown>;
  /** The App of GitHub Actions, as a workflow's token acts for it. */
  actions(): Operation;
  deleteBranch(branch: string): Promise<void>;
  /** Moves the clock by seconds. */
  pass(seconds: number): void;
  close(): Promise<void>;
}

export async function openGraphQLWorld(): Promise<GraphQLWorld> {
  const dir = await mkdtemp(join(tmpdir(), "signalbox-graphql-"));
  let now = Date.parse("2026-11-21T10:00:00Z");
  const clock = () => new Date(now);
  const world = openWorld(":memory:", clock);
  const git = await openGit(join(dir, "origin.git"));
  const identity = await prepareInstallation(world, { owner: "mira", name: "multichain-mcp" });
  const meter = createPointMeter(clock);

  const acting = (caller: Caller | null): Operation => {
    if (!caller) throw new Error("the token is not known");
    return { world, git, caller };
  };
  const person: GraphQLWorld["person"] = (login, role) => {
    const known = world.users.all().find((user) => user.login === login);
    const user =
      known ??
      world.write(() => {
        const made = world.users.insert({ login, type: "User", name: null, createdAt: world.now() });
        if (role) world.collaborators.insert({ userId: made.id, role });
        return made;
      });
    return acting(callerOf(world, personalToken(world, user)));
  };
  const installed = (id: number, permissions?: Grants): Operation => {
    const app = world.apps.get(id);
    if (!app) throw new Error("the App is not installed");
    return acting(
      callerOf(world, world.write(() => createInstallationToken(world, app, { permissions })).token),
    );
  };
  const mira = person("mira", "admin");
  const signalbox = installed(identity.id);

  const commit: GraphQLWorld["commit"] = async (branch, files, message = "Change files") => {
    const tip = await readBranch(git, branch);
    const base = tip ?? (await readBranch(git, "main"));
    const edits: TreeEdit[] = [];
    for (const [path, content] of Object.entries(files))
      edits.push({
        path,
        mode: "100644",
        oid: content === null ? null : await writeBlob(git, Buffer.from(content)),
      });
    const who = { name: "mira", email: "mira@example.org", date: world.now() };
    const oid = await writeCommit(git, {
      tree: await editTree(git, base, edits),
      parents: base === null ? [] : [base],
      message,
      author: who,
      committer: who,
    });
    const ref = `refs/heads/${branch}`;
    await world.transaction(() =>
      tip === null ? createRef(mira, ref, oid) : updateRef(mira, ref, oid, true),
    );
    return oid;
  };
  const ask: GraphQLWorld["ask"] = async (who, query, variables = {}) => {
    const request = { ...who, meter, origin: "http://github.example" };
    const { body } = await executeGraphQL(request, { query, variables });
    return Answer.parse(JSON.parse(JSON.stringify(body)));
  };

  await commit("main", { "README.md": "# MCP servers\n" }, "Begin");
  return {
    world,
    git,
    mira,
    signalbox,
    person,
    narrowed: (permissions) => installed(identity.id, permissions),
    actions: () => installed(actionsAppId),
    commit,
    ask,
    data: async (who, query, variables) => {
      const { data, errors } = await ask(who, query, variables);
      if (errors) throw new Error(errors.map(({ message }) => message).join("; "));
      return data;
    },
    deleteBranch: (branch) => world.transaction(() => deleteRef(mira, `refs/heads/${branch}`)),
    pass: (seconds) => {
      now += seconds * 1_000;
    },
    close: async () => {
      await world.close();
      await git.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
