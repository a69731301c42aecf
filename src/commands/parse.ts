/**
 * Finds the commands in a comment. Only a line that starts with `/word` in rendered prose counts: what stands in code, a
 * quote, a list, an HTML comment or a `<details>` block is somebody's example, not an order.
 */
import type { Paragraph, RootContent } from "mdast";
import { readMarkdown } from "../text/read-markdown.ts";

export interface TypedCommand {
  /** Without the slash. */
  readonly name: string;
  readonly argument: string;
}

export function parseCommands(body: string): readonly TypedCommand[] {
  if (!/^\/[a-z]/m.test(body)) return [];
  const root = readMarkdown(body);
  return root ? shownLines(body, root.children).flatMap(readCommand) : [];
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

function readCommand(line: string): TypedCommand[] {
  const match = /^\/([a-z][a-z-]{0,30})(?:[ \t]+(.*))?$/.exec(line);
  return match?.[1] ? [{ name: match[1], argument: (match[2] ?? "").trim() }] : [];
}
