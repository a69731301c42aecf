/**
 * Paths that a person or a file system takes for another one: by case, by invisible characters, by letters that look alike.
 * A small part of Unicode's confusables, those of Latin letters in the scripts that are used for such tricks (FAULTS.md P3, P4).
 * https://www.unicode.org/reports/tr39/
 */

/** Cyrillic, Greek and other letters that look like a Latin one, and the Latin one. */
const lookAlikes: ReadonlyMap<string, string> = new Map(
  [
    ["a", "аɑα"],
    ["b", "ЬƄ"],
    ["c", "сϲⅽ"],
    ["d", "ԁⅾ"],
    ["e", "еҽє"],
    ["g", "ɡցԍ"],
    ["h", "һհ"],
    ["i", "іıιӏ"],
    ["j", "јϳ"],
    ["k", "кκ"],
    ["l", "ⅼӏǀ"],
    ["m", "мⅿ"],
    ["n", "ոп"],
    ["o", "оοօσ"],
    ["p", "рρ"],
    ["q", "ԛգ"],
    ["r", "гᴦ"],
    ["s", "ѕ"],
    ["t", "тτ"],
    ["u", "υսц"],
    ["v", "ѵνⅴ"],
    ["w", "ԝѡω"],
    ["x", "хχⅹ"],
    ["y", "уүγ"],
    ["z", "ᴢ"],
  ].flatMap(([latin = "", others = ""]) =>
    Array.from(others).map((other) => [other.toLowerCase(), latin] as const),
  ),
);

/** What a file system that folds case and drops invisible characters makes of a path. */
export function folded(path: string): string {
  if (ascii.test(path)) return path.toLowerCase();
  return path
    .normalize("NFKC")
    .replace(/[\p{Cf}\p{Mn}\u115f\u1160\u3164]/gu, "")
    .toLowerCase()
    .normalize("NFC");
}

/** Most paths are: to fold them is to lower their letters. */
const ascii = /^[\x20-\x7e]*$/;

/** What a person sees: folded, with each look-alike as the Latin letter that it looks like. */
export function skeleton(path: string): string {
  return Array.from(folded(path), (char) => lookAlikes.get(char) ?? char).join("");
}

/** The first segment with a word that mixes Latin letters with look-alikes of another script, so that it reads as something that it is not; null for none. */
export function disguisedSegment(path: string): string | null {
  return (
    path.split("/").find((segment) =>
      (segment.match(/\p{L}+/gu) ?? []).some((word) => {
        const others = Array.from(word).some((char) => lookAlikes.has(char.toLowerCase()));
        return others && /\p{Script=Latin}/u.test(word);
      }),
    ) ?? null
  );
}

/**
 * Of the paths that a change adds, those that collide with another path on a file system that folds case: `SRC/x` with the
 * folder `src`. `before` and `after`: all paths of the tree on either side of the change; what was there before is not to blame.
 */
export function collisionsIn(
  before: Iterable<string>,
  after: Iterable<string>,
): readonly { readonly path: string; readonly with: string }[] {
  const old = partsOf(before);
  const all = partsOf(after);
  const added = [...all].filter(([part]) => !old.has(part));
  if (added.length === 0) return [];
  const keys = new Set(added.map(([part]) => folded(part)));
  const byFold = Map.groupBy(
    [...all.keys()].filter((part) => keys.has(folded(part))),
    folded,
  );
  const found = new Map<string, string>();
  for (const [part, path] of added) {
    const other = byFold.get(folded(part))?.find((each) => each !== part);
    if (other !== undefined && !found.has(path)) found.set(path, other);
  }
  return [...found].map(([path, other]) => ({ path, with: other }));
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
