/**
 * Finds the commands in a comment. Only a line that starts with `/word` in rendered prose counts: what stands in code, a
 * quote, a list, an HTML comment or a `<details>` block is somebody's example, not an order.
 */
import type { Paragraph, RootContent } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";

export interface TypedCommand {
  /** Without the slash. */
  readonly name: string;
  readonly argument: string;
}

const SOURCE_LIMIT = 65_536;

export function parseCommands(body: string): readonly TypedCommand[] {
  if (body.length > SOURCE_LIMIT || !/^\/[a-z]/m.test(body)) return [];
  const root = fromMarkdown(body, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  const lines = shownParagraphs(root.children).flatMap((paragraph) => proseLines(body, paragraph));
  return lines.flatMap(readCommand);
}

/** Top-level paragraphs that are not inside an open `<details>`, which Markdown splits into separate HTML nodes. */
function shownParagraphs(nodes: readonly RootContent[]): Paragraph[] {
  const shown: Paragraph[] = [];
  let open = 0;
  for (const node of nodes) {
    if (node.type === "html") {
      open +=
        (node.value.match(/<details[\s>]/gi)?.length ?? 0) -
        (node.value.match(/<\/details\s*>/gi)?.length ?? 0);
    }
    if (node.type === "paragraph" && open <= 0) shown.push(node);
  }
  return shown;
}

/** The source lines of a paragraph that begin outside of its inline code and inline HTML. */
function proseLines(body: string, paragraph: Paragraph): string[] {
  const [start, end] = span(paragraph);
  const inert = paragraph.children
    .filter((child) => child.type === "inlineCode" || child.type === "html")
    .map(span);
  const lines: string[] = [];
  let offset = start - ((paragraph.position?.start.column ?? 1) - 1);
  for (const line of body.slice(offset, end).split(/\r\n|\r|\n/)) {
    const at = offset;
    if (!inert.some(([from, to]) => from < at && at < to)) lines.push(line);
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
