/** A person of a scene, or somebody else with a token: acts through the REST API and through Git over HTTP, as people do. */
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Octokit } from "@octokit/rest";

export interface Person {
  readonly octokit: Octokit;
  openIssue(title: string, body: string, labels?: readonly string[]): Promise<number>;
  label(issue: number, ...labels: string[]): Promise<void>;
  unlabel(issue: number, label: string): Promise<void>;
  comment(issue: number, body: string): Promise<number>;
  editComment(comment: number, body: string): Promise<void>;
  edit(issue: number, body: string): Promise<void>;
  close(issue: number): Promise<void>;
  /** The head by default. */
  approve(pull: number, commit?: string): Promise<void>;
  merge(pull: number): Promise<void>;
  closePull(pull: number): Promise<void>;
  /** Reports the check run `name` on a commit, as the App of the token. */
  report(commit: string, name: string, conclusion: "success" | "failure", title: string): Promise<void>;
  /** Puts a text file onto the default branch. */
  commitFile(path: string, content: string): Promise<void>;
  /** Clones, lets `change` work in the folder, commits everything and pushes the branch; answers with the commit. */
  push(branch: string, change: (folder: string) => Promise<void>): Promise<string>;
}

export interface Doorway {
  readonly url: string;
  readonly owner: string;
  readonly repo: string;
  readonly login: string;
  readonly token: string;
  /** Called before each deed: people take their time. */
  readonly think: () => void;
}

const run = promisify(execFile);

export function createPerson(doorway: Doorway): Person {
  const { url, owner, repo, token, think } = doorway;
  const octokit = new Octokit({ baseUrl: url, auth: token });
  octokit.hook.before("request", ({ method }) => {
    if (method !== "GET") think();
  });
  const { checks, issues, pulls, repos } = octokit.rest;
  const at = { owner, repo };
  return {
    octokit,
    openIssue: async (title, body, labels = []) =>
      (await issues.create({ ...at, title, body, labels: [...labels] })).data.number,
    label: async (issue, ...labels) => {
      await issues.addLabels({ ...at, issue_number: issue, labels });
    },
    unlabel: async (issue, name) => {
      await issues.removeLabel({ ...at, issue_number: issue, name });
    },
    comment: async (issue, body) =>
      (await issues.createComment({ ...at, issue_number: issue, body })).data.id,
    editComment: async (comment, body) => {
      await issues.updateComment({ ...at, comment_id: comment, body });
    },
    edit: async (issue, body) => {
      await issues.update({ ...at, issue_number: issue, body });
    },
    close: async (issue) => {
      await issues.update({ ...at, issue_number: issue, state: "closed" });
    },
    approve: async (pull, commit) => {
      const onto = commit === undefined ? {} : { commit_id: commit };
      await pulls.createReview({ ...at, pull_number: pull, event: "APPROVE", ...onto });
    },
    merge: async (pull) => {
      await pulls.merge({ ...at, pull_number: pull, merge_method: "squash" });
    },
    closePull: async (pull) => {
      await pulls.update({ ...at, pull_number: pull, state: "closed" });
    },
    report: async (commit, name, conclusion, title) => {
      const output = { title, summary: title };
      await checks.create({ ...at, name, head_sha: commit, status: "completed", conclusion, output });
    },
    commitFile: async (path, content) => {
      const before = await octokit.request("GET /repos/{owner}/{repo}/git/trees/{tree_sha}", {
        ...at,
        tree_sha: "main",
        recursive: "1",
      });
      const sha = before.data.tree.find((entry) => entry.path === path)?.sha;
      await repos.createOrUpdateFileContents({
        ...at,
        path,
        message: `Write ${path}`,
        content: Buffer.from(content).toString("base64"),
        ...(sha === undefined ? {} : { sha }),
      });
    },
    push: (branch, change) => push(doorway, branch, change),
  };
}

async function push(
  { url, owner, repo, login, token, think }: Doorway,
  branch: string,
  change: (folder: string) => Promise<void>,
): Promise<string> {
  think();
  const folder = await mkdtemp(join(tmpdir(), "scene-clone-"));
  const env = {
    PATH: process.env["PATH"],
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_TERMINAL_PROMPT: "0",
    GIT_AUTHOR_NAME: login,
    GIT_AUTHOR_EMAIL: `${login}@example.invalid`,
    GIT_COMMITTER_NAME: login,
    GIT_COMMITTER_EMAIL: `${login}@example.invalid`,
  };
  const git = async (...args: readonly string[]) =>
    (await run("git", [...args], { cwd: folder, env })).stdout.trim();
  try {
    const remote = `${url}/${owner}/${repo}.git`.replace("http://", `http://x-access-token:${token}@`);
    await git("clone", "--quiet", "--branch", branch, remote, ".");
    await change(folder);
    await git("add", "--all");
    await git("commit", "--quiet", "-m", `Work of ${login}`);
    await git("push", "--quiet", "origin", `HEAD:refs/heads/${branch}`);
    return await git("rev-parse", "HEAD");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
