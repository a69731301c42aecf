/** Whether what a gate looks at was read in this look. Where it was not, an earlier success stands, or nothing is known. */
import type { Pull } from "./pull.ts";
import type { GateName } from "./verdict.ts";

export function isReadFor(gate: GateName, { change, metrics }: Pick<Pull, "change" | "metrics">): boolean {
  return (gate === "metrics" ? metrics : change) !== "unread";
}
