/** The gates that have something to judge by: one whose rules are a list says nothing while the list is empty. */
import { type GateName, gateNames } from "../domain/verdict.ts";
import type { Config } from "./schema.ts";

export function gatesInForce(config: Pick<Config, "naming" | "content" | "gates">): readonly GateName[] {
  return gateNames.filter((gate) => {
    if (gate === "naming" || gate === "content") return config[gate].length > 0;
    return gate === "metrics" ? config.gates.metrics.length > 0 : true;
  });
}
