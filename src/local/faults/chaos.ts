/** Faults by chance: the same seed gives the same faults. */
import { createRandom } from "../../domain/random.ts";
import type { Fault, FaultAction } from "./fault.ts";

export interface ChaosOptions {
  /** How many faults. */
  readonly count: number;
  /** They strike among so many matches of their route. */
  readonly within: number;
  readonly routes?: readonly [string, ...string[]];
}

/** No `crash`: that is for whoever can restart the process under test. */
export function chaos(seed: number, { count, within, routes }: ChaosOptions): readonly Fault[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, (): Fault => {
    const route = random.pick(routes ?? ["reads", "writes", "webhooks"]);
    const nth = 1 + Math.floor(random.next() * within);
    if (route.startsWith("webhook")) return { route, nth, when: "before", do: random.pick(deliveryFaults) };
    const reads = route === "reads" || route.startsWith("GET ") || route.startsWith("query ");
    const when = reads ? "before" : random.pick(moments);
    return { route, nth, when, do: random.pick(reads ? readFaults : writeFaults) };
  });
}

const moments: readonly [Fault["when"], ...Fault["when"][]] = ["before", "afterCommit"];
const html = { kind: "status", status: 502, body: "<html>Bad Gateway</html>" } as const;
const deliveryFaults: readonly [FaultAction, ...FaultAction[]] = [
  { kind: "reset" },
  { kind: "duplicate" },
  { kind: "delay", milliseconds: 2_000 },
];
const readFaults: readonly [FaultAction, ...FaultAction[]] = [
  { kind: "reset" },
  html,
  { kind: "status", status: 500 },
  { kind: "truncate" },
  { kind: "stale", writes: 3 },
];
const writeFaults: readonly [FaultAction, ...FaultAction[]] = [
  { kind: "reset" },
  html,
  { kind: "truncate" },
  { kind: "status", status: 503 },
];
