/** All that an agent is told for one attempt, as data: written to `packet.json` for programs and as `packet.md` for models. */
import { z } from "zod";
import type { AgentConfig } from "../config/schema.ts";
import { taskReach } from "../config/task-reach.ts";
import { attemptCauses, attemptEnds } from "../domain/attempt.ts";
import { bySeverity, severities } from "../domain/severity.ts";
import { otherLeaseHolders } from "../ledger/lease-holders.ts";
import { fitting } from "../ledger/said.ts";
import { type Attempt, openBlockers, type Task } from "../ledger/task.ts";
import { compileReach, type Reach } from "../scope/reach.ts";
import { clip } from "../text/markdown.ts";
import { packetText, questionText } from "../text/packet.ts";
import type { Standing } from "./ports.ts";

/** GitHub's own limit for the body of an issue, in characters. */
const BODY_LIMIT = 65_536;
const NEIGHBOUR_LIMIT = 100;
const WAITING_LIMIT = 20;

const globs = z.array(z.string()).readonly();
const words = z
  .array(z.strictObject({ by: z.string(), text: z.string() }))
  .readonly()
  .default([]);

export const Packet = z.strictObject({
  v: z.literal(1),
  agent: z.strictObject({ id: z.string(), name: z.string(), instructions: z.string() }),
  task: z.strictObject({
    number: z.int().min(1),
    title: z.string(),
    body: z.string().max(BODY_LIMIT),
    branch: z.string(),
    /** The commit that the working tree starts from. */
    base: z.string(),
    /** The default branch's commit that is merged into it, conflict markers and all; null for none. */
    merges: z.string().nullable().default(null),
  }),
  attempt: z.strictObject({ n: z.int().min(1), cause: z.enum(attemptCauses) }),
  /** Writable: a path that matches some glob of `scope` and of `allow`, and none of `forbid`. */
  reach: z.strictObject({ scope: globs, allow: globs, forbid: globs }),
  /** Who else is at work, and on what. */
  neighbours: z
    .array(z.strictObject({ task: z.int(), title: z.string(), agent: z.string(), scope: globs }))
    .readonly(),
  /** What others wait for from this agent. */
  waiting: z
    .array(
      z.strictObject({
        task: z.int(),
        agent: z.string(),
        id: z.string(),
        severity: z.enum(severities),
        what: z.string(),
        needs: z.string().nullable(),
        impact: z.string().nullable(),
      }),
    )
    .readonly()
    .default([]),
  /** What this attempt must put right. */
  feedback: z.array(z.string()).readonly(),
  /** What people answered to the questions of earlier attempts. */
  answers: z
    .array(z.strictObject({ id: z.string(), question: z.string(), by: z.string(), answer: z.string() }))
    .readonly(),
  /** What people say to every agent, to those who touch such paths, and to this one. Words of people: data, not rules of Signalbox. */
  announcements: words,
  patterns: words,
  told: words,
  /** What was merged meanwhile that matters here. */
  news: z
    .array(
      z.strictObject({
        task: z.int(),
        pull: z.int(),
        title: z.string(),
        agent: z.string(),
        because: z.enum(["builds", "overlaps"]),
        paths: globs,
        more: z.int().nullable(),
      }),
    )
    .readonly()
    .default([]),
  /** What earlier attempts did, oldest first. */
  tried: z
    .array(
      z.strictObject({
        n: z.int(),
        cause: z.enum(attemptCauses),
        end: z.enum(attemptEnds),
        summary: z.string(),
      }),
    )
    .readonly(),
});
export type Packet = z.infer<typeof Packet>;

export interface PacketInput {
  readonly task: Task;
  readonly attempt: Attempt;
  readonly agent: AgentConfig;
  readonly issue: { readonly title: string; readonly body: string };
  readonly standing: Pick<Standing, "config" | "ledger">;
}

/** Rebuilt from the ledger, the rules and the issue for each attempt, so that nothing drifts from one to the next. */
export function buildPacket({ task, attempt, agent, issue, standing }: PacketInput): Packet {
  return {
    v: 1,
    agent: { id: task.agent, name: agent.name, instructions: agent.instructions },
    task: {
      number: task.number,
      title: issue.title,
      body: clip(issue.body, BODY_LIMIT),
      branch: task.branch,
      base: attempt.base,
      merges: task.merges,
    },
    attempt: { n: attempt.n, cause: attempt.cause },
    reach: writable(taskReach(task, standing.config)),
    neighbours: neighboursOf(task, standing),
    waiting: waitingFor(task, standing),
    feedback: task.feedback,
    answers: task.blockers.flatMap(({ id, question, proceeding, answer }) =>
      answer === null
        ? []
        : [{ id, question: questionText(question, proceeding), by: answer.by, answer: answer.text }],
    ),
    ...saidTo(task, standing),
    tried: task.tried.map(({ n, cause, end }) => ({ n, cause, end: end.kind, summary: end.summary })),
  };
}

function saidTo(
  task: Task,
  { config, ledger: { desk } }: PacketInput["standing"],
): Pick<Packet, "announcements" | "patterns" | "told" | "news"> {
  const patterns =
    desk.patterns.length === 0 ? [] : fitting(desk.patterns)(compileReach(taskReach(task, config)));
  return {
    announcements: desk.announcements.map(wordsOf),
    patterns: patterns.map(wordsOf),
    told: task.told.map(wordsOf),
    news: task.news.map(({ at: _at, ...facts }) => facts),
  };
}

function wordsOf({ by, text }: { readonly by: string; readonly text: string }) {
  return { by, text };
}

/** For an agent it is one and the same why it may not write to a path. */
function writable({ scope, allow, forbid, withheld = [] }: Reach): Packet["reach"] {
  return { scope, allow, forbid: [...forbid, ...withheld.map(({ glob }) => glob)] };
}

/** The packet as Markdown for a model. */
export function formatPacket(packet: Packet): string {
  return packetText(packet);
}

/** Blockers of other tasks that name this agent, the most pressing first. */
function waitingFor(task: Task, { ledger }: Pick<Standing, "ledger">): Packet["waiting"] {
  return [...ledger.tasks.values()]
    .filter((other) => other.number !== task.number && other.end === null)
    .flatMap((other) =>
      openBlockers(other)
        .filter(({ on }) => on === task.agent)
        .map(({ id, severity, question: what, needs, impact }) => {
          return { task: other.number, agent: other.agent, id, severity, what, needs, impact };
        }),
    )
    .toSorted(bySeverity)
    .slice(0, WAITING_LIMIT);
}

function neighboursOf(
  task: Task,
  { config, ledger }: Pick<Standing, "config" | "ledger">,
): Packet["neighbours"] {
  return otherLeaseHolders(task, ledger.tasks.values())
    .slice(0, NEIGHBOUR_LIMIT)
    .map((other) => {
      const { scope } = taskReach(other, config);
      return { task: other.number, title: other.title, agent: other.agent, scope };
    });
}
