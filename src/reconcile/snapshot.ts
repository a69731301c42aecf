/** What a decision is made from: the observation, with its config and ledger read. */
import { parseConfig } from "../config/parse.ts";
import type { ConfigProblem } from "../config/problem.ts";
import type { Config } from "../config/schema.ts";
import type { Observation } from "../domain/observation.ts";
import { emptyLedger, type Ledger, parseLedger } from "../ledger/ledger.ts";
import { configMissingText, configProblemText } from "../text/config.ts";

export interface Snapshot {
  readonly observation: Observation;
  readonly ledger: Ledger;
  readonly config: ConfigReading;
}

/**
 * The rules in force. An invalid config on the default branch leaves the last valid one in force for running work and
 * starts nothing new; `problem` says why, and is null when the default branch's own config is in force.
 */
export interface ConfigReading {
  readonly config: Config | null;
  /** The text that is in force, and the blob that it came from. */
  readonly text: string | null;
  readonly oid: string | null;
  readonly problem: string | null;
  /** Everything that is wrong with the default branch's config; empty when it is valid or absent. */
  readonly problems: readonly ConfigProblem[];
}

export function readSnapshot(observation: Observation): Snapshot {
  const ledger = observation.ledger ? parseLedger(observation.ledger.files) : emptyLedger;
  return { observation, ledger, config: readConfig(observation, ledger) };
}

function readConfig({ config: seen }: Observation, ledger: Ledger): ConfigReading {
  const parsed = seen ? parseConfig(seen.text) : null;
  if (seen && parsed?.ok) {
    return { config: parsed.config, text: seen.text, oid: seen.oid, problem: null, problems: [] };
  }
  const problems = parsed && !parsed.ok ? parsed.problems : [];
  const problem = problems.length > 0 ? configProblemText(problems) : configMissingText();
  const last = ledger.config === null ? null : parseConfig(ledger.config);
  const config = last?.ok ? last.config : null;
  return { config, text: ledger.config, oid: ledger.desk.config, problem, problems };
}
