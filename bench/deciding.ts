/** Bench `decide`: how much longer a decision takes for ten times the tasks. */
import { decide } from "../src/reconcile/decide.ts";
import type { Snapshot } from "../src/reconcile/snapshot.ts";
import { crowdOf, crowdTime } from "./crowd.ts";
import type { Figure } from "./figure.ts";
import { median } from "./median.ts";

const SIZES = { few: 1_000, many: 10_000 } as const;
const RUNS = 7;

/** Medians of runs that alternate, so that a machine that slows down slows both sides. */
export function benchDeciding(): readonly Figure[] {
  const [few, many] = [crowdOf(SIZES.few), crowdOf(SIZES.many)];
  for (const snapshot of [few, many, few]) timed(snapshot);
  const rounds = Array.from({ length: RUNS }, () => [timed(few), timed(many)] as const);
  const growth = median(rounds.map(([, slow]) => slow)) / median(rounds.map(([fast]) => fast));
  return [
    {
      what: `time of decide(): ${SIZES.many} tasks against ${SIZES.few}`,
      measured: growth,
      detail: "times as long (10 is linear)",
      aim: 12,
      alternative: { what: "if each were compared with each", number: (SIZES.many / SIZES.few) ** 2 },
    },
  ];
}

/** Milliseconds. */
function timed(snapshot: Snapshot): number {
  const start = performance.now();
  decide(snapshot, crowdTime);
  return performance.now() - start;
}
