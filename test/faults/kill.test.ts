/** The whole of `signalbox demo --dir D`, killed three times without warning at moments that a seed draws, against one that is left alone. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Octokit } from "@octokit/rest";
import { expect, onTestFinished, test } from "vitest";
import { createRandom } from "../../src/domain/random.ts";
import { startEmbeddedGitHub } from "../../src/local/server.ts";
import { archiveOf, gitOf } from "../demo/ledger-history.ts";
import { Result } from "../demo/result.ts";
import { noteHits } from "./hits.ts";
import { root } from "./titled-tests.ts";
import { isWhole } from "./whole.ts";

const LEDGER = "signalbox/ledger";
const SEED = Number(process.env["SEED"] ?? 1);

interface Started {
  readonly child: ChildProcess;
  /** Resolves with what it printed, and its exit code: null when it was killed. */
  readonly ended: Promise<{ readonly code: number | null; readonly out: string; readonly err: string }>;
}

function start(dir: string): Started {
  const args = ["src/cli.ts", "demo", "--json", "--dir", dir];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
  const ended = new Promise<Awaited<Started["ended"]>>((resolve) => {
    child.on("close", (code) => resolve({ code, out, err }));
  });
  return { child, ended };
}

/** Commits of the ledger: how far the play has come. */
function progress(dir: string): number {
  if (!existsSync(join(dir, "origin.git/HEAD"))) return 0;
  const git = gitOf(dir);
  return git("for-each-ref", `refs/heads/${LEDGER}`) === "" ? 0 : Number(git("rev-list", "--count", LEDGER));
}

async function folder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "kill-"));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

test.skipIf(!isWhole)(
  "E1 E15: the demo, killed three times and started again, ends as the one that is left alone; nothing is there twice or missing (played by npm run faults)",
  async () => {
    const [dir, calm] = [await folder(), await folder()];
    const alone = start(calm);
    const random = createRandom(SEED);
    for (const third of [0, 1, 2]) {
      const until = 2 + third * 15 + Math.floor(random.next() * 14);
      const { child, ended } = start(dir);
      while (progress(dir) < until && child.exitCode === null) await sleep(40);
      await sleep(random.next() * 200);
      child.kill("SIGKILL");
      expect((await ended).code).toBeNull();
      noteHits([{ fault: "SIGKILL", effect: "signalbox demo", times: 1 }]);
    }
    const last = await start(dir).ended;
    expect([last.code, last.err]).toEqual([0, ""]);
    const played = Result.parse(JSON.parse(last.out));
    const calmly = Result.parse(JSON.parse((await alone.ended).out));
    // Later issues are opened while pull requests are: which number each gets is a matter of time, of kills too.
    const outline = ({ tasks }: Result) =>
      tasks
        .map(({ agent, branch, number, state, title }) => ({
          agent,
          branch: branch.replace(`/${number}-`, "/"),
          state,
          title,
        }))
        .toSorted((a, b) => a.title.localeCompare(b.title));
    expect(outline(played)).toEqual(outline(calmly));
    expect(filesOf(dir)).toEqual(filesOf(calm));
    expect(changesIn(dir)).toEqual(changesIn(calm));
    const merged = (world: string, { tasks }: Result) =>
      gitOf(world)("log", "--first-parent", "--format=%(trailers:key=Signalbox-Task,valueonly)", "main")
        .split(/\s+/)
        .filter((number) => number !== "")
        .map((number) => tasks.find((task) => task.number === Number(number))?.title ?? number)
        .toSorted((a, b) => a.localeCompare(b));
    expect(merged(dir, played)).toEqual(merged(calm, calmly));
    await expectEachOnce(dir, played);
  },
  240_000,
);

/** Every file of main, but the one that two tasks add their lines to. */
function filesOf(dir: string): readonly string[] {
  return gitOf(dir)("ls-tree", "-r", "main")
    .split("\n")
    .filter((line) => !line.endsWith("\tCHANGELOG.md"));
}

/** The lines of the changelog, whichever of its tasks landed first. */
function changesIn(dir: string): readonly string[] {
  return gitOf(dir)("show", "main:CHANGELOG.md").split("\n").toSorted();
}

/** One card that says done, one pull request and no active run for each task; one answer to each comment. */
async function expectEachOnce(dir: string, { tasks }: Result): Promise<void> {
  expect([...archiveOf(dir, LEDGER).keys()].toSorted((a, b) => a - b)).toEqual(
    tasks.map(({ number }) => number),
  );
  expect(gitOf(dir)("ls-tree", "--name-only", LEDGER, "tasks/")).toBe("");
  const github = await startEmbeddedGitHub({ dir });
  try {
    const { rest } = new Octokit({ baseUrl: github.url, auth: github.tokenOf("mira") });
    const at = { owner: "mira", repo: "multichain-mcp", per_page: 100 };
    for (const { number } of tasks) {
      const { data } = await rest.issues.listComments({ ...at, issue_number: number });
      const said = data.flatMap(({ body, user }) => (user?.login === "signalbox[bot]" ? [body ?? ""] : []));
      const markers = said.map((body) => /<!-- (signalbox:[^>]*) -->\s*$/.exec(body)?.[1]);
      expect(markers).toEqual([...new Set(markers)]);
      expect(said.filter((body) => body.includes(`signalbox:card task=${number} `))).toEqual([
        expect.stringMatching(/^\*\*Done\*\*|done/i),
      ]);
    }
    const { data: pulls } = await rest.pulls.list({ ...at, state: "all" });
    expect(pulls.map(({ head }) => head.ref).toSorted()).toEqual(
      tasks.map(({ branch }) => branch).toSorted(),
    );
    expect(github.pendingRuns()).toEqual([]);
  } finally {
    await github.close();
  }
}
