/** The only list of gates, in the order in which they are shown. */
import type { GateName } from "../domain/verdict.ts";
import { boundaries } from "./boundaries.ts";
import { conflicts } from "./conflicts.ts";
import { content } from "./content.ts";
import { duplicates } from "./duplicates.ts";
import type { Gate } from "./gate.ts";
import { metrics } from "./metrics.ts";
import { naming } from "./naming.ts";
import { guarded } from "./protected.ts";
import { secrets } from "./secrets.ts";
import { size } from "./size.ts";
import { tests } from "./tests.ts";

const all = [
  boundaries,
  guarded,
  secrets,
  size,
  tests,
  naming,
  content,
  duplicates,
  conflicts,
  metrics,
] as const;

export const gates: readonly Gate[] = all;

export function gateNamed(name: GateName): Gate {
  const found = all.find((gate) => gate.name === name);
  if (!found) throw new Error(`there is no gate ${name}`);
  return found;
}
