/** What a waiting task says of a config that cannot be used. */
interface Problem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export function configProblemText(problems: readonly Problem[]): string {
  const [first, ...rest] = problems;
  if (!first) return "it cannot be read.";
  const more = rest.length > 0 ? ` (and ${rest.length} more)` : "";
  return `line ${first.line}, column ${first.column}: ${first.message}${more}.`;
}

export function configMissingText(): string {
  return "there is none.";
}
