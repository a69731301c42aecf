/** What a person reads in the terminal when a config is wrong: a line for each problem, then what to do next. */
interface Problem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** A hostile file could hold thousands. */
const SHOWN = 50;

/**
 * Lines of the form `file:line:column  message`, which editors and terminals make clickable. `elsewhere`: the branch that the file
 * is of, where that is not what lies in the folder, and what to do about it.
 */
export function configProblemsText(
  file: string,
  problems: readonly Problem[],
  elsewhere: { readonly of: string; readonly next: string } | null = null,
): string {
  const named = elsewhere ? `${elsewhere.of}: ${file}` : file;
  const lines = problemLines(named, problems);
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  const them = problems.length === 1 ? "it" : "them";
  const next = elsewhere?.next ?? `Correct ${them}, then run: signalbox validate ${file}`;
  return [...lines, "", `${count}. ${next}`].join("\n");
}

/** Of a valid config: what was hardly meant. */
export function configWarningsText(file: string, warnings: readonly Problem[]): string {
  const said = warnings.map((warning) => ({ ...warning, message: `warning: ${warning.message}` }));
  return problemLines(file, said).join("\n");
}

function problemLines(file: string, problems: readonly Problem[]): readonly string[] {
  const lines = problems
    .slice(0, SHOWN)
    .map(({ line, column, message }) => `${file}:${line}:${column}  ${message}`);
  const hidden = problems.length - lines.length;
  return hidden > 0 ? [...lines, `and ${hidden} more`] : lines;
}

export function configNotReadText(
  file: string,
  reason: "missing" | "directory" | "encoding" | "denied",
): string {
  switch (reason) {
    case "missing":
      return `${file} does not exist; run this at the root of the repository, or name the file: signalbox validate FILE`;
    case "directory":
      return `${file} is a directory; name the file in it: signalbox validate FILE`;
    case "encoding":
      return `${file} is not UTF-8 text; save it as UTF-8`;
    case "denied":
      return `${file} may not be read; check its permissions`;
    default:
      return reason satisfies never;
  }
}
