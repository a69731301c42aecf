/**
 * The work queue in one process: hints for one key coalesce, one piece of work a key at a time, once more when hinted while at
 * work, and backoff after a failure, which no hint shortens. Nothing is kept: a restart looks at every repository anew.
 */
export interface QueueOptions {
  /** The work; the returned time says when to look again by itself, null when nothing is due. */
  readonly work: (key: string) => Promise<Date | null>;
  /** Told of a failure and in how many milliseconds it is tried again. */
  readonly onError: (key: string, error: unknown, retryIn: number) => void;
  readonly clock: QueueClock;
}

export interface QueueClock {
  now(): Date;
  /** Calls back after that many milliseconds; the returned function cancels. */
  after(milliseconds: number, callback: () => void): () => void;
}

export interface Queue {
  /** "Look at this": cheap, and as often as anybody likes. */
  hint(key: string): void;
  /** Resolves when nothing is at work and nothing is hinted; what is due later does not count. */
  idle(): Promise<void>;
  /** No new work starts; resolves when what is at work has ended. */
  close(): Promise<void>;
}

/** Milliseconds. */
const BACKOFF = { first: 1_000, longest: 60_000 } as const;

/** Milliseconds until a look that is due already, so that one which stays due does not go round without pause. */
const OVERDUE = 1_000;

interface Entry {
  hinted: boolean;
  running: boolean;
  /** In a row. */
  failures: number;
  /** Cancels the look that is due later; null when none is. */
  cancel: (() => void) | null;
}

export function createQueue({ work, onError, clock }: QueueOptions): Queue {
  const entries = new Map<string, Entry>();
  const waiting = new Set<() => void>();
  let closed = false;

  return { hint, idle, close };

  function hint(key: string): void {
    if (closed) return;
    const entry = entryOf(key);
    // After a failure the next look is due anyway: it will see what this hint is about.
    if (entry.failures > 0 && entry.cancel) return;
    start(key, entry);
  }

  function start(key: string, entry: Entry): void {
    if (closed) return;
    entry.hinted = true;
    if (!entry.running) void run(key, entry);
  }

  function entryOf(key: string): Entry {
    const entry = entries.get(key) ?? { hinted: false, running: false, failures: 0, cancel: null };
    entries.set(key, entry);
    return entry;
  }

  async function run(key: string, entry: Entry): Promise<void> {
    entry.running = true;
    while (entry.hinted && !closed) {
      entry.hinted = false;
      entry.cancel?.();
      entry.cancel = null;
      await once(key, entry);
    }
    entry.running = false;
    if (!entry.cancel) entries.delete(key);
    if (isIdle()) for (const resolve of waiting) resolve();
  }

  async function once(key: string, entry: Entry): Promise<void> {
    try {
      const due = await work(key);
      entry.failures = 0;
      if (due) later(key, entry, due.getTime() - clock.now().getTime());
    } catch (error) {
      const retryIn = Math.min(BACKOFF.longest, BACKOFF.first * 2 ** entry.failures);
      entry.failures += 1;
      // A hint that came during the failure must not shorten the backoff either.
      entry.hinted = false;
      later(key, entry, retryIn);
      onError(key, error, retryIn);
    }
  }

  function later(key: string, entry: Entry, milliseconds: number): void {
    if (closed) return;
    entry.cancel = clock.after(milliseconds > 0 ? milliseconds : OVERDUE, () => {
      entry.cancel = null;
      start(key, entry);
    });
  }

  function isIdle(): boolean {
    return [...entries.values()].every(({ hinted, running }) => !running && (!hinted || closed));
  }

  function idle(): Promise<void> {
    if (isIdle()) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        waiting.delete(done);
        resolve();
      };
      waiting.add(done);
    });
  }

  async function close(): Promise<void> {
    closed = true;
    for (const entry of entries.values()) entry.cancel?.();
    await idle();
  }
}
