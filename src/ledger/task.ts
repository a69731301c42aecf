/** A task as the ledger keeps it: one small JSON file for each open task. */
import { z } from "zod";
import { attemptCauses, attemptEnds } from "../domain/attempt.ts";
import { priorities } from "../domain/priority.ts";
import { severities } from "../domain/severity.ts";
import { taskStates } from "../domain/task-state.ts";
import { parseGlob } from "../scope/glob.ts";
import { News, Told } from "./said.ts";

const instant = z.iso.datetime();
const sha = z.string().regex(/^[0-9a-f]{40}$/);
const count = z.int().min(0);
const issueNumber = z.int().min(1);
const Glob = z.string().refine((glob) => parseGlob(glob).ok, "is not a glob of the dialect");

/** The entry by which exactly one run takes an attempt. */
export const Claim = z.strictObject({ run: issueNumber, at: instant });
export type Claim = z.infer<typeof Claim>;

export const Ending = z.strictObject({
  kind: z.enum(attemptEnds),
  summary: z.string(),
  at: instant,
  /** Its unfinished work is the task's head: of an attempt that ended `blocked`. */
  saved: z.literal(true).optional(),
  /** Where the patch of an attempt that ended `outside` or `unfit` broke a rule, at most 100 places; empty for every other end. */
  outside: z.array(z.strictObject({ path: z.string().nullable(), rule: z.string() })),
});
export type Ending = z.infer<typeof Ending>;

/** One numbered run of an agent at a task; its number is the fencing token. */
export const Attempt = z.strictObject({
  n: issueNumber,
  cause: z.enum(attemptCauses),
  at: instant,
  /** The commit that the agent starts from. */
  base: sha,
  claim: Claim.nullable(),
  end: Ending.nullable(),
});
export type Attempt = z.infer<typeof Attempt>;

/** What keeps a task from going on: a question of a run, or what a person says that it lacks. Open until `answer` is there. */
export const Blocker = z.strictObject({
  id: z.string().regex(/^b[1-9][0-9]*$/),
  /** The attempt that asked, or the last one before a person said it; 0 before the first. */
  attempt: count,
  question: z.string(),
  options: z.array(z.string()),
  at: instant,
  severity: z.enum(severities).default("normal"),
  /** Who can unblock it: an agent's id or `@login`; null for whoever answers for the task. */
  on: z.string().nullable().default(null),
  /** The person who said it; null for a run of the agent. */
  by: z.string().nullable().default(null),
  needs: z.string().nullable().default(null),
  impact: z.string().nullable().default(null),
  eta: z.string().nullable().default(null),
  /** What the work goes on with meanwhile: then it does not park the task, and must be confirmed before it is merged. */
  proceeding: z.string().nullable().default(null),
  /** When it was told, and to whom (null when nobody is known), oldest first. */
  reminded: z.array(z.strictObject({ at: instant, to: z.string().nullable() })).default([]),
  /** A person's word that whoever answers for the task hears of it now. */
  escalated: z
    .strictObject({ by: z.string(), reason: z.string().nullable(), at: instant })
    .nullable()
    .default(null),
  answer: z.strictObject({ by: z.string(), text: z.string(), at: instant }).nullable(),
});
export type Blocker = z.infer<typeof Blocker>;

/** A maintainer's word for one gate on one head; another head ends it. */
export const Override = z.strictObject({
  gate: z.string(),
  head: sha,
  by: z.string(),
  because: z.string(),
  at: instant,
});
export type Override = z.infer<typeof Override>;

/** A person's wish to change the scope of a task in hand, while another task holds the paths. */
export const Amendment = z.strictObject({
  add: z.array(Glob),
  remove: z.array(z.string()),
  because: z.string(),
  by: z.string(),
  at: instant,
});
export type Amendment = z.infer<typeof Amendment>;

/** A creation recorded before it is sent, or an answer owed to a person; `text/` and `reconcile/` say what it becomes. */
export const OutboxEntry = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("card"), at: instant }),
  z.strictObject({ kind: z.literal("dispatch"), attempt: issueNumber, at: instant }),
  /** A run that nobody hears any more is told to end. */
  z.strictObject({ kind: z.literal("cancel"), run: issueNumber, at: instant }),
  z.strictObject({
    kind: z.literal("reply"),
    issue: issueNumber,
    comment: issueNumber,
    body: z.string(),
    at: instant,
  }),
  z.strictObject({
    kind: z.literal("notice"),
    issue: issueNumber,
    about: count,
    body: z.string(),
    at: instant,
  }),
  z.strictObject({ kind: z.literal("board"), at: instant }),
  z.strictObject({ kind: z.literal("pin"), issue: issueNumber, at: instant }),
  z.strictObject({
    kind: z.literal("reaction"),
    issue: issueNumber,
    comment: z.string(),
    content: z.enum(["THUMBS_UP", "THUMBS_DOWN"]),
    at: instant,
  }),
]);
export type OutboxEntry = z.infer<typeof OutboxEntry>;

