/** The only list of runners. */
import type { Packet } from "../packet.ts";
import type { Runner } from "../runner.ts";
import type { Script } from "../script.ts";
import { command } from "./command.ts";
import { playAttempt, Unplayable } from "./scripted.ts";

/** Where the scripted runner has its lines from, and how long a second of its work takes. */
export interface ScriptSource {
  /** The script of a task; null when there is none. */
  scriptOf(packet: Packet): Script | null;
  wait(seconds: number, signal: AbortSignal): Promise<void>;
  /** Resolves when the task of that key has a pull request; absent where no script waits for one. */
  meet?(key: string, signal: AbortSignal): Promise<void>;
}

export interface RunnerParts {
  /** Null where nothing is scripted: its agents then wait, with the reason. */
  readonly script: ScriptSource | null;
}

export function runners({ script }: RunnerParts): readonly Runner[] {
  return [command, scripted(script)];
}

/** The runner of that name; undefined when this list lacks it. */
export function findRunner(list: readonly Runner[], name: string): Runner | undefined {
  return list.find((runner) => runner.name === name);
}

/** Which of its script's attempts it is: one that was cut short is played again. */
function played({ attempt, tried }: Packet): number {
  return attempt.n - tried.filter(({ end }) => end === "lost").length;
}

function scripted(source: ScriptSource | null): Runner {
  return {
    name: "scripted",
    missing: () => (source === null ? "it has the runner `scripted`, and there is no script here" : null),
    run: async ({ packet, workspace, signal }) => {
      const script = source?.scriptOf(packet) ?? null;
      if (source === null || script === null) {
        return { kind: "failed", summary: `There is no script for task #${packet.task.number}.` };
      }
      return playAttempt(script, {
        attempt: played(packet),
        answers: packet.answers.map(({ answer }) => answer),
        workspace: workspace.tree,
        wait: (seconds) => source.wait(seconds, signal),
        meet: (key) => {
          if (!source.meet) throw new Unplayable("there is nobody to meet here");
          return source.meet(key, signal);
        },
        signal,
      });
    },
  };
}
