/**
 * The play that the crash tests run: two tasks, of which the first leaves its reach once and the second depends on the first, and a
 * person who does what the world asks of her: she may be asked again at any moment, and does nothing twice.
 */
import type { Scene, SceneOptions } from "../support/scene.ts";
import { owner, repo } from "../support/scene.ts";
import { script, writes } from "../support/scripts.ts";

export const rules = `
agents:
  ethereum: { allow: ["servers/eth/**"], runner: scripted }
  docs: { allow: ["docs/**"], runner: scripted }
merge: { approvals: 1 }
`;

export const twoTasks: SceneOptions = {
  config: rules,
  // Half of it is what a pass may be held up: more than any machine needs.
  readLag: 60,
  scripts: {
    "Add a tool": script(
      writes({ "servers/eth/tool.js": "1;\n", "servers/sol/tool.js": "stolen;\n" }),
      writes({ "servers/eth/tool.js": "2;\n" }),
    ),
    "Describe the tool": script(writes({ "docs/tool.md": "# Tool\n" })),
  },
};

const issues = [
  { title: "Add a tool", body: "Scope: `servers/eth/**`", label: "agent:ethereum" },
  { title: "Describe the tool", body: "Depends on #1", label: "agent:docs" },
] as const;

/** One round of the person's: true when everything is done. */
async function tend(scene: Scene): Promise<boolean> {
  const mira = scene.as(owner);
  const at = { owner, repo, per_page: 100 } as const;
  const { rest } = mira.octokit;
  const seen = async () =>
    (await rest.issues.listForRepo({ ...at, state: "all", direction: "asc" })).data.filter(
      ({ pull_request }) => !pull_request,
    );
  for (const { body, label, title } of issues) {
    const known = (await seen()).find((issue) => issue.title === title);
    const number = known?.number ?? (await mira.openIssue(title, body));
    const labels = known?.labels.map((each) => (typeof each === "string" ? each : each.name)) ?? [];
    if (known?.state !== "closed" && !labels.includes(label)) await mira.label(number, label);
  }
  const [, second] = await seen();
  if (second?.state === "open" && second.comments < 2) await ask(scene, second.number);
  const { data: pulls } = await rest.pulls.list({ ...at, state: "open" });
  for (const { head, number } of pulls) {
    // She wants her answer first: with the card it is three comments. A card that is still looked for would come after the end.
    if (second && second.comments < 3 && head.ref.includes(`/${second.number}-`)) continue;
    const ready = await scene.check(head.sha, "signalbox/ready");
    if (ready.result === "success") await mira.merge(number);
    else if (ready.text.startsWith("Waits for: approvals\n")) await mira.approve(number, head.sha);
  }
  return (await seen()).every(({ state }) => state === "closed");
}

/** `/why`, once the card is there, and once only. */
async function ask(scene: Scene, issue: number): Promise<void> {
  const mira = scene.as(owner);
  const { data } = await mira.octokit.rest.issues.listComments({ owner, repo, issue_number: issue });
  if (data.length > 0 && !data.some(({ body }) => body === "/why")) await mira.comment(issue, "/why");
}

/** More rounds than this mean that it does not converge. */
const ROUNDS = 40;
/** Seconds by which time goes on when nothing else does: what was recorded and is not seen is then sent again. */
const STEP = 62;

/**
 * Plays to the end. Time goes on only when nothing else does; two steps of it are enough for everything that is waited for.
 * `after` looks at the world after each round.
 */
export async function playOut(scene: Scene, after: () => Promise<void> = async () => {}): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    scene.orchestrator.hint();
    await scene.quiet();
    const { writes } = scene.github.requests;
    const done = await tend(scene);
    await scene.quiet();
    await after();
    if (done && (await archived(scene))) return;
    if (scene.github.requests.writes === writes) scene.clock.advance(STEP);
  }
  throw new Error(
    `${ROUNDS} rounds did not bring it to an end:\n${(await scene.story()).slice(-10).join("\n")}`,
  );
}

async function archived({ git }: Scene): Promise<boolean> {
  return (await git("ls-tree", "--name-only", "signalbox/ledger", "tasks/")) === "";
}
