/**
 * When a blocker is told, and to whom: at once to who can unblock it, once more after the interval of its severity, after another
 * one, or at once when a person says so, to the person who answers for the task, and from then on once a day. The same agent is not asked again by itself: without an
 * answer there is nothing new to tell it.
 */
import type { Config } from "../config/schema.ts";
import { isPerson, isSamePerson } from "../domain/addressee.ts";
import type { Blocker, Task } from "../ledger/task.ts";

export interface BlockerNotice {
  readonly kind: "raised" | "reminder" | "escalated";
  /** An agent's id or `@login`; null when nobody is known. */
  readonly to: string | null;
  readonly at: Date;
}

export interface NoticeRules {
  readonly blockers: Config["blockers"];
  readonly agents: Readonly<Record<string, unknown>>;
  /** `@login` of the person who answers for the task; null when none is known. */
  readonly person: string | null;
}

const DAY = 24 * 60 * 60 * 1_000;

/** What is told next of an open blocker, and when. */
export function nextNotice(task: Task, blocker: Blocker, rules: NoticeRules): BlockerNotice {
  const first = routeOf(task, blocker, rules);
  const [last] = blocker.reminded.slice(-1);
  if (!last) return { kind: "raised", to: first, at: new Date(blocker.at) };
  const interval = rules.blockers[blocker.severity];
  const other = rules.person !== null && (first === null || !isSamePerson(first, rules.person));
  const ordered = blocker.escalated && other ? new Date(blocker.escalated.at) : null;
  if (ordered && !toldPerson(blocker, rules.person))
    return { kind: "escalated", to: rules.person, at: ordered };
  const told = ordered ? Math.max(3, blocker.reminded.length) : blocker.reminded.length;
  const after = (pause: number) => new Date(new Date(last.at).getTime() + pause);
  if (told === 1) return { kind: "reminder", to: first, at: after(interval) };
  if (told === 2 && other) return { kind: "escalated", to: rules.person, at: after(interval) };
  return { kind: "reminder", to: other ? rules.person : first, at: after(Math.max(interval, DAY)) };
}

function toldPerson({ reminded }: Blocker, person: string | null): boolean {
  return reminded.some(({ to }) => to !== null && person !== null && isSamePerson(to, person));
}

/**
 * Who is told first. An agent may name any login, and a mention reaches whoever has it: a person whom only a run named is written to
 * when they had to do with the task before.
 */
function routeOf(task: Task, { on, by }: Blocker, { agents, person }: NoticeRules): string | null {
  if (on === null) return person;
  if (!isPerson(on)) return Object.hasOwn(agents, on) ? on : person;
  const known = [person, ...task.blockers.flatMap(({ by: who, answer }) => [who, answer?.by ?? null])];
  return by !== null || known.some((login) => login !== null && isSamePerson(login, on)) ? on : person;
}
