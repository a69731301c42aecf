/** The real clock, as the waiter and the queue want it. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "../github/waiter.ts";
import type { QueueClock } from "../queue/in-process.ts";

export const systemClock: Clock & QueueClock = {
  now: () => new Date(),
  sleep: async (milliseconds) => {
    await sleep(milliseconds);
  },
  after: (milliseconds, callback) => {
    // Node fires a timer of more than 2^31 - 1 ms at once.
    const timer = setTimeout(callback, Math.min(milliseconds, 2 ** 31 - 1));
    return () => clearTimeout(timer);
  },
};

/** As the real one, but nothing that only waits for it keeps the process alive: for a server, which its socket does. */
export const backgroundClock: Clock & QueueClock = {
  now: systemClock.now,
  sleep: async (milliseconds) => {
    await sleep(milliseconds, undefined, { ref: false });
  },
  after: (milliseconds, callback) => {
    const timer = setTimeout(callback, Math.min(milliseconds, 2 ** 31 - 1));
    timer.unref();
    return () => clearTimeout(timer);
  },
};
