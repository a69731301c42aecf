/**
 * Finds the commands in a comment. Only a line that starts with `/word` in rendered prose counts: what stands in code, a
 * quote, a list, an HTML comment or a `<details>` block is somebody's example, not an order.
 */
import type { Paragraph, RootContent } from "mdast";
import { readMarkdown } from "../text/read-markdown.ts";

export interface TypedCommand {
  /** Without slash and prefix. */
  readonly name: string;
  readonly argument: string;
  /** Whether it was said to Signalbox by name: then no other bot is meant, and a word that is no command is answered too. */
  readonly addressed: boolean;
}

/** Always understood where a config sets no prefix of its own. */
export const OWN_PREFIX = "signalbox";

/** `prefix`: when set, only `/<prefix> verb` is read. */
export function parseCommands(body: string, prefix: string | null = null): readonly TypedCommand[] {
  if (!/^\/[a-z]/m.test(body)) return [];
  const root = readMarkdown(body);
  const lines = root ? ownLines(shownLines(body, root.children)) : [];
  return lines.flatMap((line) => readCommand(line, prefix));
}

/** The lines of top-level paragraphs that are not inside an open `<details>`, which Markdown splits into separate HTML nodes. */
function shownLines(body: string, nodes: readonly RootContent[]): string[] {
  const lines: string[] = [];
  let open = 0;
  for (const node of nodes) {
    if (node.type === "html") open += opened(node.value);
    if (node.type !== "paragraph") continue;
    if (open <= 0) lines.push(...proseLines(body, node));
    for (const child of node.children) if (child.type === "html") open += opened(child.value);
  }
  return lines;
}

/** How many more `<details>` a piece of HTML opens than it closes. */
function opened(html: string): number {
  return (html.match(/<details[\s>]/gi)?.length ?? 0) - (html.match(/<\/details\s*>/gi)?.length ?? 0);
}

/** The source lines of a paragraph that begin outside of its inline code, its inline HTML and the `<details>` that it opens. */
function proseLines(body: string, paragraph: Paragraph): string[] {
  const [start, end] = span(paragraph);
  const inert = paragraph.children
    .filter((child) => child.type === "inlineCode" || child.type === "html")
    .map(span);
  const hidden = paragraph.children.find((child) => child.type === "html" && opened(child.value) > 0);
  const shownUntil = hidden ? span(hidden)[0] : end;
  const lines: string[] = [];
  let offset = start - ((paragraph.position?.start.column ?? 1) - 1);
  for (const line of body.slice(offset, end).split(/\r\n|\r|\n/)) {
    const at = offset;
    if (at <= shownUntil && !inert.some(([from, to]) => from < at && at < to)) lines.push(line);
    offset += line.length + (body.startsWith("\r\n", offset + line.length) ? 2 : 1);
  }
  return lines;
}

function span(node: { readonly position?: Paragraph["position"] }): readonly [number, number] {
  return [node.position?.start.offset ?? 0, node.position?.end.offset ?? 0];
}

/** What a mail program writes above a message that it cites without marks: from there on somebody else speaks. */
const CITED = /^(?:-{3,} ?[^\s-][^-]{0,60}-{3,}|On .{1,300} wrote:)[ \t]*$/;

function ownLines(lines: readonly string[]): readonly string[] {
  const cited = lines.findIndex(
    (line, at) => CITED.test(line) || (/^From: /.test(line) && /^(?:Sent|Date): /.test(lines[at + 1] ?? "")),
  );
  return cited < 0 ? lines : lines.slice(0, cited);
}

/** A word of small letters, with a space, a tab or nothing behind it. */
const WORD = /^[a-z][a-z0-9-]{0,30}(?![^ \t])/;

/** Read by hand behind the word: a pattern for the rest would go over a row of spaces again and again. */
function readCommand(line: string, prefix: string | null): TypedCommand[] {
  const word = line.startsWith("/") ? WORD.exec(line.slice(1))?.[0] : undefined;
  if (word === undefined) return [];
  const rest = line.slice(word.length + 1).trim();
  if (word !== (prefix ?? OWN_PREFIX))
    return prefix === null ? [{ name: word, argument: rest, addressed: false }] : [];
  if (rest === "") return [{ name: "help", argument: "", addressed: true }];
  // `/signalbox /hold` means the same.
  const said = rest.startsWith("/") ? rest.slice(1) : rest;
  const end = said.search(/[ \t]/);
  const name = end < 0 ? said : said.slice(0, end);
  return [{ name, argument: said.slice(name.length).trim(), addressed: true }];
}
