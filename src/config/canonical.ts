/** Which files of a change the rules of `canonical` mean, and how each compares with its source in the same tree. */
import type { CanonicalFile } from "../domain/canonical-file.ts";
import type { FileChange } from "../domain/file-change.ts";
import { chosenName } from "../domain/prescribed-name.ts";
import { contains } from "../scope/contains.ts";
import { unifiedLines } from "../text/unified-lines.ts";
import type { CanonicalRule } from "./rule-schemas.ts";

export type CanonicalPair = Omit<CanonicalFile, "found">;

/**
 * Only what the change touches: a copy, or the source of one. A copy that drifted before is no fault of this change.
 * `tree`: every path of the head, a file or not.
 */
export function canonicalPairs(
  rules: readonly CanonicalRule[],
  files: readonly FileChange[],
  tree: Iterable<string>,
): readonly CanonicalPair[] {
  if (rules.length === 0) return [];
  const present = files.filter(({ after }) => after !== null);
  const changed = new Set(files.map(({ path }) => path));
  const all = rules.some(({ from }) => changed.has(from)) ? [...tree] : [];
  return rules.flatMap(({ from, to }) => {
    const looked = changed.has(from) ? all : present.map(({ path }) => path);
    const copies = looked.filter((path) => path !== from && contains(to, path));
    return [
      ...copies.map((path) => ({ path, source: from, as: "copy" }) as const),
      ...namesakes(rules, from, present),
    ];
  });
}

function namesakes(
  rules: readonly CanonicalRule[],
  source: string,
  present: readonly FileChange[],
): readonly CanonicalPair[] {
  const name = chosenName(source);
  if (name === null) return [];
  const covered = (path: string) => rules.some(({ from, to }) => path === from || contains(to, path));
  return present
    .filter(({ path, before }) => before === null && chosenName(path) === name && !covered(path))
    .map(({ path }) => ({ path, source, as: "namesake" }));
}

/** `idOf`: the content's id at a path of the head, null for none; `textOf`: the content of an id, null where it is no text. */
export function compareCanonical(
  pairs: readonly CanonicalPair[],
  idOf: (path: string) => string | null,
  textOf: (id: string) => string | null,
): readonly CanonicalFile[] {
  return pairs.map((pair) => {
    const [source, copy] = [idOf(pair.source), idOf(pair.path)];
    if (source === null) return { ...pair, found: { kind: "no-source" } };
    if (source === copy) return { ...pair, found: { kind: "equal" } };
    const [wanted, is] = [textOf(source), copy === null ? null : textOf(copy)];
    const diff = wanted === null || is === null ? null : unifiedLines(wanted, is);
    return { ...pair, found: { kind: "differs", diff } };
  });
}

/** The contents that `compareCanonical` asks for, so that they can be read before. */
export function canonicalIds(
  pairs: readonly CanonicalPair[],
  idOf: (path: string) => string | null,
): ReadonlySet<string> {
  const differing = pairs.flatMap(({ path, source }) => {
    const ids = [idOf(source), idOf(path)];
    return ids[0] === null || ids[0] === ids[1] ? [] : ids;
  });
  return new Set(differing.filter((id) => id !== null));
}
