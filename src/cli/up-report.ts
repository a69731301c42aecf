/** What `signalbox up` shows while it runs: lines for a person, or one JSON object a line for a program. */
import type { Wait } from "../domain/wait.ts";
import { endingNowText, type Opening, openingText, stoppedText, stoppingText } from "../text/up.ts";
import { waitText } from "../text/wait.ts";
import type { AtWork } from "../wiring/local-up.ts";
import { createScreen } from "../wiring/story-screen.ts";
import type { Io } from "./command.ts";

export interface UpReport {
  opening(opening: Opening): void;
  /** Progress before the opening, and what is worth knowing beside it. */
  note(text: string): void;
  story(line: string): void;
  waits(waits: ReadonlyMap<number, Wait>): void;
  output(run: AtWork, line: string): void;
  problem(message: string, error: unknown): void;
  stopping(atWork: readonly AtWork[]): void;
  endingNow(): void;
  stopped(): void;
}

export function createReport(io: Io, json: boolean, agents: readonly string[]): UpReport {
  return json ? jsonReport(io) : screenReport(io, agents);
}

function screenReport({ out, err, color }: Io, agents: readonly string[]): UpReport {
  const stamp = () => new Date().toTimeString().slice(0, 8);
  // What is at work, the log tells.
  const screen = createScreen({ print: out, color, names: agents, stamp, quiet: ["run", "merge"] });
  return {
    opening: (opening) => out(openingText(opening)),
    note: err,
    story: screen.story,
    waits: screen.waits,
    output: ({ agent, task }, line) => screen.output(agent, `#${task} | ${line}`),
    problem: (message, error) => err(`${message}: ${wordsOf(error)}`),
    stopping: (atWork) => out(stoppingText(atWork)),
    endingNow: () => out(endingNowText()),
    stopped: () => out(stoppedText()),
  };
}

/** Each event as it happens; `note`s go to the error stream, which is for people. */
function jsonReport({ out, err }: Io): UpReport {
  const event = (name: string, fields: object): void =>
    out(JSON.stringify({ event: name, at: new Date().toISOString(), ...fields }));
  let told = "[]";
  return {
    opening: (opening) => event("up", opening),
    note: err,
    story: (line) => event("story", { line }),
    waits: (waits) => {
      const all = [...waits].map(([task, wait]) => ({ task, kind: wait.kind, text: waitText(wait) }));
      if (JSON.stringify(all) === told) return;
      told = JSON.stringify(all);
      event("waits", { waits: all });
    },
    output: (run, line) => event("output", { ...run, line }),
    problem: (message, error) => event("problem", { message, error: wordsOf(error) }),
    stopping: (atWork) => event("stopping", { atWork }),
    endingNow: () => event("ending", {}),
    stopped: () => event("stopped", {}),
  };
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
