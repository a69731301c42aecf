/** Whose approval does not count: whoever asked for the work has said already that they want it (FAULTS.md G7). */
import type { Person } from "../domain/actor.ts";
import type { Config } from "./schema.ts";

/**
 * Null where it is nobody, or where their approval counts: by the config, or, where that says nothing, because they are alone on
 * their own machine.
 */
export function setAside(
  { merge }: Pick<Config, "merge">,
  requester: Person | null,
  alone: boolean,
): Person | null {
  const counts = merge.requester === undefined ? alone : merge.requester === "counts";
  return counts ? null : requester;
}
