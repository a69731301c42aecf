/** A plan of faults: which of them strike what passes by, and how often each has struck. */
import type { Fault, Passing } from "./fault.ts";

export interface FaultPlan {
  /** The faults that strike now. Each call counts as one passing. */
  meet(passing: Passing): readonly Fault[];
  crash(): void;
  /** What struck where, in the order of the first time. */
  hits(): readonly Hit[];
}

export interface Hit {
  readonly fault: Fault;
  readonly route: string;
  readonly times: number;
}

/** `onCrash`: ends the process under test; what a `crash` means is up to the test. */
export function plan(
  faults: readonly Fault[],
  { onCrash = () => {} }: { readonly onCrash?: () => void } = {},
): FaultPlan {
  const matched = faults.map(() => 0);
  const struck = new Map<string, Hit>();
  return {
    meet: (passing) =>
      faults.filter((fault, index) => {
        if (!means(fault.route, passing)) return false;
        const count = (matched[index] ?? 0) + 1;
        matched[index] = count;
        const first = fault.nth ?? 1;
        if (count < first || count >= first + (fault.times ?? 1)) return false;
        const key = `${index} ${passing.route}`;
        struck.set(key, { fault, route: passing.route, times: (struck.get(key)?.times ?? 0) + 1 });
        return true;
      }),
    crash: onCrash,
    hits: () => [...struck.values()],
  };
}

function means(route: string, passing: Passing): boolean {
  if (route === "*") return passing.kind !== "webhooks";
  return route === passing.kind || route === passing.route;
}
