/** What the default branch still needs before agents can work on it: a config, and the workflow that is dispatched for each attempt. */
import { Octokit } from "@octokit/rest";
import { z } from "zod";
import { type ParsedConfig, parseConfig } from "../config/parse.ts";
import { type ProposedAgent, proposeAgents } from "../config/proposal.ts";
import { WORKFLOW_PATH } from "../domain/agent-workflow.ts";
import { localWorkflowText, proposedConfigText } from "../text/proposal.ts";
import { cloneGit } from "./clone-git.ts";

export const CONFIG_PATH = ".github/signalbox.yml";

/** The commit on which the set-up is judged, in the clone or in `origin.git`. */
export interface Base {
  readonly gitDir: string;
  readonly commit: string;
}

export interface SetUp {
  /** As it will stand on the default branch. */
  readonly config: ParsedConfig;
  /** Null when the config is there already, or was given. */
  readonly proposed: readonly ProposedAgent[] | null;
  /** What is to be committed; empty when nothing is missing. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
}

/** `given`: the text of `--config`; null without. Null when there is neither a config nor a folder to propose one for. */
export async function planSetUp(
  base: Base,
  given: string | null,
  command: readonly string[] | null,
): Promise<SetUp | null> {
  const [present, workflow] = await Promise.all([readAt(base, CONFIG_PATH), readAt(base, WORKFLOW_PATH)]);
  const proposed = given === null && present === null ? proposeAgents(await pathsAt(base)) : null;
  if (proposed?.length === 0) return null;
  const text = proposed ? proposedConfigText(proposed, command) : (given ?? present ?? "");
  const files = [
    ...(text.trimEnd() === present?.trimEnd() ? [] : [{ path: CONFIG_PATH, text }]),
    ...(workflow === null ? [{ path: WORKFLOW_PATH, text: localWorkflowText() }] : []),
  ];
  return { config: parseConfig(text), proposed, files };
}

async function readAt({ gitDir, commit }: Base, path: string): Promise<string | null> {
  const listed = await cloneGit(gitDir, [`--git-dir=${gitDir}`, "ls-tree", commit, "--", path]);
  if (listed.code !== 0) throw new Error(`${path} cannot be looked for: ${listed.err}`);
  if (listed.out === "") return null;
  const shown = await cloneGit(gitDir, [`--git-dir=${gitDir}`, "cat-file", "blob", `${commit}:${path}`]);
  if (shown.code !== 0) throw new Error(`${path} cannot be read: ${shown.err}`);
  return shown.out;
}

async function pathsAt({ gitDir, commit }: Base): Promise<readonly string[]> {
  const listed = await cloneGit(gitDir, [
    `--git-dir=${gitDir}`,
    "ls-tree",
    "-r",
    "-z",
    "--name-only",
    commit,
  ]);
  if (listed.code !== 0) throw new Error(`the files of ${commit} cannot be listed: ${listed.err}`);
  return listed.out.split("\0").filter((path) => path !== "");
}

export interface Doorway {
  readonly rest: string;
  readonly owner: string;
  readonly name: string;
  readonly token: string;
}

const Head = z.object({ commit: z.object({ sha: z.string() }) });
const Committed = z.object({ errors: z.array(z.object({ message: z.string() })).optional() });

/** Commits the files onto the default branch as the person, in one commit, if nobody else has moved it. */
export async function commitSetUp(
  { rest, owner, name, token }: Doorway,
  branch: string,
  { files }: SetUp,
): Promise<void> {
  const { request } = new Octokit({ baseUrl: rest, auth: token });
  const head = Head.parse(
    (await request("GET /repos/{owner}/{repo}/branches/{branch}", { owner, repo: name, branch })).data,
  );
  const { data } = await request("POST /graphql", {
    query:
      "mutation SetUp($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) { commit { oid } } }",
    variables: {
      input: {
        branch: { repositoryNameWithOwner: `${owner}/${name}`, branchName: branch },
        expectedHeadOid: head.commit.sha,
        message: { headline: "Set up Signalbox" },
        fileChanges: {
          additions: files.map(({ path, text }) => ({
            path,
            contents: Buffer.from(text).toString("base64"),
          })),
        },
      },
    },
  });
  const { errors = [] } = Committed.parse(data);
  if (errors.length > 0)
    throw new Error(`the set-up could not be committed: ${errors.map(({ message }) => message).join("; ")}`);
}
