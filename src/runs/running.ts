/** Who is at work in this process, and the last lines that each of them printed. */
import type { RunKey } from "./ports.ts";

/** Lines kept of each run; more are only in its output file. */
const LINES = 50;

export interface RunningAgent {
  readonly task: number;
  readonly attempt: number;
  readonly agent: string;
  /** When the attempt was claimed. */
  readonly since: Date;
  /** The newest last. */
  readonly lastLines: readonly string[];
}

export interface Running {
  started(key: RunKey, agent: string, since: Date): void;
  printed(key: RunKey, line: string): void;
  ended(key: RunKey): void;
  list(): readonly RunningAgent[];
}

export function createRunning(): Running {
  const agents = new Map<number, RunningAgent>();
  return {
    started: ({ run, task, attempt }, agent, since) => {
      agents.set(run, { task, attempt, agent, since, lastLines: [] });
    },
    printed: ({ run }, line) => {
      const known = agents.get(run);
      if (known) agents.set(run, { ...known, lastLines: [...known.lastLines, line].slice(-LINES) });
    },
    ended: ({ run }) => {
      agents.delete(run);
    },
    list: () => [...agents.values()],
  };
}
