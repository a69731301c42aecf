/** The Action as GitHub runs it: nothing but `action.yml` and `dist/` in a folder, and what the runner tells it in the environment. */
import { spawn } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { root } from "../docs/project.ts";

export interface ActionRun {
  readonly code: number | null;
  /** The step's log, as the runner reads it. */
  readonly log: string;
  /** Lines that the runner obeys, without those that only fold the log. */
  readonly commands: readonly string[];
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
}

export interface Told {
  readonly inputs?: Readonly<Record<string, string>>;
  /** The content of the event file; none when absent. */
  readonly event?: unknown;
  readonly env?: Readonly<Record<string, string>>;
}

export const Manifest = z.object({
  inputs: z.record(z.string(), z.object({ description: z.string(), default: z.string() })),
  outputs: z.record(z.string(), z.object({ description: z.string() })),
  runs: z.object({ using: z.string(), main: z.string() }),
});

/** Nobody has to wait for the second between two writes. */
const hastyTime = new URL("hasty-time.ts", import.meta.url).href;

export async function runBareAction({ inputs = {}, event, env = {} }: Told): Promise<ActionRun> {
  const folder = await mkdtemp(join(tmpdir(), "signalbox-action-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await cp(join(root, "action.yml"), join(folder, "action.yml"));
  await cp(join(root, "dist"), join(folder, "dist"), { recursive: true });
  const { runs } = Manifest.parse(parse(await readFile(join(folder, "action.yml"), "utf8")));
  const files = {
    GITHUB_EVENT_PATH: join(folder, "event.json"),
    GITHUB_STEP_SUMMARY: join(folder, "summary.md"),
    GITHUB_OUTPUT: join(folder, "output"),
  };
  if (event !== undefined) await writeFile(files.GITHUB_EVENT_PATH, JSON.stringify(event));
  await writeFile(files.GITHUB_STEP_SUMMARY, "");
  await writeFile(files.GITHUB_OUTPUT, "");
  const given = Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
  const child = spawn(process.execPath, ["--import", hastyTime, join(folder, runs.main)], {
    cwd: folder,
    env: { PATH: process.env["PATH"], ...files, ...Object.fromEntries(given), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  const log = `${out}${err}`;
  return {
    code,
    log,
    commands: log.split("\n").filter((line) => isCommand(line) && !/^::(?:end)?group::/.test(line)),
    summary: await readFile(files.GITHUB_STEP_SUMMARY, "utf8"),
    outputs: outputsIn(await readFile(files.GITHUB_OUTPUT, "utf8")),
  };
}

/** As the runner tells: https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs */
export function isCommand(line: string): boolean {
  return /^\s*::[^:]*::/.test(line) || /##\[[^\]]*\]/.test(line);
}

/** The runner's file of outputs: `name<<delimiter`, value, delimiter. */
function outputsIn(file: string): Record<string, string> {
  const found = file.matchAll(/^(\w+)<<(\S+)\r?\n(.*?)\r?\n\2$/gms);
  return Object.fromEntries([...found].map((match) => [match[1] ?? "", match[3] ?? ""]));
}
