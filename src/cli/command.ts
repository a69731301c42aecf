/** What a command of the terminal is; `main.ts` and `task.ts` hold the only lists. Each one has `--help` and `--json`. */
import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import { nearest } from "../config/nearest.ts";
import { misusedOptionText, unknownOptionText } from "../text/command-line.ts";
import type { MachineWatch } from "../wiring/machine-load.ts";

/** A command in a list of them: what it needs is loaded when it is asked for, so that nobody waits for the others. */
export interface Listed {
  readonly name: string;
  /** One line. */
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

export interface Command {
  readonly name: string;
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
  /** Asks on the terminal and answers with the line that was typed; null where nobody is there to answer. */
  readonly ask: ((question: string) => Promise<string>) | null;
  /** All of the standard input. */
  readonly input: () => Promise<string>;
  /** Hears that the process is asked to end, instead of ending at once; answers with the way to stop hearing. */
  readonly onSignal: (listener: (signal: StopSignal) => void) => () => void;
  /** Begins to measure how busy the machine is. */
  readonly watchMachine: () => MachineWatch;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** `SIGINT` is Ctrl-C; `SIGHUP` means that the terminal was closed. */
export type StopSignal = "SIGINT" | "SIGTERM" | "SIGHUP";

/** The person called the command wrongly: shown with the usage, exit code 2. */
export class WrongUse extends Error {}

/** The call is well formed and cannot be answered as it stands, or from here: shown without the usage, exit code 2. */
export class CannotAnswer extends WrongUse {}

type Values<Options extends ParseArgsOptionsConfig> = ReturnType<
  typeof parseArgs<{ options: Options & typeof common; allowPositionals: true }>
>["values"];

interface Definition<Options extends ParseArgsOptionsConfig> {
  readonly name: string;
  readonly usage: string;
  readonly options: Options;
  /** How many arguments without a name it takes at most. */
  readonly positionals: number;
  readonly run: (values: Values<Options>, positionals: readonly string[], io: Io) => Promise<number>;
}

const common = { json: { type: "boolean" }, help: { type: "boolean", short: "h" } } as const;

/** Reads the arguments, answers `--help`, and says what is wrong with them: with `--json` as `{ ok: false, error }`. */
export function defineCommand<const Options extends ParseArgsOptionsConfig>(
  definition: Definition<Options>,
): Command {
  const { name, usage } = definition;
  return { name, usage, run };

  async function run(argv: readonly string[], io: Io): Promise<number> {
    const options: Options & typeof common = { ...definition.options, ...common };
    try {
      const { values, positionals } = parseArgs({ args: [...argv], allowPositionals: true, options });
      if (argv.includes("--help") || argv.includes("-h")) {
        io.out(usage);
        return 0;
      }
      if (positionals.length > definition.positionals) {
        throw new WrongUse(
          `${name} does not know what to do with ${positionals.slice(definition.positionals).join(" ")}`,
        );
      }
      return await definition.run(values, positionals, io);
    } catch (error) {
      const said = refusalText(error, argv, options);
      if (asksForJson(argv)) io.out(errorReport(said));
      else
        io.err(error instanceof WrongUse && !(error instanceof CannotAnswer) ? `${said}\n\n${usage}` : said);
      return 2;
    }
  }

  /** Throws what is no mistake of the person. */
  function refusalText(error: unknown, argv: readonly string[], options: ParseArgsOptionsConfig): string {
    if (error instanceof WrongUse) return error.message;
    if (!isParseError(error)) throw error;
    const unknown = unknownOption(argv, options);
    if (unknown === null) return misusedOptionText(name, error.message);
    return unknownOptionText(name, unknown, nearestOption(unknown.replace(/^-+/, ""), Object.keys(options)));
  }
}

/** As it was typed; null when every option is known. */
function unknownOption(argv: readonly string[], options: ParseArgsOptionsConfig): string | null {
  const { tokens } = parseArgs({
    args: [...argv],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind === "option" && !Object.hasOwn(options, token.name)) return token.rawName;
  }
  return null;
}

/** A slip, or the beginning of one option alone. */
function nearestOption(typed: string, known: readonly string[]): string | null {
  const [begun, another] = known.filter((option) => typed.length > 1 && option.startsWith(typed));
  return nearest(typed, known) ?? (another === undefined ? (begun ?? null) : null);
}

/** Told by what was typed, for the rest of the call may be wrong. */
export function asksForJson(argv: readonly string[]): boolean {
  const end = argv.indexOf("--");
  return (end === -1 ? argv : argv.slice(0, end)).includes("--json");
}

/** What a program reads instead of an answer. */
export function errorReport(error: string, more: object = {}): string {
  return JSON.stringify({ ok: false, error, ...more }, null, 2);
}

function isParseError(error: unknown): error is TypeError {
  return error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS_");
}
