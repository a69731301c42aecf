/** A scene for scenario tests: Signalbox over an embedded GitHub, people who act through its REST API, and agents who play scripts. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Octokit } from "@octokit/rest";
import type { Pass } from "../../src/reconcile/reconcile.ts";
import type { Script } from "../../src/runs/script.ts";
import { type Embedded, startEmbedded } from "../../src/wiring/embedded.ts";

export interface SceneOptions {
  /** `.github/signalbox.yml`. */
  readonly config: string;
  /** Further files of the first commit. */
  readonly files?: Readonly<Record<string, string>>;
  /** What the agents do, by the task's title. */
  readonly scripts?: Readonly<Record<string, Script>>;
}

export interface Scene extends Embedded {
  /** Acts as a person; `mira` is the owner. */
  as(login: string): Person;
  readonly passes: readonly Pass[];
  readonly errors: readonly unknown[];
}

export interface Person {
  openIssue(title: string, body: string, labels?: readonly string[]): Promise<number>;
  label(issue: number, ...labels: string[]): Promise<void>;
  unlabel(issue: number, label: string): Promise<void>;
  comment(issue: number, body: string): Promise<number>;
  close(issue: number): Promise<void>;
  approve(pull: number): Promise<void>;
  merge(pull: number): Promise<void>;
  readonly octokit: Octokit;
}

export const owner = "mira";
export const repo = "shop";

export async function openScene(options: SceneOptions): Promise<Scene> {
  const folder = await mkdtemp(join(tmpdir(), "scene-"));
  const files = {
    ".github/signalbox.yml": options.config,
    ".github/workflows/signalbox-agent.yml": agentWorkflow,
    "README.md": "# Shop\n",
    ...options.files,
  };
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  const passes: Pass[] = [];
  const errors: unknown[] = [];
  const scripts = options.scripts ?? {};
  const embedded = await startEmbedded({
    owner,
    name: repo,
    script: { scriptOf: ({ task }) => scripts[task.title] ?? null, wait: () => Promise.resolve() },
    onPass: (pass) => passes.push(pass),
    onError: (message, error) => errors.push(new Error(message, { cause: error })),
  });
  await embedded.github.seedRepository(folder, "Start the shop");
  await rm(folder, { recursive: true });
  return { ...embedded, passes, errors, as: (login) => personOf(embedded, login) };
}

function personOf({ github }: Embedded, login: string): Person {
  const octokit = new Octokit({ baseUrl: github.url, auth: github.tokenOf(login) });
  const at = { owner, repo };
  return {
    octokit,
    openIssue: async (title, body, labels = []) => {
      const { data } = await octokit.rest.issues.create({ ...at, title, body, labels: [...labels] });
      return data.number;
    },
    label: async (issue, ...labels) => {
      await octokit.rest.issues.addLabels({ ...at, issue_number: issue, labels });
    },
    unlabel: async (issue, name) => {
      await octokit.rest.issues.removeLabel({ ...at, issue_number: issue, name });
    },
    comment: async (issue, body) => {
      const { data } = await octokit.rest.issues.createComment({ ...at, issue_number: issue, body });
      return data.id;
    },
    close: async (issue) => {
      await octokit.rest.issues.update({ ...at, issue_number: issue, state: "closed" });
    },
    approve: async (pull) => {
      await octokit.rest.pulls.createReview({ ...at, pull_number: pull, event: "APPROVE" });
    },
    merge: async (pull) => {
      await octokit.rest.pulls.merge({ ...at, pull_number: pull, merge_method: "squash" });
    },
  };
}

/** The workflow that a dispatch names; the embedded GitHub does not interpret it. */
const agentWorkflow = `name: signalbox-agent
run-name: "#\${{ inputs.task }} attempt \${{ inputs.attempt }}"
on:
  workflow_dispatch:
    inputs:
      task: { required: true }
      attempt: { required: true }
jobs: {}
`;
