/**
 * Obeys GitHub's rate limits for one installation: until a wait is over, nothing is sent at all; writes leave one at a
 * time, `writeSpacing` apart. https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api
 *
 * Only an answer that says "refused, not done" is followed by sending the same request again. An answer that got lost is
 * never repeated here: whether it was done is for the next observation to find out.
 */
import { type Answer, isRefusal, isUsedUp, waitAsked } from "./rate-limit.ts";

export interface Clock {
  now(): Date;
  sleep(milliseconds: number): Promise<void>;
}

export interface WaiterOptions {
  readonly clock: Clock;
  /** Milliseconds from one write to the next; GitHub asks for at least 1,000. */
  readonly writeSpacing: number;
}

export interface Waiter {
  /** Resolves when a request of that kind may be sent; writes hold the turn until `release` is called. */
  enter(kind: "read" | "write"): Promise<() => void>;
  /** Reads an answer; `again` when GitHub refused for the rate limit and the request may be sent again after `enter`. */
  answered(answer: Answer): "again" | "final";
}

/** Milliseconds to wait after a refusal that does not say how long: doubled by each that follows, up to the longest. */
const UNSAID = { first: 60_000, longest: 3_600_000 } as const;

export function createWaiter({ clock, writeSpacing }: WaiterOptions): Waiter {
  let quietUntil = Number.NEGATIVE_INFINITY;
  let unsaid = 0;
  let lastWrite = Number.NEGATIVE_INFINITY;
  let turn: Promise<void> = Promise.resolve();

  return { enter, answered };

  async function enter(kind: "read" | "write"): Promise<() => void> {
    if (kind === "read") {
      await until(() => quietUntil);
      return () => {};
    }
    const before = turn;
    const { promise, resolve } = Promise.withResolvers<void>();
    turn = promise;
    try {
      await before;
      await until(() => Math.max(quietUntil, lastWrite + writeSpacing));
    } catch (error) {
      resolve();
      throw error;
    }
    lastWrite = time();
    return resolve;
  }

  /** Another answer may prolong the wait while somebody sleeps: look again until it is really over. */
  async function until(end: () => number): Promise<void> {
    for (let wait = end() - time(); wait > 0; wait = end() - time()) await clock.sleep(wait);
  }

  function answered(answer: Answer): "again" | "final" {
    const quiet = time() < quietUntil;
    if (isRefusal(answer)) {
      quietUntil = Math.max(quietUntil, time() + (waitAsked(answer, clock.now()) ?? nextUnsaid(quiet)));
      return "again";
    }
    if (isUsedUp(answer.headers))
      quietUntil = Math.max(quietUntil, time() + (waitAsked(answer, clock.now()) ?? 0));
    if (answer.status < 400 && !quiet) unsaid = 0;
    return "final";
  }

  /** Answers that come in during a wait are to requests sent before it: they tell nothing new. */
  function nextUnsaid(quiet: boolean): number {
    if (quiet) return 0;
    unsaid = Math.min(UNSAID.longest, unsaid === 0 ? UNSAID.first : unsaid * 2);
    return unsaid;
  }

  function time(): number {
    return clock.now().getTime();
  }
}
