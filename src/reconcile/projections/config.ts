/** The check `signalbox/config`: what is wrong with an invalid config, on the very commit that made it so. */
import type { Effect } from "../../domain/effect.ts";
import { checkNames } from "../../domain/verdict.ts";
import { configCheckSummary, configCheckTitle } from "../../text/config.ts";
import type { Snapshot } from "../snapshot.ts";

/** Needs no rules in force: it is the one thing that Signalbox says where it has never had any. */
export function configEffects({ observation, config }: Snapshot): readonly Effect[] {
  if (observation.configReported !== false || config.problems.length === 0) return [];
  const { head } = observation.repository;
  return [
    {
      kind: "check",
      annotations: [],
      pull: null,
      head,
      name: checkNames.config,
      externalId: `config@${head}`,
      existing: null,
      result: "failure",
      title: configCheckTitle(config.problems.length),
      summary: configCheckSummary(config.problems, config.config !== null),
    },
  ];
}
