/**
 * Who should land first of tasks whose work collides. The order is total, so that they never wait for each other in a circle, and
 * it rests on what hardly changes while both are open: not on whose checks are green at the moment, for then the order would
 * turn with every push.
 */
import type { LandingReason } from "../domain/other-pull.ts";
import type { Task } from "./task.ts";

export type LandingTask = Pick<Task, "number" | "queuedAt" | "dependsOn" | "state" | "hold">;

export interface LandingOrder {
  /** Whether `one` should land before `other`, and why. */
  before(one: number, other: number): { readonly first: boolean; readonly because: LandingReason };
}

/**
 * What a task builds on comes before it. Then what nobody moves without a person (held, or escalated), with all that builds on it,
 * comes after the rest: it would keep the others up. Then the task that was queued first, a task counting as late as the
 * latest of what it builds on: compared one by one, dependency and age could otherwise form a circle.
 */
export function landingOrder(tasks: ReadonlyMap<number, LandingTask>): LandingOrder {
  const kept = new Map<number, Place>();
  const placeOf = (number: number): Place => {
    const known = kept.get(number) ?? place(tasks, number);
    kept.set(number, known);
    return known;
  };
  return {
    before: (one, other) => {
      const [a, b] = [placeOf(one), placeOf(other)];
      const first = compare(a, b) < 0;
      if (a.builtOn.has(other) !== b.builtOn.has(one)) return { first, because: "dependency" };
      return { first, because: a.parked === b.parked ? "queued" : "parked" };
    },
  };
}

interface Place {
  readonly number: number;
  readonly parked: boolean;
  /** The task itself and all that it builds on. */
  readonly builtOn: ReadonlySet<number>;
  /** When the last of them was queued, and its number. */
  readonly since: readonly [at: string, number: number];
  readonly own: readonly [at: string, number: number];
}

function place(tasks: ReadonlyMap<number, LandingTask>, number: number): Place {
  const builtOn = closure(tasks, number);
  const built = [...builtOn].flatMap((each) => tasks.get(each) ?? []);
  const ages = built.map(ageOf);
  const own = ageOf(tasks.get(number) ?? { number, queuedAt: "" });
  return {
    number,
    parked: built.some(({ state, hold }) => state === "escalated" || hold !== null),
    builtOn,
    since: ages.reduce((latest, age) => (compareAge(latest, age) < 0 ? age : latest), own),
    own,
  };
}

function ageOf({ number, queuedAt }: Pick<LandingTask, "number" | "queuedAt">): readonly [string, number] {
  return [queuedAt, number];
}

/** Tasks that are open: what has landed keeps nobody's place. Circles of dependencies end the walk; all in one share a closure. */
function closure(tasks: ReadonlyMap<number, LandingTask>, number: number): ReadonlySet<number> {
  const found = new Set([number]);
  // A set that grows is walked on.
  for (const each of found)
    for (const next of tasks.get(each)?.dependsOn ?? []) if (tasks.has(next)) found.add(next);
  return found;
}

/** Each key alone never contradicts a dependency: what a task builds on is no more parked, no younger and no larger than it. */
function compare(a: Place, b: Place): number {
  return (
    Number(a.parked) - Number(b.parked) ||
    compareAge(a.since, b.since) ||
    a.builtOn.size - b.builtOn.size ||
    compareAge(a.own, b.own)
  );
}

function compareAge(
  [at, number]: readonly [string, number],
  [other, otherNumber]: readonly [string, number],
): number {
  return at === other ? number - otherNumber : at < other ? -1 : 1;
}
