/** The real process as commands see it: its streams, its terminal, its signals. */
import { createInterface } from "node:readline/promises";
import { text } from "node:stream/consumers";
import { watchMachine } from "../wiring/machine-load.ts";
import type { Io, StopSignal } from "./command.ts";

const signals: readonly StopSignal[] = ["SIGINT", "SIGTERM", "SIGHUP"];

export function processIo(): Omit<Io, "cwd"> {
  return {
    out: (line) => process.stdout.write(`${line}\n`),
    err: (line) => process.stderr.write(`${line}\n`),
    color: process.stdout.isTTY && !process.env["NO_COLOR"],
    ask: process.stdin.isTTY && process.stderr.isTTY ? ask : null,
    input: () => text(process.stdin),
    onSignal: (listener) => {
      for (const signal of signals) process.on(signal, listener);
      return () => {
        for (const signal of signals) process.off(signal, listener);
      };
    },
    watchMachine,
    env: process.env,
  };
}

/** On the error stream, so that the question is no part of an answer that goes elsewhere. */
async function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await terminal.question(question);
  } finally {
    terminal.close();
  }
}
