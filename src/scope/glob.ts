/**
 * The glob dialect: `*`, `?`, `**` as a whole segment, literals, and a backslash before punctuation that is meant
 * literally. It is a subset of minimatch with `{ dot, noext, nonegate, nocomment, nobrace }`: what minimatch would read
 * in a way that surprises people (`[a]`, `{a,b}`, `!a`, `+(a)`, `a**`, `\a`) is refused with the way out.
 *
 * Every glob that parses matches at least one valid path: what could match none is refused here.
 */
import { forbiddenCharacter, percentEncoded } from "./path.ts";

export interface Glob {
  readonly source: string;
  readonly segments: readonly Segment[];
}

/** `**` (any number of segments), or the tokens of one segment. */
export type Segment = "**" | readonly Token[];

export type Token =
  | { readonly kind: "char"; readonly char: string }
  /** `?`: one character other than a slash. */
  | { readonly kind: "one" }
  /** `*`: any run of characters other than slashes. */
  | { readonly kind: "run" };

export type ParsedGlob =
  | { readonly ok: true; readonly glob: Glob }
  | { readonly ok: false; readonly problem: string };

const CHARACTERS = 256;
const WILDCARDS = 8;
/** What nearly every character is: nothing has to be looked up about it. */
const ordinary = /[\w-]/;

/** Reads a glob; `problem` is one sentence without a full stop that says what is wrong and what to write instead. */
export function parseGlob(text: string): ParsedGlob {
  const problem = refuseWhole(text);
  if (problem !== null) return { ok: false, problem };
  const segments: Segment[] = [];
  for (const part of text.split("/")) {
    const segment = parseSegment(part);
    if (typeof segment === "string" && segment !== "**") return { ok: false, problem: segment };
    // `**/**` means `**`: minimatch joins them, and `a/**/**` still needs only one segment after `a`.
    if (segment !== "**" || segments.at(-1) !== "**") segments.push(segment);
  }
  return { ok: true, glob: { source: text, segments } };
}

const TOGETHER = 8_000;

/** Why a list of globs is too long to be judged quickly, worded like the problem of a glob; null when it is not. */
export function refuseTogether(globs: readonly string[]): string | null {
  const characters = globs.reduce((sum, glob) => sum + glob.length, 0);
  return characters > TOGETHER
    ? `the globs of a list may have at most ${TOGETHER} characters together, and these have ${characters}; write wider ones`
    : null;
}

function refuseWhole(text: string): string | null {
  if (text === "") return "a glob may not be empty; for the whole repository write `**`";
  if (Array.from(text).length > CHARACTERS) return `a glob may have at most ${CHARACTERS} characters`;
  const normal = text.normalize("NFC");
  if (normal !== text) return `a glob must be in Unicode form NFC; write \`${normal}\``;
  if (text.startsWith("!")) {
    return "`!` at the start would negate, which globs here do not do; for a real exclamation mark write `\\!`";
  }
  if (text.startsWith("/")) return "a glob starts at the root of the repository; leave out the leading `/`";
  if (text.endsWith("/"))
    return `a glob may not end with \`/\`; for a folder and all it holds write \`${text}**\``;
  if (text.includes("//")) return "a glob may not have an empty segment (`//`)";
  return null;
}

/** The tokens of one segment, `**`, or the sentence that refuses it. */
function parseSegment(text: string): readonly Token[] | string {
  if (text === "**") return text;
  if (text === "." || text === "..") return `a glob may not have a segment \`${text}\``;
  const chars = Array.from(text);
  const tokens: Token[] = [];
  for (let at = 0; at < chars.length; at++) {
    const char = chars[at] ?? "";
    if (ordinary.test(char)) {
      tokens.push({ kind: "char", char });
      continue;
    }
    const next = chars[at + 1];
    const problem = refuseCharacter(char, next);
    if (problem !== null) return problem;
    if (char === "*" || char === "?") {
      tokens.push({ kind: char === "*" ? "run" : "one" });
      continue;
    }
    if (char === "\\") at++;
    const literal = char === "\\" ? (next ?? "") : char;
    const name = forbiddenCharacter(literal);
    if (name !== null) return `no path may contain ${name}`;
    if (composes(literal) && tokens.length > 0 && tokens.at(-1)?.kind !== "char") {
      return "a combining character may not follow a wildcard";
    }
    tokens.push({ kind: "char", char: literal });
  }
  return refuseTokens(tokens) ?? tokens;
}

function refuseCharacter(char: string, next: string | undefined): string | null {
  if (char === "[") {
    return "`[` would start a character class, which globs here do not have; for a real bracket write `\\[`";
  }
  if (char === "{") {
    return "`{` would start a brace list, which globs here do not have; write one glob for each, or `\\{` for a real brace";
  }
  if (next === "(" && "?*+@!".includes(char)) {
    return `\`${char}(\` would start an extended pattern, which globs here do not have; for a real parenthesis write \`${char}\\(\``;
  }
  if (char === "*" && next === "*") {
    return "`**` must be a whole segment; write `*` within a segment, or `**/` before it";
  }
  if (char === "\\" && next === undefined) return "a backslash must be followed by the character it escapes";
  if (char === "\\" && next !== undefined && /[\p{L}\p{N}]/u.test(next)) {
    return `\`\\${next}\` escapes nothing; separate folders with \`/\``;
  }
  return null;
}

function refuseTokens(tokens: readonly Token[]): string | null {
  const wildcards = tokens.filter(({ kind }) => kind !== "char").length;
  if (wildcards > WILDCARDS) return `a segment may have at most ${WILDCARDS} wildcards`;
  const last = tokens.at(-1);
  if (last?.kind === "char" && last.char === ".") return "no path may have a segment that ends with a dot";
  if (last?.kind === "char" && last.char === " ") return "no path may have a segment that ends with a space";
  // A slash stands for a wildcard: it cannot occur in a segment and ends a run of literals.
  const literals = tokens.map((token) => (token.kind === "char" ? token.char : "/")).join("");
  if (percentEncoded.test(literals)) {
    return "no path may contain a percent-encoded separator, dot or NUL";
  }
  return null;
}

/**
 * Whether a character can join the one before it under NFC: marks, and Hangul vowels and finals. After a wildcard such
 * a character would make "which of these paths are in NFC" depend on what the wildcard stands for.
 */
function composes(char: string): boolean {
  return /[\p{M}\u1160-\u11ff\ud7b0-\ud7ff]/u.test(char);
}
