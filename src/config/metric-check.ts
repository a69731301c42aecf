/** Of the checks on a commit, the run whose report counts for a metric. */
import { newestCheck } from "../domain/newest-check.ts";
import type { Check } from "../domain/pull.ts";
import type { Config } from "./schema.ts";

type Gates = Pick<Config["gates"], "checks" | "metrics">;

/** Undefined until it has ended. */
export function metricCheck(
  { check: key }: Gates["metrics"][number],
  wanted: Gates["checks"],
  checks: readonly Check[],
): Check | undefined {
  const found = wanted[key];
  const check = found && newestCheck(checks, { name: found.check, app: found.app });
  return check?.status === "completed" ? check : undefined;
}

/** Which runs the metrics were read from: the same check run keeps its report, another one has its own. */
export function metricSources(
  { metrics, checks: wanted }: Gates,
  checks: readonly Check[],
): readonly string[] {
  return metrics.map((metric) => metricCheck(metric, wanted, checks)?.id ?? "none");
}
