/** What a config may not use of YAML, and where a node stands in the text. */
import { isAlias, isScalar, type Node } from "yaml";
import { clip, plain } from "../text/markdown.ts";
import { formatPath, type ProblemKind } from "./problem.ts";

/** Where a node starts, its tag or anchor included, which the parser's range leaves out. */
export function startOf(text: string, node: Node): number {
  const start = node.range?.[0] ?? 0;
  if (isAlias(node)) return start;
  if (node.tag !== undefined) {
    const tag = /!\S*\s*$/.exec(text.slice(Math.max(0, start - 200), start));
    return start - (tag?.[0].length ?? 0);
  }
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

/** A key as it is written (`0777` and `yes` are words, not numbers or truths), or why it may not be one. */
export function readKey(
  node: Node | null,
): string | { readonly kind: ProblemKind; readonly message: string } {
  const feature = node === null ? null : refusedFeature(node);
  if (feature !== null) return { kind: "feature", message: feature };
  const key =
    isScalar(node) && node.value !== null
      ? typeof node.value === "string"
        ? node.value
        : node.source
      : null;
  if (key === null || key === undefined) return { kind: "feature", message: "a key must be a plain word" };
  if (key === "<<") {
    return { kind: "feature", message: "merge keys (`<<`) are not supported; write the keys out" };
  }
  return key === "__proto__" || hasControl(key)
    ? { kind: "name", message: `\`${formatPath([key])}\` may not be a key` }
    : key;
}

export function hasControl(text: string): boolean {
  return /[^\P{Cc}\t\n\r]|\p{Cs}/u.test(text);
}
