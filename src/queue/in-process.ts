/**
 * The work queue in one process: hints for one key coalesce, one piece of work a key at a time, once more when hinted while at
 * work, and backoff after a failure, which no hint shortens. Nothing is kept: a restart looks at every repository anew.
 *
 * With `spacing`, the first hint is still answered at once, but a stream of them is not: whatever comes in before the next
 * start is one look, and the longer the stream lasts, the further apart the looks are. One that is due by itself keeps its time.
 */
export interface QueueOptions {
  /** The work; the returned time says when to look again by itself, null when nothing is due. */
  readonly work: (key: string) => Promise<Date | null>;
  /** Told of a failure and in how many milliseconds it is tried again. */
  readonly onError: (key: string, error: unknown, retryIn: number) => void;
  readonly clock: QueueClock;
  /** None when absent: every hint is answered as soon as the work before it has ended. */
  readonly spacing?: Spacing;
  /** A number from 0 to 1 each time: makes a backoff up to a quarter longer, so that keys that failed together do not return together. */
  readonly jitter?: () => number;
}

/** Milliseconds from one hinted start of a key to the next: `first` after the first, doubled by each, up to `longest`. */
export interface Spacing {
  readonly first: number;
  /** So long without a start or a hint, and the key is quiet: its next hint is a first one. */
  readonly longest: number;
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
  /** The look that is to come; null when none is. */
  timer: { readonly at: number; readonly cancel: () => void } | null;
  /** When the last work started. */
  started: number;
  /** How long after that start the next hint is answered at the soonest. */
  gap: number;
}

export function createQueue({ work, onError, clock, spacing, jitter }: QueueOptions): Queue {
  const entries = new Map<string, Entry>();
  const waiting = new Set<() => void>();
  let closed = false;

  return { hint, idle, close };

  function hint(key: string): void {
    if (closed) return;
    const entry = entryOf(key);
    // After a failure the next look is due anyway: it will see what this hint is about.
    if (entry.failures > 0 && entry.timer) return;
    if (isQuiet(entry)) entry.gap = 0;
    entry.hinted = true;
    startHinted(key, entry);
  }

  function entryOf(key: string): Entry {
    const fresh = { started: Number.NEGATIVE_INFINITY, gap: 0 };
    const entry = entries.get(key) ?? { hinted: false, running: false, failures: 0, timer: null, ...fresh };
    entries.set(key, entry);
    return entry;
  }

  /** At once, or when the spacing lets it. A clock that was put back must not make the wait longer than it was meant to be. */
  function startHinted(key: string, entry: Entry): void {
    if (closed || entry.running || !entry.hinted) return;
    const wait = Math.min(entry.gap, entry.started + entry.gap - time());
    if (wait > 0) startLater(key, entry, wait);
    else void run(key, entry);
  }

  /** The sooner of two looks makes the other needless. */
  function startLater(key: string, entry: Entry, milliseconds: number): void {
    const at = time() + milliseconds;
    if (closed || (entry.timer && entry.timer.at <= at)) return;
    entry.timer?.cancel();
    entry.timer = { at, cancel: clock.after(milliseconds, () => void run(key, entry)) };
  }

  async function run(key: string, entry: Entry): Promise<void> {
    entry.timer?.cancel();
    entry.timer = null;
    if (entry.hinted && spacing)
      entry.gap = Math.min(spacing.longest, Math.max(spacing.first, entry.gap * 2));
    entry.hinted = false;
    entry.running = true;
    entry.started = time();
    await once(key, entry);
    entry.running = false;
    startHinted(key, entry);
    for (const [each, state] of entries) if (!state.timer && isQuiet(state)) entries.delete(each);
    if (isIdle()) for (const resolve of waiting) resolve();
  }

  async function once(key: string, entry: Entry): Promise<void> {
    try {
      const due = await work(key);
      entry.failures = 0;
      if (!due) return;
      const milliseconds = due.getTime() - time();
      startLater(key, entry, milliseconds > 0 ? milliseconds : OVERDUE);
    } catch (error) {
      const retryIn = backoff(entry.failures);
      entry.failures += 1;
      // A hint that came during the failure must not shorten the backoff either.
      entry.hinted = false;
      startLater(key, entry, retryIn);
      onError(key, error, retryIn);
    }
  }

  function backoff(failures: number): number {
    const longer = 1 + (jitter ? jitter() / 4 : 0);
    return Math.round(Math.min(BACKOFF.longest, BACKOFF.first * 2 ** failures) * longer);
  }

  /** Nothing to do, and nothing done for so long that the next hint is a first one. */
  function isQuiet({ hinted, running, started }: Entry): boolean {
    return !hinted && !running && time() - started >= (spacing?.longest ?? 0);
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
    for (const entry of entries.values()) entry.timer?.cancel();
    await idle();
  }

  function time(): number {
    return clock.now().getTime();
  }
}
