/**
 * Paths that a person or a file system takes for another one: by case, by invisible characters, by letters that look alike.
 * A small part of Unicode's confusables, those of Latin letters in the scripts that are used for such tricks (FAULTS.md P3, P4).
 * https://www.unicode.org/reports/tr39/
 */

/** Cyrillic, Greek and other letters that look like a Latin one, and the Latin one. */
const lookAlikes: ReadonlyMap<string, string> = new Map(
  [
    ["a", "аɑα"],
    ["b", "ЬƄв"],
    ["c", "сϲⅽ"],
    ["d", "ԁⅾ"],
    ["e", "еҽє"],
    ["g", "ɡցԍ"],
    ["h", "һհн"],
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
  if (isAscii(path)) return path.toLowerCase();
  return path
    .normalize("NFKC")
    .replace(/[\p{Cf}\p{Mn}\u115f\u1160\u3164]/gu, "")
    .toLowerCase()
    .normalize("NFC");
}

/** Most paths are: to fold them is to lower their letters. */
export function isAscii(path: string): boolean {
  return /^[\x20-\x7e]*$/.test(path);
}

/** What a person sees: folded, with each look-alike as the Latin letter that it looks like. */
export function skeleton(path: string): string {
  return Array.from(folded(path), (char) => lookAlikes.get(char) ?? char).join("");
}

/**
 * The first segment that reads as something that it is not: a word in it mixes Latin letters with look-alikes of another script, or it
 * holds what nobody sees; null for none.
 */
export function disguisedSegment(path: string): string | null {
  return (
    path.split("/").find(
      (segment) =>
        /[\p{Cf}\p{Zl}\p{Zp}]/u.test(segment) ||
        (segment.match(/\p{L}+/gu) ?? []).some((word) => {
          const others = Array.from(word).some((char) => lookAlikes.has(char.toLowerCase()));
          return others && /\p{Script=Latin}/u.test(word);
        }),
    ) ?? null
  );
}
