/**
 * Git for the trusted side: one command at a time, in an environment of its own. Nothing of the caller's environment, of
 * the machine's or the person's Git config, and no hook, filter or monitor that a tree could bring along is ever run.
 * https://git-scm.com/docs/git-config
 */
import { spawn } from "node:child_process";
import { devNull } from "node:os";
import { text } from "node:stream/consumers";

export interface GitCall {
  /** The working directory; Git finds its repository from there, unless `args` name one. */
  readonly cwd: string;
  readonly input?: Uint8Array;
  /** Config for this call alone. It travels in the environment: arguments can be read by every process of the machine. */
  readonly config?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** Wins over every config file, of a repository or an include. */
const safeConfig: Readonly<Record<string, string>> = {
  "core.hooksPath": devNull,
  "core.fsmonitor": "false",
  "core.untrackedCache": "false",
  "core.attributesFile": devNull,
  "core.excludesFile": devNull,
  "core.autocrlf": "false",
  "core.fileMode": "true",
  "core.symlinks": "true",
  "core.ignoreCase": "false",
  "submodule.recurse": "false",
  "gc.auto": "0",
  "advice.detachedHead": "false",
};

const TIME_LIMIT_MS = 10 * 60_000;
const OUTPUT_LIMIT = 128 * 2 ** 20;

/** What Git wrote to its standard output. Throws with Git's own last words when it fails, is aborted or takes 10 minutes. */
export async function git(args: readonly string[], call: GitCall): Promise<Buffer> {
  return (await gitAnswer(args, [0], call)).output;
}

/** The same for a command that answers with its exit code too: any of `codes` is an answer, others throw. */
export async function gitAnswer(
  args: readonly string[],
  codes: readonly number[],
  call: GitCall,
): Promise<{ readonly code: number; readonly output: Buffer }> {
  const limit = AbortSignal.timeout(TIME_LIMIT_MS);
  const child = spawn("git", args, {
    cwd: call.cwd,
    env: gitEnvironment(call),
    stdio: ["pipe", "pipe", "pipe"],
    signal: call.signal ? AbortSignal.any([call.signal, limit]) : limit,
    killSignal: "SIGKILL",
    // Ctrl-C in a terminal is for us to obey, not for the Git command that is at work for us.
    detached: true,
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code));
  });
  // Git may end without reading all of its input: its exit code tells, not the broken pipe.
  child.stdin.on("error", () => undefined);
  child.stdin.end(call.input ?? "");
  const chunks: Buffer[] = [];
  let size = 0;
  child.stdout.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size > OUTPUT_LIMIT) child.kill("SIGKILL");
    else chunks.push(chunk);
  });
  const [code, words] = await Promise.all([ended, text(child.stderr)]);
  if (code !== null && codes.includes(code)) return { code, output: Buffer.concat(chunks) };
  const last = words.trim().split("\n").slice(-3).join(" ");
  throw new Error(
    `git ${args.find((arg) => !arg.startsWith("-")) ?? ""} failed (${code ?? "killed"}): ${last}`,
  );
}

/** Only the search path is taken over from our own environment. */
function gitEnvironment({ config = {}, env = {} }: GitCall): NodeJS.ProcessEnv {
  const { PATH } = process.env;
  const settings = Object.entries({ ...safeConfig, ...config });
  return {
    PATH,
    HOME: devNull,
    LANG: "C.UTF-8",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: devNull,
    GIT_TERMINAL_PROMPT: "0",
    GIT_ALLOW_PROTOCOL: "file:http:https",
    GIT_CONFIG_COUNT: String(settings.length),
    ...Object.fromEntries(
      settings.flatMap(([key, value], index) => [
        [`GIT_CONFIG_KEY_${index}`, key],
        [`GIT_CONFIG_VALUE_${index}`, value],
      ]),
    ),
    ...env,
  };
}
