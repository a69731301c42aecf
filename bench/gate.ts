/** Bench `gate`: what a change of 3,000 files costs, as a pull request in requests to GitHub, and as a working tree in time. */
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { changesReader } from "../src/github/changes.ts";
import { createClient } from "../src/github/client.ts";
import { startEmbeddedGitHub } from "../src/local/server.ts";
import { systemClock } from "../src/wiring/clock.ts";
import type { Figure } from "./figure.ts";
import { CHANGED, editFiles, writeFiles } from "./many-files.ts";
import { median } from "./median.ts";
import type { SentRequest } from "./traffic.ts";

const run = promisify(execFile);
const cli = fileURLToPath(new URL("../src/cli.ts", import.meta.url));
const RUNS = 5;

export async function benchGate(): Promise<readonly Figure[]> {
  return [...(await requests()), ...(await times())];
}

const at = { owner: "mira", name: "shop" } as const;

/** Files that known actions list at 100 and at 30 a page. */
const listings = [Math.ceil(CHANGED / 100), Math.ceil(CHANGED / 30)] as const;

async function requests(): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), "signalbox-bench-"));
  const github = await startEmbeddedGitHub(at);
  try {
    await writeFiles(folder);
    const baseSha = await github.seedRepository(folder, "Before");
    await editFiles(folder);
    const head = await github.seedRepository(folder, "After");
    const sent: SentRequest[] = [];
    const client = createClient({
      baseUrl: github.url,
      token: () => Promise.resolve(github.tokenOf(at.owner)),
      clock: systemClock,
      writeSpacing: 0,
      onRequest: (request) => sent.push(request),
    });
    const figures: Figure[] = [];
    for (const [what, paths] of [
      ["its paths and modes", 0],
      ["with all of its text", CHANGED],
    ] as const) {
      sent.length = 0;
      const { change } = await changesReader(client, at)({ baseSha, head }, paths, []);
      if (change?.files.length !== CHANGED || change.textRead !== paths > 0)
        throw new Error(`read ${change?.files.length ?? "no"} files`);
      const trees = sent.filter(({ url }) => url.includes("/git/trees/")).length;
      const texts = sent.filter(({ operation }) => operation !== null).length;
      figures.push({
        what: `requests of a pull request of ${CHANGED} files, first seen: ${what}`,
        measured: sent.length,
        detail: `= ${trees} trees + ${sent.length - trees - texts} comparison + ${texts} for texts, no clone`,
        aim: paths === 0 ? 3 : null,
        alternative: { what: `to list the files at 100 a page (${listings[1]} at 30)`, number: listings[0] },
      });
    }
    return figures;
  } finally {
    await github.close();
    await rm(folder, { recursive: true });
  }
}

async function times(): Promise<readonly Figure[]> {
  const cwd = await mkdtemp(join(tmpdir(), "signalbox-bench-"));
  const git = (...args: readonly string[]) =>
    run("git", ["-c", "user.name=Mira", "-c", "user.email=mira@example.com", ...args], {
      cwd,
      maxBuffer: 2 ** 26,
    });
  try {
    await writeFiles(cwd);
    await git("init", "--quiet", "--initial-branch=main");
    await git("add", "--all");
    await git("commit", "--quiet", "--message=Before");
    await git("checkout", "--quiet", "-b", "work");
    await editFiles(cwd);
    await git("commit", "--quiet", "--all", "--message=After");
    const [listed, judged, started] = [[], [], []] as [number[], number[], number[]];
    for (let round = 0; round < RUNS; round += 1) {
      listed.push(await timed(() => git("diff", "--name-status", "main...HEAD")));
      const check = [cli, "check", "--base", "main", "--agent", "all"];
      judged.push(await timed(() => run(process.execPath, check, { cwd, maxBuffer: 2 ** 26 })));
      started.push(await timed(() => run(process.execPath, [cli, "check", "--help"])));
    }
    const unit = median(listed);
    return [
      {
        what: `signalbox check on ${CHANGED} changed files of 4,000: reads and judges all text`,
        measured: median(judged) / unit,
        detail: `times \`git diff --name-status\`, of which ${Math.round(median(started) / unit)} until the program runs`,
        aim: null,
        alternative: null,
      },
    ];
  } finally {
    await rm(cwd, { recursive: true });
  }
}

/** Milliseconds. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
