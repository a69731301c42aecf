/** The command `signalbox`: finds the command that is meant, runs it, and turns what it throws into an exit code. */

import { nearest } from "../config/nearest.ts";
import { asksForJson, errorReport, type Io, type Listed, WrongUse } from "./command.ts";

/** The only list of commands. */
export const commands: readonly Listed[] = [
  {
    name: "up",
    summary: "Run Signalbox for a clone on this machine",
    load: async () => (await import("./up.ts")).up,
  },
  {
    name: "task",
    summary: "File, follow, approve and merge tasks of `signalbox up`",
    load: async () => (await import("./task.ts")).task,
  },
  {
    name: "plan",
    summary: "File the tasks of a plan as issues",
    load: async () => (await import("./plan.ts")).plan,
  },
  {
    name: "check",
    summary: "Judge your change before pushing",
    load: async () => (await import("./check.ts")).check,
  },
  {
    name: "demo",
    summary: "Watch six agents work on seventeen servers",
    load: async () => (await import("./demo.ts")).demo,
  },
  {
    name: "validate",
    summary: "Check the config file",
    load: async () => (await import("./validate.ts")).validate,
  },
  {
    name: "status",
    summary: "Show the open tasks and what they wait for",
    load: async () => (await import("./status.ts")).status,
  },
  {
    name: "why",
    summary: "Explain why a task does not move",
    load: async () => (await import("./why.ts")).why,
  },
  {
    name: "metrics",
    summary: "Count how the work went",
    load: async () => (await import("./metrics.ts")).metrics,
  },
  {
    name: "reconcile",
    summary: "Look at a repository once and bring it up to date",
    load: async () => (await import("./reconcile.ts")).reconcile,
  },
  {
    name: "serve",
    summary: "Serve the repositories of a GitHub App",
    load: async () => (await import("./serve.ts")).serve,
  },
];

const usage = `signalbox <command> [options]

${commands.map(({ name, summary }) => `  ${name.padEnd(10)} ${summary}`).join("\n")}

\`signalbox <command> --help\` tells more. With --json, what goes wrong is answered as { ok: false, error }.`;

export async function main(argv: readonly string[], io: Io): Promise<number> {
  const [name, ...rest] = argv;
  if (name === "--help" || name === "-h" || name === "help") {
    io.out(usage);
    return 0;
  }
  const command = commands.find((each) => each.name === name);
  if (!command) {
    io.err(`${unknownCommand(name)}\n\n${usage}`);
    return 2;
  }
  try {
    return await (await command.load()).run(rest, io);
  } catch (error) {
    const said = `signalbox ${command.name} failed: ${withCauses(error)}`;
    if (asksForJson(rest)) io.out(errorReport(said));
    else io.err(said);
    return error instanceof WrongUse ? 2 : 3;
  }
}

function unknownCommand(name: string | undefined): string {
  if (name === undefined) return "Which command?";
  const near = nearest(
    name,
    commands.map((command) => command.name),
  );
  return `There is no command ${name}.${near === null ? "" : ` Did you mean ${near}?`}`;
}

/** The error and what caused it, one a line. */
function withCauses(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message}\n  because ${withCauses(error.cause)}`;
}
