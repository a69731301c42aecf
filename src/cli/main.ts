/** The command `signalbox`: finds the command that is meant, runs it, and turns what it throws into an exit code. */

import { nearest } from "../config/nearest.ts";
import { check } from "./check.ts";
import { type Command, type Io, WrongUse } from "./command.ts";
import { demo } from "./demo.ts";
import { reconcile } from "./reconcile.ts";
import { serve } from "./serve.ts";
import { status } from "./status.ts";
import { task } from "./task.ts";
import { up } from "./up.ts";
import { validate } from "./validate.ts";
import { why } from "./why.ts";

/** The only list of commands. */
export const commands: readonly Command[] = [up, task, check, demo, validate, status, why, reconcile, serve];

const usage = `signalbox <command> [options]

${commands.map(({ name, summary }) => `  ${name.padEnd(10)} ${summary}`).join("\n")}

\`signalbox <command> --help\` tells more.`;

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
    return await command.run(rest, io);
  } catch (error) {
    io.err(`signalbox ${command.name} failed: ${withCauses(error)}`);
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
