/** Which texts are paths at all: relative, POSIX, NFC, and safe to write on every file system (FAULTS.md P2, P4). */

const BYTES = 4_096;

/** Characters that no path may contain, each with the words by which a person knows it. */
export function forbiddenCharacter(char: string): string | null {
  if (char === "\\") return "a backslash";
  if (char === ":") return "a colon (a drive or a stream on Windows)";
  if (/\p{Cc}/u.test(char)) return `a control character (${codePoint(char)})`;
  if (/[\p{Cf}\p{Zl}\p{Zp}]/u.test(char)) return `an invisible character (${codePoint(char)})`;
  return /\p{Cs}/u.test(char) ? "half of a surrogate pair" : null;
}

/** Spellings of `.`, `/`, `\` and NUL that a later decoder could turn into the real thing. */
export const percentEncoded = /%(?:2e|2f|5c|00)/i;

/** What nearly every path is, recognised at once: Latin letters, digits, `_`, `-` and `.`, and no segment ends with a dot. */
const ordinary = /^[\w.-]*[\w-](?:\/[\w.-]*[\w-])*$/;

/**
 * Says why a text is not a valid path, as a clause ("it has an empty segment"); null for a valid path.
 * Every `.` or `..` segment ends with a dot, so the rule against trailing dots covers them too; they are named apart
 * because a person thinks of them apart. A path is at most 4,095 bytes of UTF-8.
 */
export function invalidPath(path: string): string | null {
  if (path === "") return "it is empty";
  // Cheap first: a hostile path of megabytes is not examined further. No code point takes fewer bytes than UTF-16 units.
  if (path.length >= BYTES || (path.length * 3 >= BYTES && new TextEncoder().encode(path).length >= BYTES)) {
    return `it is longer than ${BYTES - 1} bytes`;
  }
  if (ordinary.test(path)) return null;
  if (path.startsWith("/")) return "it starts with a slash";
  for (const char of path) {
    const name = forbiddenCharacter(char);
    if (name !== null) return `it contains ${name}`;
  }
  if (path.normalize("NFC") !== path) return "it is not in Unicode form NFC";
  if (percentEncoded.test(path)) return "it contains a percent-encoded separator, dot or NUL";
  for (const segment of path.split("/")) {
    if (segment === "") return "it has an empty segment";
    if (segment === "." || segment === "..") return `it has a segment \`${segment}\``;
    if (segment.endsWith(".")) return "it has a segment that ends with a dot";
    if (segment.endsWith(" ")) return "it has a segment that ends with a space";
  }
  return null;
}

function codePoint(char: string): string {
  return `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
