/** `signalbox metrics`: how the work went, counted from the ledger's history alone. */
import type { Metrics } from "../domain/metrics.ts";
import { metricsReport, metricsText } from "../text/metrics.ts";
import { systemClock } from "../wiring/clock.ts";
import { ledgerMetrics } from "../wiring/ledger-metrics.ts";
import { defineCommand, WrongUse } from "./command.ts";
import { connect, connectOptions, connectUsage } from "./connect.ts";
import { parseSince } from "./since.ts";

const usage = `signalbox metrics [--since WHEN] [--dir D | --repo OWNER/NAME] [--json]

Counts how the work went: throughput, first-pass rate, rework, what was caught, blockers, interventions, utilisation. Everything comes
from the history of the ledger's branch; what it does not hold is not shown. Changes nothing.

  --since WHEN    only what happened since: 2026-11-20, 2026-11-20T14:00Z, 90m, 24h or 7d; the whole history unless told
${connectUsage}
  --json   print the numbers that the text is made of; shares are from 0 to 1, times in seconds
  --help   print this

Exit code 0: shown. 2: wrong use. 3: something failed.`;

export const metrics = defineCommand({
  name: "metrics",
  usage,
  options: { ...connectOptions, since: { type: "string" } },
  positionals: 0,
  run: async (values, _positionals, io) => {
    const since = values.since === undefined ? null : sinceOf(values.since);
    const { history, close } = await connect(values, io);
    try {
      const read = await history();
      const counted = ledgerMetrics(read, (whole) => spanOf(whole, since));
      io.out(
        values.json ? JSON.stringify(metricsReport(counted), null, 2) : metricsText(counted, read.branch),
      );
      return 0;
    } finally {
      await close();
    }
  },
});

function sinceOf(text: string): Date {
  const now = systemClock.now();
  const since = parseSince(text, now);
  if (since === null)
    throw new WrongUse(
      `--since takes a day (2026-11-20), a time (2026-11-20T14:00Z) or how long ago (90m, 24h, 7d), but was given ${text}`,
    );
  if (since > now) throw new WrongUse(`--since ${text} is in the future, where nothing has happened yet`);
  return since;
}

/** "Since" means until now. */
function spanOf(whole: Metrics["span"], since: Date | null): Metrics["span"] {
  if (whole === null || since === null) return whole;
  const now = systemClock.now();
  return { from: since, to: now > whole.to ? now : whole.to };
}