export const Task = z.strictObject({
  v: z.literal(1),
  number: issueNumber,
  title: z.string(),
  state: z.enum(taskStates),
  agent: z.string(),
  /** The globs that the task may touch; empty means all of its agent's boundary. */
  scope: z.array(Glob),
  /** Who gave it to the agent: their approval may not count, and they are asked when nobody else can answer. Null where a ledger of old does not say. */
  requester: z.strictObject({ login: z.string(), id: z.int() }).nullable().default(null),
  /** How many globs were added to the scope since the first attempt, and what waits to be. */
  added: count.default(0),
  amendments: z.array(Amendment).default([]),
  /** How soon it is to start, by whose word and since when; `level` null: the usual again. Null until somebody said so. */
  priority: z
    .strictObject({ level: z.enum(priorities).nullable(), by: z.string(), at: instant })
    .nullable()
    .default(null),
  /** How long a person expects it to take. */
  estimate: z
    .strictObject({ milliseconds: issueNumber, by: z.string(), at: instant })
    .nullable()
    .default(null),
  lease: z.literal("exclusive"),
  dependsOn: z.array(issueNumber),
  queuedAt: instant,
  /** The current or last attempt; null until the first starts. From the first on, the task holds its lease. */
  attempt: Attempt.nullable(),
  /** The attempts before it. */
  tried: z.array(z.strictObject({ n: issueNumber, cause: z.enum(attemptCauses), end: Ending })),
  /** Why the next attempt would start, and not before when; null when none is due. */
  next: z.strictObject({ cause: z.enum(attemptCauses), notBefore: instant.nullable() }).nullable(),
  retries: count,
  reworks: count,
  branch: z.string(),
  /** The commit that the branch must be at; null until something was published. */
  head: sha.nullable(),
  pull: issueNumber.nullable(),
  /** GraphQL node id of the card's comment. */
  card: z.string().nullable(),
  blockers: z.array(Blocker),
  /** What the next attempt must put right. */
  feedback: z.array(z.string()),
  /**
   * The default branch's commit that the head collides with: attempts start with it merged in, until one is published, whose commit
   * then has two parents. Null when nothing collides.
   */
  merges: sha.nullable().default(null),
  hold: z.strictObject({ by: z.string(), reason: z.string().nullable(), at: instant }).nullable(),
  /** Whose word it was that nobody works on it until a person says so; its attempt may still be ending. */
  stopped: z
    .strictObject({ by: z.string(), reason: z.string().nullable(), at: instant })
    .nullable()
    .default(null),
  /** What maintainers answer for: a gate's verdict of that head no longer keeps it from being merged. */
  overrides: z.array(Override).default([]),
  /** The paths that were published for it, at most 200 of them, ascending. */
  changed: z.array(z.string()).default([]),
  /** What people said about it to its agent, the last ones, oldest first. */
  told: z.array(Told).default([]),
  /** What was merged meanwhile that its agent should know, the last ones, oldest first. */
  news: z.array(News).default([]),
  outbox: z.array(OutboxEntry),
  /** The last comments that were read as intent: on the issue, and in its pull request, which is null until that was seen. */
  cursor: z.strictObject({ comment: count, pull: count.nullable().default(null) }),
  /** How the task ended; null while it is open. */
  end: z.strictObject({ kind: z.enum(["merged", "dropped"]), by: z.string(), at: instant }).nullable(),
});
export type Task = z.infer<typeof Task>;

/** True while an agent may be at work on it: at most one attempt of a task is open. */
export function hasOpenAttempt(task: Task): boolean {
  return task.attempt !== null && task.attempt.end === null && task.end === null;
}

/** True from the first attempt until the task ends: its paths are its own. */
export function holdsLease(task: Task): boolean {
  return task.attempt !== null && task.end === null;
}

/** The commit that an attempt's patch is counted from: what the default branch brought in is no work of the agent's. */
export function patchBase({ merges }: Pick<Task, "merges">, { base }: Pick<Attempt, "base">): string {
  return merges ?? base;
}

/** Until where a pull request was read. Before it was seen: GitHub counts all comments up, and it came after the issue's last. */
export function saidUntil({ comment, pull }: Task["cursor"]): number {
  return pull ?? comment;
}

/** Attempts that count against `limits.attempts`: the first, and each rework or retry. */
export function countedAttempts(task: Task): number {
  return 1 + task.reworks + task.retries;
}

export function openBlockers(task: Task): readonly Blocker[] {
  return task.blockers.filter((blocker) => blocker.answer === null);
}

/** The open blockers without whose answer no attempt starts. */
export function parkingBlockers(task: Task): readonly Blocker[] {
  return openBlockers(task).filter(({ proceeding }) => proceeding === null);
}
