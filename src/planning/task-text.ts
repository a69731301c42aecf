/**
 * What an issue's text says about the task: the globs of its Scope section and the issues that it depends on. Written by
 * the issue form's headings or freely ("Scope: `src/**`", "Depends on #12"); code blocks and HTML comments say nothing.
 */
import type { RootContent } from "mdast";
import { parseGlob, refuseTogether } from "../scope/glob.ts";
import { readMarkdown } from "../text/read-markdown.ts";

export interface TaskText {
  readonly scope: readonly string[];
  readonly dependsOn: readonly number[];
  /** Globs of the Scope section that are not in the dialect. */
  readonly problems: readonly { readonly glob: string; readonly problem: string }[];
  /** What stands under each heading, by its words in lower case; before the first heading: "". */
  readonly sections: ReadonlyMap<string, string>;
}

export function readTaskText(body: string): TaskText {
  const scope = new Set<string>();
  const dependsOn = new Set<number>();
  const sections = new Map<string, string>();
  /** Words where a glob belongs. */
  const prose = new Set<string>();
  const nodes = readMarkdown(body)?.children ?? [];
  const listed = listsScope(body, nodes);
  let section = "";
  /** A Scope section that says something, but not as prose: it must not be taken for "everything". */
  let hidden = false;
  for (const node of nodes) {
    if (node.type === "heading") section = headingText(source(body, node));
    else sections.set(section, `${sections.get(section) ?? ""}${withoutComments(source(body, node))}\n`);
    if (section === "scope" && (node.type === "code" || node.type === "html")) hidden = true;
    for (const line of linesOf(body, node)) {
      const inline = /^\s*(?:[-*+]\s+)?\**scope\**\s*:\**\s*(.+)$/i.exec(line)?.[1];
      if (inline !== undefined || (section === "scope" && (node.type === "list" || !listed)))
        for (const { glob, quoted } of globsOf(inline ?? line))
          (quoted || !/\s/.test(glob) ? scope : prose).add(glob);
      for (const number of dependenciesOf(line, section === "dependencies")) dependsOn.add(number);
    }
  }
  const problems = [...scope].flatMap((glob) => {
    const parsed = parseGlob(glob);
    return parsed.ok ? [] : [{ glob, problem: parsed.problem }];
  });
  for (const glob of prose) problems.push({ glob, problem: PROSE });
  const together = refuseTogether([...scope]);
  if (together !== null) problems.push({ glob: `${[...scope][0]}, …`, problem: together });
  if (hidden && scope.size === 0)
    problems.push({ glob: "(none)", problem: "is what can be read of its Scope section" });
  return { scope: [...scope], dependsOn: [...dependsOn], problems, sections };
}

const PROSE =
  "a glob with a space in it stands in `code`; anything else that is to be said belongs beside the list of globs, or under another heading";

/** Whether some Scope section has a list: what stands around it is then what people say about it. */
function listsScope(body: string, nodes: readonly RootContent[]): boolean {
  let section = "";
  for (const node of nodes) {
    if (node.type === "heading") section = headingText(source(body, node));
    else if (
      section === "scope" &&
      node.type === "list" &&
      linesOf(body, node).some((line) => globsOf(line).length > 0)
    )
      return true;
  }
  return false;
}

/** The lines of prose in a node, however deep in lists and quotes it stands. */
function linesOf(body: string, node: RootContent): readonly string[] {
  switch (node.type) {
    case "paragraph":
    case "table":
      return withoutComments(source(body, node)).split(/\r\n|\r|\n/);
    case "list":
    case "listItem":
    case "blockquote":
      return node.children.flatMap((child) => linesOf(body, child));
    default:
      return [];
  }
}

function withoutComments(text: string): string {
  const [before = "", ...comments] = text.split("<!--");
  const after = comments.map((part) => (part.includes("-->") ? part.slice(part.indexOf("-->") + 3) : ""));
  return [before, ...after].join("");
}

function source(body: string, node: RootContent): string {
  return body.slice(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0);
}

/** Without its marks: hashes on either side, or the line that underlines it. */
function headingText(heading: string): string {
  const [first = ""] = heading.split(/\r\n|\r|\n/);
  return first
    .replace(/^#+|#+$/g, "")
    .trim()
    .toLowerCase();
}

interface Written {
  readonly glob: string;
  /** As inline code, which may hold spaces. */
  readonly quoted: boolean;
}

/** Inline code where there is some; otherwise the line itself, without its bullet, split at commas. */
function globsOf(line: string): readonly Written[] {
  const code = [...line.matchAll(/`([^`]+)`/g)].map(([, glob = ""]) => ({ glob: glob.trim(), quoted: true }));
  if (code.length > 0) return code;
  const bare = line.replace(/^\s*[-*+]\s+/, "").trim();
  if (bare === "" || /^_no response_$/i.test(bare)) return [];
  return bare.split(",").map((glob) => ({ glob: glob.trim(), quoted: false }));
}

function dependenciesOf(line: string, inSection: boolean): number[] {
  const named = inSection ? line : (/\bdepends on:?((?:[\s,&]|and|#[0-9]+)+)/i.exec(line)?.[1] ?? "");
  return [...named.matchAll(/#([1-9][0-9]{0,9})\b/g)].map((match) => Number(match[1]));
}
