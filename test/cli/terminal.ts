/** A terminal for tests of the command line: `signalbox …` as a person types it, and what they see. */
import { main } from "../../src/cli/main.ts";

export interface Seen {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface Desk {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export async function signalbox(argv: readonly string[], { cwd = "/", env = {} }: Desk = {}): Promise<Seen> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await main(argv, {
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    color: false,
    cwd,
    env,
  });
  return { code, out: out.join("\n"), err: err.join("\n") };
}
