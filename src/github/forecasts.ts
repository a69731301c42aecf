/** Asks for the merges that a verdict needs, each once: what Git says of two commits never changes. */
import { mayCollide } from "../domain/collide.ts";
import { type Forecast, forecastKey } from "../domain/forecast.ts";
import type { Pull } from "../domain/pull.ts";

/** Null when it could not look. */
export type AskForecast = (ours: string, theirs: string) => Promise<Forecast | null>;

export type ReadForecasts = (
  /** Those that are judged; their changes are read. */
  due: readonly Pull[],
  /** All that are open, the due ones among them. */
  open: readonly Pull[],
  tip: string,
) => Promise<ReadonlyMap<string, Forecast | null>>;

/** New merges that one look tries at most: the rest stays unknown, and is tried by the next one. */
const TRIED = 200;

/** Answers that are kept. */
const KEPT = 5_000;

export function forecastReader(ask: AskForecast): ReadForecasts {
  const kept = new Map<string, Forecast>();
  return async (due, open, tip) => {
    const found = new Map<string, Forecast | null>();
    let tried = 0;
    for (const [ours, theirs] of due.flatMap((pull) => mergesOf(pull, open, tip))) {
      const key = forecastKey(ours, theirs);
      if (found.has(key)) continue;
      const known = kept.get(key);
      const told = known ?? (tried < TRIED ? await ask(ours, theirs) : null);
      if (!known) tried += 1;
      if (told && !known) kept.set(key, told);
      for (const oldest of kept.keys()) if (kept.size > KEPT) kept.delete(oldest);
      found.set(key, told);
    }
    return found;
  };
}

/** With the tip first: what collides there is sent back, whatever else is open. */
function mergesOf(pull: Pull, open: readonly Pull[], tip: string): readonly (readonly [string, string])[] {
  const { change, head, number } = pull;
  if (change === null || change === "unread") return [];
  const others = open.filter(
    (other) =>
      other.number !== number &&
      other.change !== null &&
      other.change !== "unread" &&
      mayCollide(change.files, other.change.files),
  );
  return [[head, tip], ...others.map((other) => [head, other.head] as const)];
}
