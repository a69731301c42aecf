/**
 * The lives of tasks, put together from all versions of their files that the ledger's history holds: what a file keeps only for a
 * while (a hold, when an earlier attempt started) is still in one of them.
 */
import { z } from "zod";
import { issueOfTaskFile } from "./ledger.ts";

const instant = z.iso.datetime();

/** Only what is counted, and no more strict than that: a history holds files of older and newer versions too. */
export const TaskVersion = z.object({
  number: z.int(),
  state: z.string(),
  queuedAt: instant,
  attempt: z
    .object({
      n: z.int(),
      cause: z.string(),
      at: instant,
      end: z
        .object({
          kind: z.string(),
          at: instant,
          outside: z.array(z.object({ rule: z.string() })).default([]),
        })
        .nullable(),
    })
    .nullable(),
  reworks: z.int().default(0),
  blockers: z.array(z.object({ id: z.string(), at: instant, answer: z.object({ at: instant }).nullable() })),
  estimate: z.object({ milliseconds: z.int() }).nullable().default(null),
  hold: z.object({ at: instant }).nullable(),
  overrides: z.array(z.object({ gate: z.string(), head: z.string() })).default([]),
  end: z.object({ kind: z.string(), at: instant }).nullable(),
});
export type TaskVersion = z.infer<typeof TaskVersion>;

export type AttemptVersion = NonNullable<TaskVersion["attempt"]>;
export type BlockerVersion = TaskVersion["blockers"][number];

/** A file of the ledger as one commit left it. */
export interface FileVersion {
  readonly at: Date;
  readonly path: string;
  readonly text: string;
}

/** From an assignment to its end. A task that was archived and given out again has two. */
export interface TaskLife {
  /** By number, each as it was last seen. */
  readonly attempts: ReadonlyMap<number, AttemptVersion>;
  readonly blockers: ReadonlyMap<string, BlockerVersion>;
  /** One for each time that somebody stopped it. */
  readonly holds: number;
  readonly overrides: number;
  /** How often a person sent it on after it was escalated. */
  readonly escalations: number;
  /** Pull requests that were sent back, by the time when it was seen. */
  readonly sentBack: readonly Date[];
  /** When its work was judged for the first time, and whether it passed; null before. */
  readonly judged: { readonly at: Date; readonly passed: boolean } | null;
  readonly last: TaskVersion;
}

/** Versions oldest first; files that are no tasks are passed over, those that cannot be read are named. */
export function taskLives(versions: readonly FileVersion[]): {
  readonly lives: readonly TaskLife[];
  readonly unreadable: readonly string[];
} {
  const lives = new Map<string, TaskLife>();
  const unreadable = new Set<string>();
  for (const { at, path, text } of versions) {
    if (issueOfTaskFile(path) === null) continue;
    const version = readVersion(text);
    if (version === null) {
      unreadable.add(path);
      continue;
    }
    const key = `${version.number} ${version.queuedAt}`;
    lives.set(key, lived(lives.get(key), version, at));
  }
  return { lives: [...lives.values()], unreadable: [...unreadable] };
}

function readVersion(text: string): TaskVersion | null {
  try {
    return TaskVersion.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function lived(before: TaskLife | undefined, version: TaskVersion, at: Date): TaskLife {
  const { attempt, blockers, hold, overrides, state } = version;
  const old = before?.last;
  const attempts = new Map(before?.attempts);
  if (attempt) attempts.set(attempt.n, attempt);
  const wentBack = isSentBack(attempts, old, version);
  const life = {
    attempts,
    blockers: new Map([...(before?.blockers ?? []), ...blockers.map((each) => [each.id, each] as const)]),
    holds: (before?.holds ?? 0) + Number(hold !== null && hold.at !== old?.hold?.at),
    overrides: Math.max(before?.overrides ?? 0, overrides.length),
    escalations:
      (before?.escalations ?? 0) + Number(old?.state === "escalated" && goesOn(state, old, version)),
    sentBack: [...(before?.sentBack ?? []), ...(wentBack ? [at] : [])],
    last: version,
  };
  return { ...life, judged: before?.judged ?? judgedIn(life, at) };
}

/** A maintainer's word for a gate sends a task on too, but is counted as that. */
function goesOn(state: string, old: TaskVersion, { overrides }: TaskVersion): boolean {
  return state !== "escalated" && state !== "done" && overrides.length <= old.overrides.length;
}

/** What was published did not stand: its rework starts, or nothing more is tried. */
function isSentBack(
  attempts: ReadonlyMap<number, AttemptVersion>,
  old: TaskVersion | undefined,
  { attempt, state }: TaskVersion,
): boolean {
  if (attempt === null) return false;
  const isNew = old?.attempt?.n !== attempt.n;
  const reworked = isNew && attempt.cause === "rework";
  if (reworked) return attempts.get(attempt.n - 1)?.end?.kind === "complete";
  return (old?.state === "review" || old?.state === "ready") && state === "escalated";
}

/** At publishing a patch is judged before its commit exists, so a refusal there counts as a gate's. */
const refusals: readonly string[] = ["outside", "unfit", "empty"];

function judgedIn(life: Omit<TaskLife, "judged">, at: Date): TaskLife["judged"] {
  const refused = [...life.attempts.values()].some(({ end }) => end && refusals.includes(end.kind));
  if (refused || life.sentBack.length > 0) return { at, passed: false };
  const { state } = life.last;
  return state === "ready" || state === "done" ? { at, passed: life.overrides === 0 } : null;
}
