/**
 * Foreign Markdown as HTML: GitHub's flavour without raw HTML and without images (nothing that somebody wrote is fetched), its
 * links only to http and https. `#12` leads to that issue, and the `<details>` of our own card stay what they are.
 */
import { raw } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import type { CompileContext, HtmlExtension, Token } from "micromark-util-types";
import { isTooDeep } from "../text/read-markdown.ts";

/** Emphasis is quadratic in micromark: what is longer stays the text that it is. Characters. */
const FORMATTED_LIMIT = 20_000;

/** How many texts are kept rendered; a page is drawn anew at each change. */
const KEPT = 300;

const without = {
  disable: {
    null: ["labelStartImage", "gfmFootnoteCall", "gfmPotentialFootnoteCall", "gfmFootnoteDefinition"],
  },
};

const kept = createMemory(KEPT);

export function markdown(text: string): HtmlEscapedString {
  return kept(text, () => {
    if (text.length > FORMATTED_LIMIT || isTooDeep(text)) return raw(`<pre>${escaped(text)}</pre>`);
    const html = micromark(text, { extensions: [gfm(), without], htmlExtensions: [gfmHtml(), inertHtml] });
    return raw(withReferences(withSafeLinks(html)));
  });
}

/** The same for one sentence, without the paragraph around it. */
export function inline(text: string): HtmlEscapedString {
  return raw(
    markdown(text).replace(/^<p>([\s\S]*)<\/p>$/, (all, inner: string) =>
      inner.includes("<p>") ? all : inner,
    ),
  );
}

/** Signalbox's own texts, whose pictographs become words or vanish: the page has lamps, and not every machine has such a font. */
export function ownMarkdown(text: string): HtmlEscapedString {
  const worded = text
    .replaceAll("✅ |", "met |")
    .replaceAll("⏳ |", "waiting |")
    .replaceAll("❌ |", "failed |");
  return markdown(worded.replace(/^(#+ )\p{Extended_Pictographic}\uFE0F? /gmu, "$1"));
}

/** HTML of the text itself: comments vanish, the card's folds stay, everything else becomes letters. */
const inertHtml: HtmlExtension = {
  enter: { htmlFlow: hold, htmlText: hold },
  exit: { htmlFlow: release, htmlText: release, htmlFlowData: nothing, htmlTextData: nothing },
};

function hold(this: CompileContext): undefined {
  this.buffer();
}

function nothing(): undefined {}

function release(this: CompileContext, token: Token): undefined {
  this.resume();
  const source = this.sliceSerialize(token).trim();
  if (source.startsWith("<!--")) return;
  const [, summary] = /^<details><summary>([^<]*)<\/summary>$/.exec(source) ?? [];
  if (summary !== undefined) this.raw(`<details><summary>${escaped(summary)}</summary>`);
  else if (source === "</details>") this.raw(source);
  else this.raw(escaped(source));
}

/** micromark escapes every quote and bracket of the text, so that `<a href="` is never the text's own. */
function withSafeLinks(html: string): string {
  return html.replace(/<a href="([^"]*)"/g, (_all, url: string) =>
    /^https?:\/\//i.test(url) ? `<a rel="noopener noreferrer" href="${url}"` : "<a",
  );
}

/** `#12` outside of code and links; the parts between tags alternate with the tags. */
function withReferences(html: string): string {
  let closed = 0;
  return html
    .split(/(<[^>]*>)/)
    .map((part, index) => {
      if (index % 2 === 1) {
        if (/^<(?:a|code|pre)\b/.test(part)) closed += 1;
        if (/^<\/(?:a|code|pre)>/.test(part)) closed -= 1;
        return part;
      }
      if (closed > 0) return part;
      return part.replace(/(?<![\w&;/#])#([1-9][0-9]{0,8})\b/g, '<a href="/issues/$1">#$1</a>');
    })
    .join("");
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** Remembers the last `size` answers by their question. */
function createMemory(size: number) {
  const answers = new Map<string, HtmlEscapedString>();
  return (question: string, work: () => HtmlEscapedString): HtmlEscapedString => {
    const answer = answers.get(question) ?? work();
    answers.delete(question);
    answers.set(question, answer);
    for (const [oldest] of answers) {
      if (answers.size <= size) break;
      answers.delete(oldest);
    }
    return answer;
  };
}
