/** Somebody else's project for tests of local mode: a clone with a life of its own, a `signalbox up` in it, and a second terminal. */
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { onTestFinished } from "vitest";
import { z } from "zod";
import type { StopSignal } from "../../src/cli/command.ts";
import { type Desk, type Seen, signalbox } from "./terminal.ts";

const run = promisify(execFile);

/** Nobody's Git configuration but the clone's own. */
const env = {
  PATH: process.env["PATH"] ?? "",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_AUTHOR_DATE: "2026-01-01T00:00:00Z",
  GIT_COMMITTER_DATE: "2026-01-01T00:00:00Z",
};

export async function git(cwd: string, ...args: string[]): Promise<string> {
  return (await run("git", ["-C", cwd, ...args], { env })).stdout.trim();
}

export async function write(folder: string, path: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}

export async function scratch(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "signalbox-up-")));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

/** A shop with two apps, a library and docs; its default branch is `trunk`, and its working tree is in the middle of something. */
export async function shop(): Promise<string> {
  const upstream = join(await scratch(), "upstream");
  await mkdir(upstream);
  await git(upstream, "init", "--quiet", "--initial-branch=trunk");
  await identify(upstream);
  for (const path of [
    "apps/site/index.js",
    "apps/site/style.css",
    "apps/cart/cart.js",
    "libs/money/money.js",
  ])
    await write(upstream, path, `// ${path}\n`);
  await write(upstream, "docs/guide.md", "# Guide\n");
  await write(upstream, "README.md", "# Shop\n");
  await git(upstream, "add", ".");
  await git(upstream, "commit", "--quiet", "-m", "A shop");
  const clone = join(await scratch(), "shop");
  await run("git", ["clone", "--quiet", upstream, clone], { env });
  await identify(clone);
  await git(clone, "switch", "--quiet", "-c", "experiment");
  await write(clone, "apps/cart/cart.js", "// another cart\n");
  await git(clone, "commit", "--quiet", "-am", "Another cart");
  await git(clone, "tag", "v1", "trunk");
  await write(clone, "README.md", "# Shop, edited\n");
  await write(clone, "apps/site/style.css", "/* staged */\n");
  await git(clone, "add", "apps/site/style.css");
  await write(clone, "notes.txt", "untracked\n");
  return clone;
}

async function identify(folder: string): Promise<void> {
  await git(folder, "config", "user.name", "Noor Al-Saïd");
  await git(folder, "config", "user.email", "noor@example.com");
}

/** Everything of a clone that is its owner's: refs, HEAD, index, config without our remote, and every file of the working tree. */
export async function ownersPart(clone: string): Promise<Readonly<Record<string, string>>> {
  const gitDir = join(clone, ".git");
  const bytes = async (file: string) => (await readFile(file)).toString("base64");
  const refs = (await git(clone, "for-each-ref", "--format=%(refname) %(objectname) %(symref)"))
    .split("\n")
    .filter((line) => !line.startsWith("refs/remotes/signalbox/"));
  const config = (await readFile(join(gitDir, "config"), "utf8")).replace(
    /\[remote "signalbox"\]\n(\t[^\n]*\n)*/,
    "",
  );
  const names = (await readdir(clone, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ name, parentPath }) => join(parentPath, name))
    .filter((path) => !path.startsWith(`${gitDir}/`));
  const files = await Promise.all(names.map(async (path) => [path, await bytes(path)] as const));
  const inGit = (await readdir(gitDir)).filter((name) => name !== "signalbox").toSorted();
  return {
    refs: refs.join("\n"),
    head: await readFile(join(gitDir, "HEAD"), "utf8"),
    index: await bytes(join(gitDir, "index")),
    config,
    inGit: inGit.join(" "),
    ...Object.fromEntries(files),
  };
}

/**
 * A whole agent. Its task's text tells what to do: `write PATH` writes a random number there (and says it), `wait FILE` waits
 * until that file exists.
 */
