/**
 * Templates of names: `{prefix}_{action}_{resource}`. A part takes one of its listed words, or any words when none are listed.
 * How a part is written says how its words are: `{resource}` in lower case, joined by the template's separator; `{Resource}` in
 * PascalCase; `{toolName}` in camelCase.
 */

export interface NameTemplate {
  readonly source: string;
  readonly pieces: readonly Piece[];
  /** What joins the words of a lower-case part; empty when the template has no separator. */
  readonly separator: string;
}

export type Piece =
  | { readonly kind: "literal"; readonly text: string }
  | {
      readonly kind: "part";
      readonly name: string;
      readonly style: Style;
      /** The words that it may be; empty when any will do. */
      readonly listed: readonly string[];
    };
type Style = "lower" | "pascal" | "camel";

export type ParsedTemplate =
  | { readonly ok: true; readonly template: NameTemplate }
  | { readonly ok: false; readonly problem: string };

/** `parts` lists what a part may be. `problem` says in one clause what is wrong: "must …". */
export function parseTemplate(
  source: string,
  parts: Readonly<Record<string, readonly string[]>>,
): ParsedTemplate {
  const pieces = source
    .split(/(\{[A-Za-z][A-Za-z0-9]*\})/)
    .filter((text) => text !== "")
    .map((text): Piece => toPiece(text, parts));
  const named = pieces.flatMap((piece) => (piece.kind === "part" ? [piece.name] : []));
  const unknown = Object.keys(parts).find((part) => !named.includes(part));
  const touching = pieces.some(
    (piece, at) => piece.kind === "part" && piece.style === "lower" && pieces[at - 1]?.kind === "part",
  );
  if (named.length === 0) return problem("must have a part in braces, such as `{action}_{resource}`");
  if (new Set(named).size < named.length) return problem("must name each part once");
  if (/[{}]/.test(pieces.map((piece) => (piece.kind === "literal" ? piece.text : "")).join("")))
    return problem("must have a letter first and only letters and digits between braces");
  if (unknown !== undefined) return problem(`must contain the part \`{${unknown}}\`, which \`parts\` lists`);
  if (touching) return problem("must have a separator before a lower-case part, or write it with a capital");
  const literals = pieces.flatMap((piece) => (piece.kind === "literal" ? Array.from(piece.text) : []));
  const separator = literals.find((char) => "_-.".includes(char)) ?? "";
  return { ok: true, template: { source, pieces, separator } };
}

function toPiece(text: string, parts: Readonly<Record<string, readonly string[]>>): Piece {
  const [, inner] = /^\{(.*)\}$/.exec(text) ?? [];
  if (inner === undefined) return { kind: "literal", text };
  const name = `${inner[0]?.toLowerCase()}${inner.slice(1)}`;
  const style = /^[A-Z]/.test(inner) ? "pascal" : /[A-Z]/.test(inner) ? "camel" : "lower";
  return { kind: "part", name, style, listed: Object.hasOwn(parts, name) ? (parts[name] ?? []) : [] };
}

function problem(text: string): ParsedTemplate {
  return { ok: false, problem: text };
}

/** Names longer than that fit no template: nobody types them, and matching stays cheap. */
const LONGEST = 200;

export function fits(template: NameTemplate, name: string): boolean {
  const pattern = template.pieces.map((piece) =>
    piece.kind === "literal" ? quoted(piece.text) : partPattern(piece, template.separator),
  );
  return name.length <= LONGEST && new RegExp(`^${pattern.join("")}$`).test(name);
}

function partPattern(piece: Extract<Piece, { kind: "part" }>, separator: string): string {
  if (piece.listed.length > 0)
    return `(?:${piece.listed.map((word) => quoted(written([word], piece.style, separator))).join("|")})`;
  switch (piece.style) {
    case "lower":
      return separator === "" ? "[a-z][a-z0-9]*" : `[a-z0-9]+(?:${quoted(separator)}[a-z0-9]+)*`;
    case "pascal":
      return "(?:[A-Z][a-z0-9]*)+";
    case "camel":
      return "[a-z][a-zA-Z0-9]*";
    default:
      return piece.style satisfies never;
  }
}

/** The words of a part as the template writes them. */
export function written(words: readonly string[], style: Style, separator: string): string {
  const capital = (word: string) => `${word[0]?.toUpperCase() ?? ""}${word.slice(1)}`;
  switch (style) {
    case "lower":
      return words.join(separator);
    case "pascal":
      return words.map(capital).join("");
    case "camel":
      return words.map((word, index) => (index === 0 ? word : capital(word))).join("");
    default:
      return style satisfies never;
  }
}

function quoted(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
}
