/** A shop in the middle of a working day: something of everything that the page shows. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Octokit } from "@octokit/rest";
import type { Script } from "../../src/runs/script.ts";
import { type Embedded, startEmbedded } from "../../src/wiring/embedded.ts";
import { agentWorkflow } from "../../test/support/agent-workflow.ts";
import { createPerson } from "../../test/support/person.ts";
import { asks, script, writes } from "../../test/support/scripts.ts";

export interface Stage {
  readonly embedded: Embedded;
  readonly issue: number;
  readonly pull: number;
  close(): Promise<void>;
}

const at = { owner: "mira", repo: "paper-lantern" };

const config = `version: 1
agents:
  checkout: { name: Checkout, allow: ["shop/checkout/**"], runner: scripted }
  pricing: { name: Pricing, allow: ["shop/pricing/**"], runner: scripted }
  search: { name: Search, allow: ["search/**"], runner: command, command: [node, agents/search.mjs] }
  docs: { name: Docs writer, allow: ["docs/**"], runner: scripted }
merge: { approvals: 1 }
`;

const files: Readonly<Record<string, string>> = {
  ".github/signalbox.yml": config,
  ...agentWorkflow,
  "README.md": "# Paper Lantern\n",
  "agents/search.mjs": `const lines = [
  "reading search/index.js",
  "42 documents, 1,187 words",
  "\\u001b[32mok\\u001b[0m  stems plurals (3 ms)",
  "\\u001b[32mok\\u001b[0m  ranks titles above bodies (2 ms)",
  "\\u001b[33m..\\u001b[0m  typo of one letter: lantren -> lantern",
];
for (const line of lines) console.log(line);
setTimeout(() => {}, 600_000);
`,
  "search/index.js": "export const index = new Map();\n",
  "shop/checkout/coupon.js": `export function applyCoupon(total, coupon) {
  if (!coupon) return total;
  return total - coupon.value;
}
`,
  "shop/pricing/round.js": "export const round = (amount) => Math.round(amount * 100) / 100;\n",
  "docs/guide.md": "# Guide\n",
};

const coupon = `export function applyCoupon(total, coupon, today) {
  if (!coupon) return total;
  if (coupon.until < today) throw new Error(\`coupon \${coupon.code} ended on \${coupon.until}\`);
  return Math.max(0, total - coupon.value);
}
`;

const scripts: Readonly<Record<string, Script>> = {
  "Refuse coupons that have ended": script(writes({ "shop/checkout/coupon.js": coupon })),
  "Round to five centimes in francs": script(
    asks("Round half up, or half to even?", "half up", "half to even"),
  ),
  "Tell how to install with a container": script(
    writes({ "docs/guide.md": "# Guide\n\n## With a container\n\nRun the image, then open the shop.\n" }),
  ),
};

export async function setStage(): Promise<Stage> {
  const dir = await mkdtemp(join(tmpdir(), "signalbox-stage-"));
  const embedded = await startEmbedded({
    dir,
    owner: at.owner,
    name: at.repo,
    script: { scriptOf: ({ task }) => scripts[task.title] ?? null, wait: () => Promise.resolve() },
    onError: (message, error) => {
      process.stderr.write(`${message}: ${String(error)}\n`);
    },
  });
  const { github } = embedded;
  await seed(embedded);
  const mira = createPerson({
    ...at,
    url: github.url,
    login: "mira",
    token: github.tokenOf("mira"),
    think: () => {},
  });
  github.seedUser("noor", "write");
  const octokit = new Octokit({ baseUrl: github.url, auth: github.tokenOf("mira") });
  const file = async (title: string, body: string, agent: string) => {
    const { data } = await octokit.rest.issues.create({ ...at, title, body, labels: [`agent:${agent}`] });
    return data.number;
  };
  const couponIssue = await file(
    "Refuse coupons that have ended",
    "A coupon of last year still takes **5 CHF** off.\n\n- say which coupon it is\n- never go below zero\n\n### Scope\n\n- `shop/checkout/**`\n",
    "checkout",
  );
  await file("Tell how to install with a container", "For #1.\n\nScope: `docs/**`", "docs");
  await embedded.quiet();
  await file(
    "Round to five centimes in francs",
    "Cash has no single centimes.\n\nScope: `shop/pricing/**`",
    "pricing",
  );
  await embedded.quiet();
  await file("Find words with one typo", "People type *lantren*.\n\nScope: `search/**`", "search");
  await file(
    "Show the saving on the receipt",
    `Depends on #${couponIssue}.\n\nScope: \`shop/checkout/**\``,
    "checkout",
  );
  await file("Prices in two currencies", "Scope: `shop/pricing/**`", "pricing");
  await octokit.rest.issues.create({ ...at, title: "The logo is blurry on large screens", body: "" });
  const { data: pulls } = await octokit.rest.pulls.list({ ...at, state: "open" });
  const pull = pulls.find(({ head }) => head.ref.startsWith(`agent/checkout/${couponIssue}-`));
  if (!pull) throw new Error("the checkout agent opened no pull request");
  await octokit.rest.issues.createComment({
    ...at,
    issue_number: couponIssue,
    body: "Also when `until` is today? I think it should still count.\n\nSee #2.",
  });
  // Until the search agent has printed all of its lines.
  while ((embedded.running()[0]?.lastLines.length ?? 0) < 5) await sleep(50);
  await mira.comment(couponIssue, "/why");
  await embedded.github.settled();
  await embedded.orchestrator.idle();
  return {
    embedded,
    issue: couponIssue,
    pull: pull.number,
    close: async () => {
      await embedded.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

async function seed({ github, quiet }: Embedded): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "signalbox-seed-"));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  await github.seedRepository(folder, "Open the shop");
  await rm(folder, { recursive: true });
  await quiet();
}
