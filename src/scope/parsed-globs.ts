/** Globs that were parsed where they entered (config, issue, ledger), parsed again: one that does not parse is a mistake of ours. */
import { type Glob, parseGlob } from "./glob.ts";

export function parsedGlobs(texts: readonly string[]): readonly Glob[] {
  return texts.map((text) => {
    const parsed = parseGlob(text);
    if (parsed.ok) return parsed.glob;
    throw new Error(`glob ${JSON.stringify(text)} was not parsed where it entered: ${parsed.problem}`);
  });
}
