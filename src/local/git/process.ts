/** Runs the real `git` on a bare repository, without the user's or the machine's configuration. */
import { spawn } from "node:child_process";

export interface GitResult {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

export interface GitCall {
  readonly input?: string | Buffer;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Exit codes that are an answer; others throw. */
  readonly codes?: readonly number[];
}

/** The environment of every Git process: no configuration from outside, no prompts, no translation. */
export function gitEnvironment(): Record<string, string> {
  return {
    PATH: process.env["PATH"] ?? "",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_TERMINAL_PROMPT: "0",
    LC_ALL: "C",
    TZ: "UTC",
  };
}

/**
 * For `spawn`: Ctrl-C reaches every process of the terminal's foreground group, and one that asks us to end gently must not
 * kill the Git command that an answer is waiting for. They are short, or end with our end of their pipe.
 */
export const OWN_GROUP = { detached: true } as const;

/** Runs `git --git-dir <dir> …args`; throws when it exits with a code that is not among `codes` (0). */
export function runGit(dir: string, args: readonly string[], call: GitCall = {}): Promise<GitResult> {
  return new Promise((resolve, reject) => {
    const child = spawn("git", ["--git-dir", dir, ...args], {
      env: { ...gitEnvironment(), ...call.env },
      cwd: call.cwd,
      ...OWN_GROUP,
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
    // A child that ends before it has read its input is judged by its exit code.
    child.stdin.on("error", () => undefined);
    child.on("error", (error) => reject(new Error(`git ${args[0]} could not be started`, { cause: error })));
    child.on("close", (code) => {
      const result = {
        code: code ?? -1,
        stdout: Buffer.concat(out),
        stderr: Buffer.concat(err).toString("utf8").trim(),
      };
      if ((call.codes ?? [0]).includes(result.code)) resolve(result);
      else reject(new Error(`git ${args.join(" ")} ended with ${result.code}: ${result.stderr}`));
    });
    child.stdin.end(call.input);
  });
}

/** Standard output as text without the last line feed. */
export function textOf(result: GitResult): string {
  return result.stdout.toString("utf8").replace(/\n$/, "");
}

/** Standard output of a `-z` command as its fields. */
export function fieldsOf(result: GitResult): readonly string[] {
  const fields = result.stdout.toString("utf8").split("\0");
  return fields.at(-1) === "" ? fields.slice(0, -1) : fields;
}
