/** What a valid config says that its author hardly meant. Nothing is refused for it: an agent may be meant to touch nothing yet. */
import { bareAgentText, oneWordText } from "../text/config-hints.ts";
import { type Position, readDocument } from "./document.ts";
import { formatPath, type KeyPath } from "./problem.ts";
import type { Config } from "./schema.ts";

export interface ConfigHint {
  /** Both count from 1. */
  readonly line: number;
  readonly column: number;
  readonly path: string;
  /** A sentence without a full stop. */
  readonly message: string;
}

/** `text`: what `config` was read from. In the order of the file. */
export function configHints(text: string, { agents }: Pick<Config, "agents">): readonly ConfigHint[] {
  const { keyAt, valueAt } = readDocument(text);
  const bare = Object.keys(agents)
    .filter((id) => agents[id]?.allow.length === 0)
    .map((id) => hint(["agents", id], keyAt, bareAgentText(id)));
  const oneWord = Object.entries(agents).flatMap(([id, { command }]) => {
    const [program = "", ...rest] = command;
    const words = joinedWords(program);
    return words === null
      ? []
      : [hint(["agents", id, "command"], valueAt, oneWordText(id, program, [...words, ...rest]))];
  });
  return [...bare, ...oneWord].toSorted((a, b) => a.line - b.line || a.column - b.column);
}

function hint(path: KeyPath, place: (path: KeyPath) => Position, message: string): ConfigHint {
  return { ...place(path), path: formatPath(path), message };
}

/**
 * The words of what was written as one, as a shell would take it; null for what may well be the name of a program. A path may hold
 * blanks (`/opt/My Tools/agent`): it is taken for several words only where one of them is an option.
 */
function joinedWords(program: string): readonly string[] | null {
  const words = program.split(/\s+/).filter((word) => word !== "");
  const [first = "", ...rest] = words;
  if (rest.length === 0) return null;
  const isPath = /[\\/]/.test(first);
  return !isPath || rest.some((word) => word.startsWith("-")) ? words : null;
}
