/** A clock that stands still until a test moves it: sleeps and callbacks fire in order, at the instant for which they were asked. */
import type { Clock } from "../../src/github/waiter.ts";
import type { QueueClock } from "../../src/queue/in-process.ts";

export interface VirtualClock extends Clock, QueueClock {
  /** Milliseconds since the clock was made. */
  elapsed(): number;
  /** Moves on by that many milliseconds; what becomes due on the way has run when it resolves. */
  advance(milliseconds: number): Promise<void>;
}

interface Timer {
  readonly at: number;
  readonly callback: () => void;
}

const START = Date.parse("2026-11-21T12:00:00.000Z");

export function virtualClock(): VirtualClock {
  let elapsed = 0;
  const timers = new Set<Timer>();

  function after(milliseconds: number, callback: () => void): () => void {
    const timer = { at: elapsed + milliseconds, callback };
    timers.add(timer);
    return () => timers.delete(timer);
  }

  async function advance(milliseconds: number): Promise<void> {
    const end = elapsed + milliseconds;
    await settled();
    for (let next = firstUntil(end); next; next = firstUntil(end)) {
      timers.delete(next);
      elapsed = Math.max(elapsed, next.at);
      next.callback();
      await settled();
    }
    elapsed = end;
    await settled();
  }

  function firstUntil(end: number): Timer | undefined {
    return [...timers].filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)[0];
  }

  return {
    now: () => new Date(START + elapsed),
    elapsed: () => elapsed,
    sleep: (milliseconds) => new Promise((resolve) => after(milliseconds, resolve)),
    after,
    advance,
  };
}

/** Lets everything run that waits for nothing but its turn. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
