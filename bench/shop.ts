/** A repository with Signalbox at work on it, as in production but for the clock of its writes; every request that Signalbox sends is noted. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Octokit } from "@octokit/rest";
import type { Pass } from "../src/reconcile/reconcile.ts";
import type { Script } from "../src/runs/script.ts";
import { startEmbedded } from "../src/wiring/embedded.ts";
import { type Traffic, trafficOf } from "./traffic.ts";

/** One task's life, from its label to its archive, and what it took. */
export interface Life {
  readonly traffic: Traffic;
  readonly passes: readonly Pass[];
}

export interface Shop {
  /** An agent writes one file; a person labels, another approves, the first merges. */
  live(title: string): Promise<Life>;
  /** One pass, now. */
  pass(): Promise<{ readonly traffic: Traffic; readonly pass: Pass }>;
  /** Opens an issue and says nothing of it to Signalbox. */
  openIssue(title: string, labels: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

const at = { owner: "mira", repo: "shop" };

const config = `version: 1
agents:
  shopkeeper: { allow: ["src/**"], runner: scripted }
`;

const workflow = `name: signalbox-agent
run-name: "#\${{ inputs.task }} attempt \${{ inputs.attempt }}"
on:
  workflow_dispatch:
    inputs:
      task: { required: true }
      attempt: { required: true }
jobs: {}
`;

export async function openShop(): Promise<Shop> {
  const passes: Pass[] = [];
  const sent: Parameters<typeof trafficOf>[0][number][] = [];
  const errors: unknown[] = [];
  const world = await startEmbedded({
    owner: at.owner,
    name: at.repo,
    script: { scriptOf: ({ task }) => scriptOf(task.title), wait: () => Promise.resolve() },
    onPass: (pass) => passes.push(pass),
    onRequest: (request) => sent.push(request),
    onError: (message, error) => errors.push(new Error(message, { cause: error })),
  });
  await seed(world.github.seedRepository);
  world.github.seedUser("noor", "write");
  const mira = personOf("mira");
  const noor = personOf("noor");

  return { live, pass, openIssue, close: world.close };

  function personOf(login: string): Octokit {
    return new Octokit({ baseUrl: world.github.url, auth: world.github.tokenOf(login) });
  }

  async function live(title: string): Promise<Life> {
    const issue = (await mira.rest.issues.create({ ...at, title, body: `Scope: \`${fileOf(title)}\`\n` })).data;
    await settle();
    const before = { sent: sent.length, passes: passes.length };
    await mira.rest.issues.addLabels({ ...at, issue_number: issue.number, labels: ["agent:shopkeeper"] });
    await settle();
    const [pull] = (await mira.rest.pulls.list({ ...at })).data;
    if (!pull) throw new Error(`no pull request came of "${title}"`);
    await noor.rest.pulls.createReview({ ...at, pull_number: pull.number, event: "APPROVE" });
    await settle();
    await mira.rest.pulls.merge({ ...at, pull_number: pull.number, merge_method: "squash" });
    await settle();
    const archived = passes.at(-1)?.snapshot.ledger.tasks.has(issue.number) === false;
    if (!archived) throw new Error(`"${title}" was not archived`);
    return { traffic: trafficOf(sent.slice(before.sent)), passes: passes.slice(before.passes) };
  }

  async function pass() {
    const before = sent.length;
    const made = await world.orchestrator.pass({ dryRun: false });
    return { traffic: trafficOf(sent.slice(before)), pass: made };
  }

  async function openIssue(title: string, labels: readonly string[]): Promise<void> {
    await mira.rest.issues.create({ ...at, title, body: "", labels: [...labels] });
  }

  async function settle(): Promise<void> {
    await world.quiet();
    if (errors.length > 0) throw new AggregateError(errors, "Signalbox failed");
  }
}

function fileOf(title: string): string {
  return `src/${title.toLowerCase().replaceAll(" ", "-")}.js`;
}

function scriptOf(title: string): Script {
  const content = `export const title = ${JSON.stringify(title)};\n`;
  return {
    attempts: [
      {
        steps: [{ write: fileOf(title), content }],
        outcome: { kind: "complete", summary: `Adds ${fileOf(title)}`, evidence: [] },
      },
    ],
  };
}

async function seed(commit: (folder: string, message: string) => Promise<string>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "signalbox-bench-"));
  const files = {
    ".github/signalbox.yml": config,
    ".github/workflows/signalbox-agent.yml": workflow,
    "README.md": "# Shop\n",
  };
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  await commit(folder, "Start the shop");
  await rm(folder, { recursive: true });
}
