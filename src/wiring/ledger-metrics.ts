/** The numbers of `signalbox metrics`, from the ledger's history. */
import type { Metrics } from "../domain/metrics.ts";
import { metricsOf, wholeSpan } from "../ledger/metrics.ts";
import { taskLives } from "../ledger/task-lives.ts";
import type { LedgerHistory } from "./ledger-history.ts";

/** `spanOf` picks from the whole span what is counted; all of it unless told. */
export function ledgerMetrics(
  { versions, span, places }: LedgerHistory,
  spanOf: (whole: Metrics["span"]) => Metrics["span"] = (whole) => whole,
): Metrics {
  const { lives, unreadable } = taskLives(versions);
  return metricsOf({ lives, unreadable, places, span: spanOf(wholeSpan(span, lives)) });
}