export const agent = `
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
const { task } = JSON.parse(readFileSync(process.env.SIGNALBOX_PACKET, "utf8"));
const [, path] = /write (\\S+)/.exec(task.body);
const [, gate] = /wait (\\S+)/.exec(task.body) ?? [];
const nonce = randomBytes(16).toString("hex");
console.log("pid " + process.pid);
while (gate && !existsSync(gate)) await sleep(50);
writeFileSync(path, nonce + "\\n");
console.log("wrote " + nonce);
writeFileSync(process.env.SIGNALBOX_OUTCOME, JSON.stringify({ kind: "complete", summary: "Wrote " + path }));
`;

export interface UpHere {
  /** All that it has printed so far, line by line. */
  readonly lines: readonly string[];
  /** Resolves with the first line that matches, however long the machine takes. */
  line(pattern: RegExp): Promise<string>;
  press(signal: StopSignal): void;
  readonly ended: Promise<Seen>;
}

/** `signalbox up` in this process, ended with the test. */
export function startUp(where: string | Pick<Desk, "cwd" | "load">, ...argv: string[]): UpHere {
  const lines: string[] = [];
  const listeners = new Set<(signal: StopSignal) => void>();
  const ended = signalbox(["up", ...argv], {
    ...(typeof where === "string" ? { cwd: where } : where),
    onLine: (text) => lines.push(...text.split("\n")),
    onSignal: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  });
  const press = (signal: StopSignal): void => {
    for (const listener of listeners) listener(signal);
  };
  const line = async (pattern: RegExp): Promise<string> => {
    let over: Seen | null = null;
    void ended.then((seen) => {
      over = seen;
    });
    return until(() => {
      const found = lines.find((each) => pattern.test(each));
      if (found === undefined && over) throw new Error(`up ended: ${JSON.stringify(over)}`);
      return found ?? null;
    });
  };
  onTestFinished(async () => {
    press("SIGTERM");
    await ended;
  });
  return { lines, line, press, ended };
}

/** Asks until the answer is there. The test's own time limit ends it. */
export async function until<T>(ask: () => T | null | Promise<T | null>): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    await new Promise((rested) => setTimeout(rested, 50));
  }
}

const Shown = z.object({
  state: z.string(),
  labels: z.array(z.string()),
  card: z.string().nullable(),
  pull: z
    .object({
      number: z.int(),
      state: z.string(),
      branch: z.string(),
      checks: z.array(z.object({ name: z.string(), result: z.string(), title: z.string() })),
    })
    .nullable(),
});
export type Shown = z.infer<typeof Shown>;

/** The second terminal. */
export function terminalIn(cwd: string) {
  const task = (...argv: string[]) => signalbox(["task", ...argv], { cwd });
  return {
    task,
    /** Files an issue and labels it; answers with its number. */
    file: async (title: string, body: string, ...labels: string[]): Promise<number> => {
      const filed = await task("new", "--title", title, "--body", body, "--json");
      const { number } = z.object({ number: z.int() }).parse(JSON.parse(filed.out));
      if (labels.length > 0) await task("label", String(number), ...labels);
      return number;
    },
    show: async (number: number): Promise<Shown> =>
      Shown.parse(JSON.parse((await task("show", String(number), "--json")).out)),
    /** Waits until Signalbox has judged the pull request. */
    judged: (number: number): Promise<Shown> =>
      until(async () => {
        const shown = Shown.parse(JSON.parse((await task("show", String(number), "--json")).out));
        return shown.pull?.checks.some(({ name }) => name === "signalbox/ready") ? shown : null;
      }),
    /** Waits until the issue shows this state. */
    reaches: (number: number, status: string): Promise<Shown> =>
      until(async () => {
        const shown = Shown.parse(JSON.parse((await task("show", String(number), "--json")).out));
        return shown.labels.includes(`status:${status}`) ? shown : null;
      }),
  };
}

/** The branches and tags whose tree or history has a path, in a bare repository. */
export async function refsWith(gitDir: string, path: string): Promise<readonly string[]> {
  const refs = (await git(gitDir, "for-each-ref", "--format=%(refname)")).split("\n");
  const found = await Promise.all(
    refs.map(async (ref) => ((await git(gitDir, "log", "--format=%h", ref, "--", path)) === "" ? [] : [ref])),
  );
  return found.flat();
}
