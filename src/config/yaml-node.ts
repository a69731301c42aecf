/** What a config may not use of YAML, and where a node stands in the text. */
import { isAlias, isScalar, type Node } from "yaml";
import { clip, plain } from "../text/markdown.ts";

/** Where a node starts, its tag or anchor included, which the parser's range leaves out. */
export function startOf(text: string, node: Node): number {
  const start = node.range?.[0] ?? 0;
  if (isAlias(node)) return start;
  if (node.tag !== undefined) return Math.max(0, text.lastIndexOf("!!", start), text.lastIndexOf("!", start));
  return "anchor" in node && node.anchor !== undefined
    ? Math.max(0, text.lastIndexOf(`&${node.anchor}`, start))
    : start;
}

export function refusedFeature(node: Node): string | null {
  if (isAlias(node)) {
    const glob = clip(plain(node.source), 60);
    return `\`*${glob}\` is an alias in YAML, which is not supported; put a glob that starts with \`*\` in quotes: "*${glob}"`;
  }
  if (node.tag !== undefined) {
    return "a value that starts with `!` is a tag in YAML, which is not supported; put text that starts with `!` in quotes";
  }
  return "anchor" in node && node.anchor !== undefined
    ? `\`&${clip(plain(node.anchor), 60)}\` is an anchor in YAML, which is not supported; write the value out where it is used`
    : null;
}

/** A key as it is written: `0777` and `yes` are words, not numbers or truths. */
export function keyText(key: Node | null): string | null {
  if (!isScalar(key) || key.value === null) return null;
  return typeof key.value === "string" ? key.value : (key.source ?? null);
}

export function hasControl(text: string): boolean {
  return /[^\P{Cc}\t\n\r]|\p{Cs}/u.test(text);
}
