/**
 * Starts the program of a run so that it survives us, and never without a trace: a launcher leads its process group, waits
 * until its number is written down, begins the program only then, and writes down how it ended. Killed before it was told to
 * begin, we leave a launcher that finds its input closed, and ends. Output goes to a file: nobody needs to read it for the
 * program to go on.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { open } from "node:fs/promises";
import { processBirth } from "./process-birth.ts";
import { type RunProcess, writeProcess } from "./process-file.ts";
import type { Workspace } from "./workspace.ts";

export interface Program {
  /** Program and arguments; no shell reads them. */
  readonly argv: readonly [string, ...string[]];
  readonly env: Readonly<Record<string, string>>;
  readonly deadline: Date;
}

/**
 * Told to end, the launcher lives on until its program has ended, so that the group keeps its leader; the program itself gets
 * the signal as every member does. `exec` runs programs only, nothing of the shell's own.
 * https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html
 */
const LAUNCHER = `
end=$1; shift
read -r go || exit 0
trap : TERM
if command -v "$1" >/dev/null 2>&1
then (unset PWD OLDPWD SHLVL _ go end; exec "$@") </dev/null; code=$?
else code=missing
fi
printf '%s\\n' "$code" >"$end.new" && mv -f "$end.new" "$end"
`;

export interface Launched {
  readonly run: RunProcess;
  /** Resolves when the launcher has ended; by then the program has, or its launcher was killed. */
  readonly ended: Promise<void>;
}

export async function launch(workspace: Workspace, { argv, env, deadline }: Program): Promise<Launched> {
  const output = await open(workspace.output, "a", 0o600);
  try {
    return await begin();
  } finally {
    await output.close();
  }

  async function begin(): Promise<Launched> {
    const child = spawn("/bin/sh", ["-c", LAUNCHER, "signalbox-run", workspace.end, ...argv], {
      cwd: workspace.tree,
      env: { ...env },
      detached: true,
      stdio: ["pipe", output.fd, output.fd],
    });
    const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
    await once(child, "spawn");
    // A launcher that was killed reads nothing any more.
    child.stdin?.on("error", () => undefined);
    try {
      const run = await record(child.pid);
      child.stdin?.end("go\n");
      return { run, ended };
    } catch (error) {
      child.stdin?.destroy();
      throw error;
    }
  }

  async function record(pid: number | undefined): Promise<RunProcess> {
    const birth = pid === undefined ? null : await processBirth(pid);
    if (pid === undefined || birth === null) throw new Error("the launcher ended before it began");
    const startedAt = new Date().toISOString();
    const run = { v: 1, pid, birth, startedAt, deadline: deadline.toISOString(), stopped: false } as const;
    await writeProcess(workspace, run);
    return run;
  }
}
