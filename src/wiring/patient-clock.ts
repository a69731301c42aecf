/** A clock that refuses to sleep long: a job costs money while it waits, and keeps those behind it from their turn. */
import type { Clock } from "../github/waiter.ts";
import { longWaitText } from "../text/action-problem.ts";

/** Throws instead of sleeping more than `longest` milliseconds at a time. */
export function patientClock<C extends Clock>(clock: C, longest: number): C {
  const sleep = async (milliseconds: number): Promise<void> => {
    if (milliseconds > longest) throw new Error(longWaitText(new Date(clock.now().getTime() + milliseconds)));
    await clock.sleep(milliseconds);
  };
  return { ...clock, sleep };
}
