/** What `signalbox check` says when the config that it has to judge by cannot be used. */
import { configProblemsText } from "./config-problems.ts";

export interface RefusedConfig {
  readonly file: string;
  readonly problems: readonly {
    readonly line: number;
    readonly column: number;
    readonly path: string;
    readonly message: string;
  }[];
  /** The base whose config it is; null when it is the one that lies in the working tree. */
  readonly base: string | null;
  /** Whether the one in the working tree could be used. */
  readonly mended: boolean;
}

export function refusedConfigText({ base, file, mended, problems }: RefusedConfig): string {
  return base === null
    ? configProblemsText(file, problems)
    : configProblemsText(file, problems, { of: base, next: nextText(base, mended) });
}

/** One line, for programs and for a workflow's log. */
export function refusedConfigLine({ base, file, mended, problems }: RefusedConfig): string {
  const [first] = problems;
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : "";
  const where = `${base === null ? "" : `${base}: `}${file}:${first?.line ?? 1}:${first?.column ?? 1}`;
  const next = base === null ? "Correct it: `signalbox validate` tells the rest." : nextText(base, mended);
  return `nothing could be judged, for the config cannot be used: ${where} ${first?.message ?? ""}${more}. ${next}`;
}

/** Rules that a change brings judge no change: whoever merges the mended ones answers for them. */
function nextText(base: string, mended: boolean): string {
  const judged = `Changes are judged by the config of ${base}, so nothing can be judged until it is mended there.`;
  return mended
    ? `${judged} The one in your working tree is valid: a person has to merge it.`
    : `${judged} Correct it, try it with: signalbox validate, and let a person merge it.`;
}
