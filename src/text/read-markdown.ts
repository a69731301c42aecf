/**
 * Reads foreign Markdown for its structure: its blocks, and in their text only code and HTML. Anybody may comment, and some
 * constructs take minutes or overflow the stack on a comment of GitHub's full size (`1. 1. 1. …` nests lists, `**a**a…`
 * and `[a]([a](…` are quadratic): what we do not need is not read at all, and deep nests are refused.
 */
import type { Root } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";

/** GitHub's limit of an issue's or a comment's text, in characters. */
const SOURCE_LIMIT = 65_536;

/** Thirty quotes, lists and footnotes opened by one line, or one of them a hundred columns in: nobody wrote that to be read. */
const tooDeep =
  /^(?:(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t])|\[\^[^\]\s]{1,99}\]:)){30}|[ \t]{100,}(?:>|[-+*][ \t]|\d{1,9}[.)][ \t]))/m;

const notNeeded = [
  "attention",
  "strikethrough",
  "labelStartImage",
  "labelStartLink",
  "labelEnd",
  "gfmFootnoteCall",
  "gfmPotentialFootnoteCall",
  "wwwAutolink",
  "protocolAutolink",
  "emailAutolink",
];

/** Null for a text that is too long or nests too deep to be read: it then says nothing. */
export function readMarkdown(text: string): Root | null {
  if (text.length > SOURCE_LIMIT || isTooDeep(text)) return null;
  return fromMarkdown(text, {
    extensions: [gfm(), { disable: { null: notNeeded } }],
    mdastExtensions: [gfmFromMarkdown()],
  });
}

export function isTooDeep(text: string): boolean {
  return tooDeep.test(text);
}
