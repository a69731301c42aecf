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

export function configCheckTitle(problems: number): string {
  return `.github/signalbox.yml has ${problems} problem${problems === 1 ? "" : "s"}`;
}

/** `lastValid`: whether an earlier config is still in force. */
export function configCheckSummary(problems: readonly Problem[], lastValid: boolean): string {
  const inForce = lastValid
    ? "Work that has started goes on by the last valid config; nothing new starts."
    : "There never was a valid one, so nothing starts.";
  const list = problems
    .slice(0, 50)
    .map(({ line, column, message }) => `- line ${line}, column ${column}: ${message}`);
  const more = problems.length > 50 ? [`- and ${problems.length - 50} more`] : [];
  return [
    `Signalbox cannot use this config. ${inForce}`,
    "",
    ...list,
    ...more,
    "",
    "Try it with `signalbox validate` before you push.",
  ].join("\n");
}
