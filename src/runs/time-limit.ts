/** Runs work under a time limit, which ends it through its signal. */
export type Timed<T> = { readonly kind: "ended"; readonly value: T } | { readonly kind: "over" };

/** How long work may take to stop when its time is over; after that it is left behind. */
const STOPPING_MS = 15_000;

/** `over` when the limit came first, whatever the work then said. Aborting `signal` ends the work early. */
export async function withinTime<T>(
  milliseconds: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<Timed<T>> {
  const limit = new AbortController();
  const timers: NodeJS.Timeout[] = [];
  const over = new Promise<Timed<T>>((resolve) => {
    timers.push(setTimeout(() => limit.abort(new Error("the time is over")), milliseconds));
    timers.push(setTimeout(() => resolve({ kind: "over" }), milliseconds + STOPPING_MS));
  });
  const ended = work(AbortSignal.any([signal, limit.signal])).then(
    (value): Timed<T> => (limit.signal.aborted ? { kind: "over" } : { kind: "ended", value }),
    (error: unknown): Timed<T> => {
      if (limit.signal.aborted) return { kind: "over" };
      throw error;
    },
  );
  try {
    return await Promise.race([ended, over]);
  } finally {
    for (const timer of timers) clearTimeout(timer);
  }
}
