/**
 * The scripted runner: plays an attempt of a script in a workspace, as an agent would work there. It may leave its
 * agent's boundary, because publishing is what stops that; it may not leave the workspace.
 */
import type { Stats } from "node:fs";
import { lstat, mkdir, readFile, realpath, rename, rm, writeFile } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import type { Outcome } from "../../domain/outcome.ts";
import { ANSWER, questionBefore, type Script, type Step, usesAnswer } from "../script.ts";

export interface Play {
  /** From 1. Attempts beyond the script's last repeat it. */
  readonly attempt: number;
  /** What people answered to this task's questions, oldest first, word for word. */
  readonly answers: readonly string[];
  /** The directory of the clone. */
  readonly workspace: string;
  readonly wait: (seconds: number) => Promise<void>;
  /** Resolves when the task of that key has a pull request. */
  readonly meet: (key: string) => Promise<void>;
  /** Ends the play between two steps. */
  readonly signal?: AbortSignal;
}

/** Why a step cannot be played; it ends the attempt as failed. */
export class Unplayable extends Error {}

/**
 * Plays one attempt and answers with its outcome: `failed`, with the step and the reason, when the script does not fit
 * the workspace; the earlier question again when the answer that the attempt needs is none of its options. Rejects
 * with the signal's reason when it is aborted, and for an error of the file system that is not the script's.
 */
export async function playAttempt(script: Script, play: Play): Promise<Outcome> {
  const index = Math.min(play.attempt, script.attempts.length) - 1;
  const attempt = script.attempts[index];
  if (attempt === undefined) throw new RangeError(`attempt ${play.attempt}: attempts count from 1`);
  const asked = usesAnswer(attempt) ? questionBefore(script.attempts, index) : null;
  const answer = asked ? chosen(asked.questions[0]?.options ?? [], play.answers.at(-1)) : "";
  if (asked && answer === null) return asked;
  for (const [at, step] of attempt.steps.entries()) {
    play.signal?.throwIfAborted();
    try {
      await playStep(step, play, answer ?? "");
    } catch (error) {
      if (!(error instanceof Unplayable)) throw error;
      return { kind: "failed", summary: `Step ${at + 1} of the script: ${error.message}.` };
    }
  }
  play.signal?.throwIfAborted();
  return attempt.outcome;
}

/** The option that an answer means, by number or by its words; any answer when there are no options; null for none. */
function chosen(options: readonly string[], answer: string | undefined): string | null {
  const words = answer?.trim();
  if (!words) return null;
  if (options.length === 0) return words;
  const numbered = /^[1-9]$/.test(words) ? options[Number(words) - 1] : undefined;
  return numbered ?? options.find((option) => option.toLowerCase() === words.toLowerCase()) ?? null;
}

async function playStep(step: Step, { workspace, wait, meet }: Play, answer: string): Promise<void> {
  const answered = (text: string) => text.replaceAll(ANSWER, () => answer);
  if ("wait" in step) return wait(step.wait);
  if ("meet" in step) return meet(step.meet);
  if ("write" in step) {
    const file = await inside(workspace, step.write);
    if ((await found(file))?.isDirectory()) throw new Unplayable(`${step.write} is a directory`);
    await mkdir(dirname(file), { recursive: true });
    return writeFile(file, answered(step.content));
  }
  if ("replace" in step) {
    const file = await existing(workspace, step.replace);
    const text = await readFile(file, "utf8");
    const parts = text.split(step.find);
    if (parts.length !== 2) {
      throw new Unplayable(
        `${step.replace} has ${JSON.stringify(step.find)} ${parts.length - 1} times, not once`,
      );
    }
    return writeFile(file, parts.join(answered(step.with)));
  }
  if ("delete" in step) return rm(await existing(workspace, step.delete));
  if ("move" in step) {
    const from = await existing(workspace, step.move);
    const to = await inside(workspace, step.to);
    if (await found(to)) throw new Unplayable(`${step.to} exists already`);
    await mkdir(dirname(to), { recursive: true });
    return rename(from, to);
  }
  return step satisfies never;
}

/** The absolute path of a file of the workspace; refuses one that leaves it, also through a symbolic link. */
async function inside(workspace: string, path: string): Promise<string> {
  const root = await realpath(workspace);
  const file = resolve(root, path);
  const steps = relative(root, file).split(sep);
  if (isAbsolute(path) || steps[0] === ".." || file === root) {
    throw new Unplayable(`${path} is not inside the workspace`);
  }
  // Each part is looked at itself, so that a dangling link is refused too. Nobody else works in the clone meanwhile.
  for (const depth of steps.keys()) {
    const part = await found(join(root, ...steps.slice(0, depth + 1)));
    if (part?.isSymbolicLink()) throw new Unplayable(`${path} goes through a symbolic link`);
    if (part?.isFile() && depth < steps.length - 1) throw new Unplayable(`${path} goes through a file`);
  }
  return file;
}

async function existing(workspace: string, path: string): Promise<string> {
  const file = await inside(workspace, path);
  if (!(await found(file))?.isFile()) throw new Unplayable(`${path} is not a file of the workspace`);
  return file;
}

/** What lies at a path, links not followed; null when nothing does. */
async function found(path: string): Promise<Stats | null> {
  try {
    return await lstat(path);
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR"))
      return null;
    throw error;
  }
}
