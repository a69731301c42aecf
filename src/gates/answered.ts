/** A verdict as it counts: with a maintainer's word for this very head, and by what the config requires. */
import type { Config } from "../config/schema.ts";
import { mayOverride, OVERRIDE, type Override, overridden, overrideOf } from "../domain/override.ts";
import { type GateName, reasonAt, type Verdict } from "../domain/verdict.ts";
import { overrideText } from "../text/gates/check.ts";

/** What the gate holds against an overridden head is shown and stops nothing. */
export function answered(
  overrides: readonly Override[],
  head: string,
  gate: GateName,
  verdict: Verdict,
): Verdict {
  const given = overrideOf(overrides, gate, head);
  return given && mayOverride(verdict)
    ? overridden(verdict, reasonAt(null, OVERRIDE, overrideText(given)))
    : verdict;
}

/** Where a red gate ends a command or a job: what `gates.require` leaves out only warns. */
export function asRequired({ gates }: Pick<Config, "gates">, gate: GateName, verdict: Verdict): Verdict {
  if (gates.require.includes(gate)) return verdict;
  return { status: "pass", reasons: [], warnings: [...verdict.reasons, ...verdict.warnings] };
}
