/**
 * New paths that stand beside another one which a file system or a person takes for the same: `SRC/x` beside the folder `src`,
 * `сор` in Cyrillic beside `cop` (FAULTS.md P3, P4). Whole trees are looked through, for the other one need not be in the change.
 */
import unhomoglyph from "unhomoglyph";
import type { Collision } from "../domain/file-diff.ts";
import { folded, isAscii, skeleton } from "./look-alike.ts";

/** A way to be taken for another path: both have one key, and are a pair in that way. */
interface Way {
  readonly as: Collision["as"];
  readonly key: (part: string) => string;
  readonly isPair: (one: string, other: string) => boolean;
}

const byCase: Way = { as: "case", key: folded, isPair: () => true };

/**
 * By Unicode's confusables, in every script. `l1` beside `ll` is left alone: people choose between ASCII names with open eyes.
 * Beside an ASCII name more letters count, for there nobody means `кеу` and `key` as two words of one language.
 */
const byLook: readonly Way[] = [
  { as: "look-alike", key: drawn, isPair: (one, other) => foreign(one) !== foreign(other) },
  {
    as: "look-alike",
    key: (part) => drawn(skeleton(part)),
    isPair: (one, other) => isAscii(one) !== isAscii(other),
  },
];

/** The skeleton of https://www.unicode.org/reports/tr39/#Confusable_Detection, in lower case. */
function drawn(part: string): string {
  if (isAscii(part)) return unhomoglyph(part).toLowerCase();
  const visible = part.normalize("NFD").replace(/\p{Default_Ignorable_Code_Point}/gu, "");
  return unhomoglyph(visible).normalize("NFD").toLowerCase();
}

function foreign(part: string): string {
  return part.normalize("NFC").replace(/[\0-\x7f]/g, "");
}

/**
 * Of the paths that a change adds, those that collide with another one. `before` and `after`: all paths of the tree on either side
 * of the change; what was there before is not to blame.
 */
export function collisionsIn(before: Iterable<string>, after: Iterable<string>): readonly Collision[] {
  const old = partsOf(before);
  const all = partsOf(after);
  const added = [...all].filter(([part]) => !old.has(part));
  if (added.length === 0) return [];
  const found = new Map<string, Collision>();
  const look = (way: Way, parts: Iterable<string>) => {
    for (const { part, path, other } of pairs(way, added, parts)) {
      // That a double goes away where its original comes is how it is put right.
      if (found.has(path) || (isAscii(part) && !all.has(other))) continue;
      found.set(path, { path, with: other, as: way.as });
    }
  };
  look(byCase, all.keys());
  const parts = mistakable(added, old, all);
  if (parts.size === 0) return [...found.values()];
  for (const way of byLook) look(way, parts);
  return [...found.values()];
}

/**
 * What a new part could look like. One that goes away counts too, or `cop` could be swapped for its double in one change.
 * Where all is ASCII there is nothing to look at.
 */
function mistakable(
  added: readonly (readonly [part: string, path: string])[],
  old: ReadonlyMap<string, string>,
  all: ReadonlyMap<string, string>,
): ReadonlySet<string> {
  if (added.every(([part]) => isAscii(part)))
    return new Set([...all.keys()].filter((part) => !isAscii(part)));
  return new Set([...all.keys(), ...old.keys()]);
}

function* pairs(
  { key, isPair }: Way,
  added: readonly (readonly [part: string, path: string])[],
  parts: Iterable<string>,
): Generator<{ readonly part: string; readonly path: string; readonly other: string }> {
  const keys = new Map(added.map(([part]) => [part, key(part)]));
  const byKey = new Map([...keys.values()].map((each): [string, string[]] => [each, []]));
  for (const part of parts) byKey.get(key(part))?.push(part);
  for (const [part, path] of added) {
    const same = byKey.get(keys.get(part) ?? "") ?? [];
    const other = same.find((each) => each !== part && isPair(part, each));
    if (other !== undefined) yield { part, path, other };
  }
}

/** Every path and every folder, with the first path that brings it. */
function partsOf(paths: Iterable<string>): ReadonlyMap<string, string> {
  const parts = new Map<string, string>();
  for (const path of paths) {
    if (!parts.has(path)) parts.set(path, path);
    // The folders of a folder that is known are known.
    for (let at = path.lastIndexOf("/"); at > 0; at = path.lastIndexOf("/", at - 1)) {
      const folder = path.slice(0, at);
      if (parts.has(folder)) break;
      parts.set(folder, path);
    }
  }
  return parts;
}
