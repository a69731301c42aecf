/** An adapter from packet to outcome: how one kind of agent is started, stopped and understood. */
import type { AgentConfig } from "../config/schema.ts";
import type { Outcome } from "../domain/outcome.ts";
import type { Packet } from "./packet.ts";
import type { Workspace } from "./workspace.ts";

export interface Runner {
  readonly name: AgentConfig["runner"];
  /** What this agent lacks to be started by this runner, as a reason to wait; null when nothing. */
  missing(agent: AgentConfig): string | null;
  /**
   * Plays one attempt in `workspace.tree`. Resolves when nothing of it is at work any more: the tree is read next. What
   * went wrong is a `failed` outcome; after an abort the outcome does not count.
   */
  run(input: RunInput): Promise<Outcome>;
  /**
   * Takes over what `run` began in another process that is no more; null when no word of its end is left. Absent where an
   * attempt does not outlive the process that plays it.
   */
  readonly resume?: (input: Omit<RunInput, "packet" | "deadline">) => Promise<Outcome | null>;
}

export interface RunInput {
  readonly agent: AgentConfig;
  readonly packet: Packet;
  readonly workspace: Workspace;
  /** When its time is over, by the real clock. */
  readonly deadline: Date;
  /** Aborted when the time is over or nobody wants the run any more. */
  readonly signal: AbortSignal;
  /** Each line that the agent prints, as it comes. */
  readonly onOutput: (line: string) => void;
}
