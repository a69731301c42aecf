/**
 * A repository with Signalbox at work on it, all of it as in production except that writes need not wait for each other.
 * Every request that Signalbox sends is noted; what people do goes past the count.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Octokit } from "@octokit/rest";
import type { Pass } from "../src/reconcile/reconcile.ts";
import type { Script } from "../src/runs/script.ts";
import { startEmbedded } from "../src/wiring/embedded.ts";
import { agentWorkflow } from "../test/support/agent-workflow.ts";
import { type SentRequest, type Traffic, trafficOf } from "./traffic.ts";

export interface Shop {
  /** Mira opens an issue for the agent `shopkeeper`; answers with its number. */
  openIssue(title: string): Promise<number>;
  label(issue: number): Promise<void>;
  /** Noor approves the one open pull request; answers with its number. */
  approve(): Promise<number>;
  merge(pull: number): Promise<void>;
  /** One pass, now, and what it alone sent. */
  pass(): Promise<{ readonly traffic: Traffic; readonly pass: Pass }>;
  /** Waits until nothing is under way. Throws when anything failed on the way. */
  settle(): Promise<void>;
  /** All that was sent, and all passes of the queue, until now. */
  noted(): { readonly sent: readonly SentRequest[]; readonly passes: readonly Pass[] };
  close(): Promise<void>;
}

const at = { owner: "mira", repo: "shop" };

/** `webhooks: false`: Signalbox looks only when `pass` is called or a run of its own has ended. */
export async function openShop({ webhooks }: { readonly webhooks: boolean }): Promise<Shop> {
  const passes: Pass[] = [];
  const sent: SentRequest[] = [];
  const errors: unknown[] = [];
  const sentByPass = new AsyncLocalStorage<SentRequest[]>();
  const world = await startEmbedded({
    owner: at.owner,
    name: at.repo,
    script: { scriptOf: ({ task }) => scriptOf(task.title), wait: () => Promise.resolve() },
    onPass: (pass) => passes.push(pass),
    onRequest: (request) => {
      sent.push(request);
      sentByPass.getStore()?.push(request);
    },
    onError: (message, error) => errors.push(new Error(message, { cause: error })),
  });
  if (!webhooks) world.github.setWebhook(null);
  await seed((folder) => world.github.seedRepository(folder, "Start the shop"));
  world.github.seedUser("noor", "write");
  const mira = personOf("mira");
  const noor = personOf("noor");

  return {
    openIssue: async (title) => {
      const body = `Scope: \`${fileOf(title)}\`\n`;
      return (await mira.rest.issues.create({ ...at, title, body })).data.number;
    },
    label: async (issue) => {
      await mira.rest.issues.addLabels({ ...at, issue_number: issue, labels: ["agent:shopkeeper"] });
    },
    approve: async () => {
      const [pull] = (await noor.rest.pulls.list(at)).data;
      if (!pull) throw new Error("there is no pull request to approve");
      await noor.rest.pulls.createReview({ ...at, pull_number: pull.number, event: "APPROVE" });
      return pull.number;
    },
    merge: async (pull) => {
      await mira.rest.pulls.merge({ ...at, pull_number: pull, merge_method: "squash" });
    },
    pass: async () => {
      const own: SentRequest[] = [];
      const pass = await sentByPass.run(own, () => world.orchestrator.pass({ dryRun: false }));
      return { traffic: trafficOf(own), pass };
    },
    settle: async () => {
      await world.quiet();
      if (errors.length > 0) throw new AggregateError(errors, "Signalbox failed");
    },
    noted: () => ({ sent: [...sent], passes: [...passes] }),
    close: world.close,
  };

  function personOf(login: string): Octokit {
    return new Octokit({ baseUrl: world.github.url, auth: world.github.tokenOf(login) });
  }
}

function fileOf(title: string): string {
  return `src/${title.toLowerCase().replaceAll(" ", "-")}.js`;
}

/** Each task writes one file and is right at the first attempt. */
function scriptOf(title: string): Script {
  const content = `export const title = ${JSON.stringify(title)};\n`;
  const outcome = {
    kind: "complete",
    summary: `Adds ${fileOf(title)}`,
    evidence: [],
  } satisfies Script["attempts"][number]["outcome"];
  return { attempts: [{ steps: [{ write: fileOf(title), content }], outcome }] };
}

const files = {
  ".github/signalbox.yml": `version: 1
agents:
  shopkeeper: { allow: ["src/**"], runner: scripted }
`,
  ...agentWorkflow,
  "README.md": "# Shop\n",
} as const;

async function seed(commit: (folder: string) => Promise<string>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "signalbox-bench-"));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  await commit(folder);
  await rm(folder, { recursive: true });
}
