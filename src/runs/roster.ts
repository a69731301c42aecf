/** The roster as a run reads it. */
import type { AgentConfig, Config } from "../config/schema.ts";

/** The roster's entry of an agent; null when the config does not name it (any more). */
export function rosterAgent(config: Config, id: string): AgentConfig | null {
  return (Object.hasOwn(config.agents, id) ? config.agents[id] : undefined) ?? null;
}
