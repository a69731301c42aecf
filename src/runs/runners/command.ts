/** The runner `command`: any program that reads a packet, works in the current folder and writes an outcome. */
import type { Outcome } from "../../domain/outcome.ts";
import { clip } from "../../text/markdown.ts";
import { type Attention, adoptProgram, runProgram } from "../attend.ts";
import { readOutcome } from "../outcome-file.ts";
import { outputTail, type Tail } from "../output.ts";
import type { GroupEnd } from "../process-group.ts";
import type { RunInput, Runner } from "../runner.ts";
import { OUTCOME_VARIABLE, type Workspace } from "../workspace.ts";

const SUMMARY_LIMIT = 8_000;
const LAST_LINES = 20;

export const command: Runner = {
  name: "command",
  missing: (agent) => (argvOf(agent.command) ? null : "it has the runner `command`, but no `command` to run"),
  run: async (input) => {
    const argv = argvOf(input.agent.command);
    if (!argv) return { kind: "failed", summary: "There is no `command` to run." };
    const program = { argv, env: commandEnvironment(input), deadline: input.deadline };
    const { attention, tail } = listen(input);
    const end = await runProgram(input.workspace, program, attention);
    return outcomeOf(end, input.workspace, argv[0], tail);
  },
  resume: async (input) => {
    const { attention, tail } = listen(input);
    const end = await adoptProgram(input.workspace, attention);
    return end && outcomeOf(end, input.workspace, input.agent.command[0] ?? "the program", tail);
  },
};

function listen({ onOutput, signal }: Pick<RunInput, "onOutput" | "signal">): {
  readonly attention: Attention;
  readonly tail: Tail;
} {
  const tail = outputTail();
  const onLine = (line: string): void => {
    tail.add(line);
    onOutput(line);
  };
  return { attention: { signal, onLine }, tail };
}

async function outcomeOf(end: GroupEnd, workspace: Workspace, name: string, tail: Tail): Promise<Outcome> {
  const problem = endProblem(end) ?? (await readOutcome(workspace.outcome));
  if (typeof problem !== "string" && problem.ok) return problem.outcome;
  const what = typeof problem === "string" ? problem : `exited with code 0, but ${problem.problem}`;
  return failed(name, what, tail.lines(LAST_LINES));
}

function argvOf(argv: readonly string[]): readonly [string, ...string[]] | null {
  const [program, ...args] = argv;
  return program === undefined ? null : [program, ...args];
}

/** Nothing of our own environment but what a program needs to be found and to find its user: it may hold credentials. */
function commandEnvironment({ packet, workspace }: RunInput): Readonly<Record<string, string>> {
  const kept = ["PATH", "HOME", "LANG"].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  });
  return {
    ...Object.fromEntries(kept),
    SIGNALBOX_PACKET: workspace.packet,
    [OUTCOME_VARIABLE]: workspace.outcome,
    SIGNALBOX_TASK: String(packet.task.number),
    SIGNALBOX_ATTEMPT: String(packet.attempt.n),
    SIGNALBOX_AGENT: packet.agent.id,
  };
}

/** Null when the program ended well. */
function endProblem(end: GroupEnd): string | null {
  switch (end.kind) {
    case "exited":
      return end.code === 0 ? null : `exited with code ${end.code}`;
    case "killed":
      return `was ended by ${end.by}`;
    case "not-started":
      return `could not be started: ${end.why}`;
    default:
      return end satisfies never;
  }
}

function failed(program: string, what: string, lines: string): Outcome {
  const said = lines.trim() === "" ? "It printed nothing." : `Its last lines:\n${lines}`;
  return { kind: "failed", summary: clip(`\`${program}\` ${what}. ${said}`, SUMMARY_LIMIT) };
}
