/** Bench `start`: how long the command line and the Action take until they have something to say, against an empty script. */
import { execFile, spawnSync } from "node:child_process";
import { cp, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Figure } from "./figure.ts";
import { median } from "./median.ts";

const run = promisify(execFile);
const project = fileURLToPath(new URL("..", import.meta.url));

const RUNS = 15;

/** What is started, and what it must answer for the measurement to be one of it. */
export const starts = [
  {
    what: "signalbox --help",
    script: "build/cli.js",
    argv: ["--help"],
    exit: 0,
    says: "signalbox <command>",
    aim: 2,
  },
  {
    what: "signalbox status --help",
    script: "build/cli.js",
    argv: ["status", "--help"],
    exit: 0,
    says: "signalbox status",
    aim: 3,
  },
  {
    what: "the Action until it misses its token",
    script: "dist/action.js",
    argv: [],
    exit: 1,
    says: "::error",
    aim: 3,
  },
] as const;

/** Spawns alternate, so that a machine that slows down slows all of them. */
export async function benchStart(runs = RUNS): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), "signalbox-start-"));
  try {
    await build(folder);
    const times = starts.map((): number[] => []);
    const empty: number[] = [];
    for (let round = 0; round <= runs; round += 1) {
      const nothing = timed(folder, { script: "empty.js", argv: [], exit: 0, says: "" });
      const each = starts.map((start) => timed(folder, start));
      // The first round fills the machine's caches.
      if (round === 0) continue;
      empty.push(nothing);
      for (const [index, time] of each.entries()) times[index]?.push(time);
    }
    return starts.map(({ what, aim }, index) => ({
      what: `start: ${what}`,
      measured: median(times[index] ?? []) / median(empty),
      detail: "times an empty script",
      aim,
      alternative: null,
    }));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The package as it is published, beside the Action as it is committed. */
async function build(folder: string): Promise<void> {
  await symlink(join(project, "node_modules"), join(folder, "node_modules"));
  await writeFile(join(folder, "package.json"), '{ "type": "module" }\n');
  await writeFile(join(folder, "empty.js"), "");
  await cp(join(project, "dist"), join(folder, "dist"), { recursive: true });
  // What the compiler does not carry over.
  await cp(join(project, "src"), join(folder, "build"), {
    recursive: true,
    filter: (path) => !path.endsWith(".ts"),
  });
  const compiler = join(project, "node_modules/.bin/tsc");
  await run(compiler, ["-p", "tsconfig.build.json", "--outDir", join(folder, "build")], { cwd: project });
}

interface Start {
  readonly script: string;
  readonly argv: readonly string[];
  readonly exit: number;
  readonly says: string;
}

/** Milliseconds. Throws when it did something else than it was started for. */
function timed(folder: string, { script, argv, exit, says }: Start): number {
  const begin = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, script), ...argv], {
    encoding: "utf8",
    env: { PATH: process.env["PATH"] },
  });
  const time = performance.now() - begin;
  if (status !== exit || !stdout.includes(says))
    throw new Error(`${script} answered ${status}: ${stdout}${stderr}`);
  return time;
}
