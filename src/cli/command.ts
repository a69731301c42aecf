/** What a command of the terminal is; `cli.ts` holds the only list. */
export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** The text of `--help`. */
  readonly usage: string;
  /** `argv` without the command's name. Resolves to the exit code: 0 as wanted, 1 judged and refused, 2 wrong use or config, 3 something outside failed. */
  readonly run: (argv: readonly string[], io: Io) => Promise<number>;
}

/** All that a command touches of the process, so that a test can stand in for it. */
export interface Io {
  /** Writes a line of the answer. */
  readonly out: (text: string) => void;
  /** Writes a line that is not the answer: an error, progress. */
  readonly err: (text: string) => void;
  /** Whether `out` may carry terminal colours. */
  readonly color: boolean;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}
