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

/** Asks what is not known yet; what could not be tried is asked again. */
export function rememberedForecast(ask: AskForecast, kept: Map<string, Forecast> = new Map()): AskForecast {
  return async (ours, theirs) => {
    const key = forecastKey(ours, theirs);
    const known = kept.get(key);
    if (known) return known;
    const told = await ask(ours, theirs);
    if (told) kept.set(key, told);
    for (const oldest of kept.keys()) if (kept.size > KEPT) kept.delete(oldest);
    return told;
  };
}

export function forecastReader(ask: AskForecast): ReadForecasts {
  const kept = new Map<string, Forecast>();
  const remembered = rememberedForecast(ask, kept);
  return async (due, open, tip) => {
    const found = new Map<string, Forecast | null>();
    let tried = 0;
    for (const [ours, theirs] of due.flatMap((pull) => mergesOf(pull, open, tip))) {
      const key = forecastKey(ours, theirs);
      if (found.has(key)) continue;
      const known = kept.has(key);
      found.set(key, known || tried < TRIED ? await remembered(ours, theirs) : null);
      if (!known) tried += 1;
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
