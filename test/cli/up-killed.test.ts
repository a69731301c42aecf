/** E14 R49: `signalbox up` killed at three random moments of one seed, each time with real agents at work: it ends as if nobody had. */
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { createRandom } from "../../src/domain/random.ts";
import { startEmbeddedGitHub } from "../../src/local/server.ts";
import { git, scratch, shop, terminalIn, until, write } from "./up-world.ts";

const SEED = Number(process.env["SEED"] ?? 7);

/** Notes its pid, works for a while, and writes what only depends on the task. */
const agent = `
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
const { task } = JSON.parse(readFileSync(process.env.SIGNALBOX_PACKET, "utf8"));
appendFileSync(process.argv[2], process.pid + "\\n");
await sleep(1_200);
const path = /write (\\S+)/.exec(task.body)[1];
writeFileSync(path, task.title + "\\n");
writeFileSync(process.env.SIGNALBOX_OUTCOME, JSON.stringify({ kind: "complete", summary: "Wrote " + path }));
`;

const tasks = [
  {
    title: "Number the site",
    body: "write apps/site/number.txt",
    label: "agent:site",
    path: "apps/site/number.txt",
  },
  {
    title: "Number the cart",
    body: "write apps/cart/amount.txt",
    label: "agent:cart",
    path: "apps/cart/amount.txt",
  },
] as const;

function start(clone: string, command: string): ChildProcessByStdio<null, Readable, null> {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, "up-child.ts"), "up", "--yes", "--command", command],
    {
      cwd: clone,
      stdio: ["ignore", "pipe", "ignore"],
    },
  );
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

const Listed = z.object({ issues: z.array(z.object({ number: z.int(), title: z.string() })) });

/** What a person does next, whenever there is something to do; a process that is just being killed may refuse any of it. */
async function act(clone: string, known: Map<string, number>): Promise<boolean> {
  const { task, show } = terminalIn(clone);
  const listed = await task("list", "--json");
  if (listed.code !== 0) return false;
  for (const { title, number } of Listed.parse(JSON.parse(listed.out)).issues) known.set(title, number);
  for (const { title, body, label } of tasks) {
    const number = known.get(title);
    if (number === undefined) {
      await task("new", "--title", title, "--body", body);
      continue;
    }
    const { labels, pull, state } = await show(number);
    if (state === "closed") continue;
    if (!labels.includes(label)) await task("label", String(number), label);
    const ready = pull?.checks.find(({ name }) => name === "signalbox/ready");
    if (ready?.title === "Waits for: approvals") await task("approve", String(number));
    if (ready?.result === "success") await task("merge", String(number));
  }
  const states = await Promise.all([...known.values()].map(async (number) => (await show(number)).labels));
  return states.length === tasks.length && states.every((labels) => labels.includes("status:done"));
}

test(`E14: killed at three moments of seed ${SEED} and started again, up ends with each task done once`, async () => {
  const clone = await shop();
  const folder = await scratch();
  await write(folder, "agent.mjs", agent);
  const pids = join(folder, "pids");
  const command = JSON.stringify(["node", join(folder, "agent.mjs"), pids]);
  const random = createRandom(SEED);
  const known = new Map<string, number>();
  let over = false;
  const person = (async () => {
    while (!over) {
      // Refused, or cut off in the middle: they look again.
      over ||= await act(clone, known).catch(() => false);
      await sleep(50);
    }
  })();
  onTestFinished(() => {
    over = true;
  });
  for (let kill = 0; kill < 3; kill += 1) {
    const child = start(clone, command);
    const ended = once(child, "exit");
    await sleep(1_000 + random.next() * 3_500);
    child.kill("SIGKILL");
    await ended;
  }
  const last = start(clone, command);
  const ended = once(last, "exit");
  // It hears Ctrl-C from here on; the person may have seen the end of the work in the one before.
  await once(last.stdout, "data");
  last.stdout.resume();
  await person;
  last.kill("SIGINT");
  expect(await ended).toEqual([0, null]);

  const state = join(clone, ".git/signalbox");
  const origin = join(state, "origin.git");
  for (const { path, title } of tasks) expect(await git(origin, "show", `trunk:${path}`)).toBe(title);
  const subjects = (await git(origin, "log", "--format=%s", "trunk")).split("\n");
  expect(subjects.map((subject) => subject.replace(/ \(#\d+\)$/, "")).toSorted()).toEqual(
    ["A shop", "Set up Signalbox", ...tasks.map(({ title }) => title)].toSorted(),
  );
  const branches = (await git(origin, "for-each-ref", "--format=%(refname:short)", "refs/heads/agent")).split(
    "\n",
  );
  expect(branches).toHaveLength(tasks.length);

  const github = await startEmbeddedGitHub({ dir: state });
  onTestFinished(() => github.close());
  const { world } = github;
  expect(
    world.pulls
      .all()
      .map(({ headRef }) => headRef)
      .toSorted(),
  ).toEqual(branches.toSorted());
  expect(world.issues.all()).toHaveLength(2 * tasks.length);
  for (const number of known.values()) {
    const issue = world.issues.all().find((each) => each.number === number);
    const comments = world.comments.where("issueId", issue?.id ?? 0).map(({ body }) => body);
    expect(comments.filter((body) => body.includes("signalbox:card"))).toHaveLength(1);
    expect(new Set(comments).size).toBe(comments.length);
  }
  const titles = world.workflowRuns.all().map(({ title }) => title);
  expect(new Set(titles).size).toBe(titles.length);
  const started = (await readFile(pids, "utf8")).trim().split("\n").map(Number);
  await until(() => (started.every((pid) => !isAlive(pid)) ? true : null));
}, 180_000);

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
