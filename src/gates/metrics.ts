/**
 * Gate `metrics`: numbers in the JSON reports of checks keep their bounds. A number that is not there passes nothing: while
 * somebody is at work on it the gate waits, and once the check has ended without it the gate fails (FAULTS.md G4).
 */
import type { Metric } from "../config/metric-schema.ts";
import type { MetricDelay, MetricReading } from "../domain/metric-reading.ts";
import { passed, type Reason, reasonAt, type Verdict, verdictOf } from "../domain/verdict.ts";
import { metricDelayText, metricGapText, outOfBoundsText, regressionText } from "../text/gates/metrics.ts";
import type { Gate } from "./gate.ts";

export const metrics: Gate = {
  name: "metrics",
  summary: "numbers of a check's report, such as coverage, that are out of bounds or missing",
  keys: ["gates.metrics", "gates.checks"],
  judges: "pull",
  judge: ({ config, metrics: readings }) => {
    const verdicts = config.gates.metrics.map((metric) => verdictOn(metric, readings.get(metric.name)));
    const failed = verdicts.flatMap(({ status, reasons }) => (status === "fail" ? reasons : []));
    if (failed.length > 0) return verdictOf(failed);
    const unknown = verdicts.flatMap(({ status, reasons }) => (status === "wait" ? reasons : []));
    return unknown.length > 0 ? { status: "wait", reasons: unknown, warnings: [] } : passed;
  },
};

/** Nobody looked: that is not the same as a number within bounds. */
const unread: MetricReading = { kind: "pending", why: "check" };

function verdictOn(metric: Metric, reading: MetricReading = unread): Verdict {
  switch (reading.kind) {
    case "number":
      return verdictOnNumber(metric, reading.value, reading.base);
    case "pending":
      return waiting(metric, reading.why);
    case "missing":
      return verdictOf([reason(metric, metricGapText(metric, reading.gap))]);
    default:
      return reading satisfies never;
  }
}

function verdictOnNumber(metric: Metric, value: number, base: number | null): Verdict {
  if (!isWithin(value, metric)) return verdictOf([reason(metric, outOfBoundsText(metric, value))]);
  if (metric.regression === undefined) return passed;
  if (base === null) return waiting(metric, "base");
  const worse = metric.max === undefined ? base - value : value - base;
  return worse > (Math.abs(base) * metric.regression) / 100
    ? verdictOf([reason(metric, regressionText(metric, value, base, metric.regression))])
    : passed;
}

function waiting(metric: Metric, why: MetricDelay): Verdict {
  return { status: "wait", reasons: [reason(metric, metricDelayText(metric, why))], warnings: [] };
}

function isWithin(value: number, { min, max }: Metric): boolean {
  return (min === undefined || value >= min) && (max === undefined || value <= max);
}

/** About the change as a whole; its rule is the metric's name. */
function reason({ name }: Metric, message: string): Reason {
  return reasonAt(null, name, message);
}
