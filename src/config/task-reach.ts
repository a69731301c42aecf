/** The reach of a task: its scope within the boundary of its agent, by the rules in force. */
import type { Reach } from "../scope/reach.ts";
import type { Config } from "./schema.ts";

/**
 * A task without a scope of its own may touch all of its agent's boundary. For an agent that the config no longer names,
 * only the scope is known: the lease then covers all of it.
 */
export function taskReach(
  task: { readonly scope: readonly string[]; readonly agent: string },
  config: Config,
): Reach {
  const agent = Object.hasOwn(config.agents, task.agent) ? config.agents[task.agent] : undefined;
  const allow = agent?.allow ?? ["**"];
  return { scope: task.scope.length > 0 ? task.scope : allow, allow, forbid: agent?.forbid ?? [] };
}
