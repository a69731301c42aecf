/**
 * Tells open pages that something changed. A hint, never the news itself: the page then reads anew what it shows. Hints that
 * come close together become one, and no more than a few pages listen at once.
 */
export type Hint =
  /** Something on GitHub or in Signalbox's mind. */
  | "changed"
  /** Only what running agents print. */
  | "output";

export interface Hub {
  /** Calls `send` for each hint and `end` on close; null when too many listen already. Answers with the way to stop. */
  join(send: (hint: Hint) => void, end: () => void): (() => void) | null;
  hint(hint: Hint): void;
  /** How many listen now. */
  readonly size: number;
  close(): void;
}

export interface HubOptions {
  readonly limit: number;
  /** Milliseconds between two hints. */
  readonly spacing: number;
}

interface Listener {
  readonly send: (hint: Hint) => void;
  readonly end: () => void;
}

export function createHub({ limit, spacing }: HubOptions): Hub {
  const listeners = new Set<Listener>();
  let resting: NodeJS.Timeout | null = null;
  let due: Hint | null = null;

  function hint(what: Hint): void {
    if (listeners.size === 0) return;
    if (resting !== null) {
      due = due === "changed" ? due : what;
      return;
    }
    due = null;
    for (const { send } of listeners) send(what);
    resting = setTimeout(() => {
      resting = null;
      if (due !== null) hint(due);
    }, spacing);
  }

  return {
    join: (send, end) => {
      if (listeners.size >= limit) return null;
      const listener = { send, end };
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    hint,
    get size() {
      return listeners.size;
    },
    close: () => {
      if (resting !== null) clearTimeout(resting);
      for (const { end } of listeners) end();
      listeners.clear();
    },
  };
}
