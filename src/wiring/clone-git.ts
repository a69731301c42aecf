/** Git in somebody's clone: with their own configuration, as if they had typed it, but without a lock on their index or a prompt. */
import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { OWN_GROUP } from "../local/git/process.ts";

export interface CloneAnswer {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** What another repository's hook or script may have set: it would lead Git away from the folder that was named. */
const LEADING =
  /^GIT_(DIR|WORK_TREE|INDEX_FILE|COMMON_DIR|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|NAMESPACE|PREFIX)$/;

/** Throws only when Git cannot be started. */
export async function cloneGit(cwd: string, args: readonly string[]): Promise<CloneAnswer> {
  const inherited = Object.entries(process.env).filter(([name]) => !LEADING.test(name));
  const child = spawn("git", ["-C", cwd, ...args], {
    env: {
      ...Object.fromEntries(inherited),
      // `git status` would refresh the index: not even its time may change.
      GIT_OPTIONAL_LOCKS: "0",
      GIT_TERMINAL_PROMPT: "0",
      LC_ALL: "C",
    },
    stdio: ["ignore", "pipe", "pipe"],
    ...OWN_GROUP,
  });
  const ended = new Promise<number>((resolve, reject) => {
    child.once("error", (error) =>
      reject(new Error("git could not be started; is it installed?", { cause: error })),
    );
    child.once("close", (code) => resolve(code ?? -1));
  });
  const [code, out, err] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  return { code, out: out.replace(/\n$/, ""), err: err.trim() };
}

/** The answer's text; null when Git says no. */
export async function askClone(cwd: string, ...args: string[]): Promise<string | null> {
  const { code, out } = await cloneGit(cwd, args);
  return code === 0 && out !== "" ? out : null;
}
