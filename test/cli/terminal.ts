/** A terminal for tests of the command line: `signalbox …` as a person types it, and what they see. */
import type { Io } from "../../src/cli/command.ts";
import { main } from "../../src/cli/main.ts";
import type { MachineLoad } from "../../src/domain/machine-load.ts";

export interface Seen {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface Desk {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What the person types at a question; nobody is there without. */
  readonly answer?: string;
  /** The standard input. */
  readonly input?: string;
  /** How busy the machine is; not measured without. */
  readonly load?: MachineLoad;
  readonly onSignal?: Io["onSignal"];
  /** Sees each line as it is written. */
  readonly onLine?: (line: string) => void;
}

export async function signalbox(argv: readonly string[], desk: Desk = {}): Promise<Seen> {
  const { load = null } = desk;
  const { answer, cwd = "/", env = {}, input = "", onLine = () => {}, onSignal = () => () => {} } = desk;
  const out: string[] = [];
  const err: string[] = [];
  const code = await main(argv, {
    out: (text) => {
      out.push(text);
      onLine(text);
    },
    err: (text) => err.push(text),
    color: false,
    ask: answer === undefined ? null : async () => answer,
    input: async () => input,
    onSignal,
    // How busy the machine of the tests is must not decide what they see.
    watchMachine: () => ({ load: () => load, close: () => {} }),
    cwd,
    env,
  });
  return { code, out: out.join("\n"), err: err.join("\n") };
}
