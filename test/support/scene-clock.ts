/** The time of a scene: it runs as it does outside, and jumps forward when a test says so, which fires what was due meanwhile. */
import type { Clock } from "../../src/github/waiter.ts";
import type { QueueClock } from "../../src/queue/in-process.ts";

export interface SceneClock extends Clock, QueueClock {
  /** Jumps that many seconds ahead: hours and days too, for tokens are signed and renewed by this clock. */
  advance(seconds: number): void;
  /** Seconds by which it is ahead of the time outside. */
  ahead(): number;
}

interface Timer {
  readonly due: number;
  readonly callback: () => void;
}

/** @param start Seconds ahead from the beginning: the time of a world that is resumed. */
export function createSceneClock(start = 0): SceneClock {
  let ahead = start * 1_000;
  const timers = new Set<Timer>();
  const now = () => new Date(Date.now() + ahead);

  function after(milliseconds: number, callback: () => void): () => void {
    const timer = { due: now().getTime() + milliseconds, callback };
    timers.add(timer);
    return () => timers.delete(timer);
  }

  function advance(seconds: number): void {
    ahead += seconds * 1_000;
    const due = [...timers].filter((timer) => timer.due <= now().getTime());
    for (const timer of due.toSorted((a, b) => a.due - b.due)) {
      timers.delete(timer);
      timer.callback();
    }
  }

  return {
    now,
    after,
    advance,
    ahead: () => ahead / 1_000,
    sleep: (milliseconds) => new Promise((resolve) => after(milliseconds, resolve)),
  };
}
