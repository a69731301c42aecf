/** The trailers by which `git log` answers who did what: https://git-scm.com/docs/git-interpret-trailers */
export interface Trailers {
  readonly agent: string;
  readonly task: number;
  readonly attempt: number;
}

export function formatTrailers({ agent, task, attempt }: Trailers): string {
  return `Signalbox-Agent: ${agent}\nSignalbox-Task: ${task}\nSignalbox-Attempt: ${attempt}`;
}

/** Reads the trailers from the last paragraph of a commit message; null unless all three are there. */
export function parseTrailers(message: string): Trailers | null {
  const last =
    message
      .trimEnd()
      .split(/\n\s*\n/)
      .at(-1) ?? "";
  const value = (name: string) => new RegExp(`^Signalbox-${name}: (\\S+)$`, "m").exec(last)?.[1];
  const [agent, task, attempt] = [value("Agent"), Number(value("Task")), Number(value("Attempt"))];
  return agent && Number.isSafeInteger(task) && Number.isSafeInteger(attempt)
    ? { agent, task, attempt }
    : null;
}
