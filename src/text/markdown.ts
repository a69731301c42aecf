/**
 * Pieces of GitHub Markdown in which foreign text cannot act: names and titles may come from anyone.
 * Rendering by https://github.github.com/gfm/.
 */

/** Inline code; backticks in the text get a longer fence. Line breaks and control characters become spaces. */
export function code(text: string): string {
  const line = plain(text);
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  const pad = line.startsWith("`") || line.endsWith("`") ? " " : "";
  return `${fence}${pad}${line}${pad}${fence}`;
}

export function codeList(texts: readonly string[]): string {
  return texts.map(code).join(", ");
}

/** One line of prose in which Markdown, HTML and mentions of the text itself stay letters; its inline code stays code. */
export function prose(text: string): string {
  return plain(text)
    .split(/(`[^`]+`)/)
    .map((part, index) => (index % 2 === 1 ? code(part.slice(1, -1)) : escaped(part)))
    .join("");
}

function escaped(text: string): string {
  return text
    .replace(/[\\`*_{}[\]<>|~]/g, (character) => `\\${character}`)
    .replace(/^#/, "\\#")
    .replace(/@(?=[A-Za-z0-9])/g, "@\u2060");
}

/** One line that ends like a sentence, so that another one may follow. */
export function sentence(text: string): string {
  const line = plain(text);
  return /[.!?…]$/.test(line) ? line : `${line}.`;
}

/**
 * Foreign text on which GitHub does not act: it closes no issue, mentions nobody, skips no check, and is no trailer that a
 * tool reads. It stays readable: a word joiner takes the power.
 * https://docs.github.com/en/actions/how-tos/manage-workflow-runs/skip-workflow-runs
 */
export function powerless(text: string): string {
  return text
    .replace(
      /#(?=\d)|\bGH-(?=\d)|\/(?:issues|pull)\/(?=\d)|@(?=[A-Za-z0-9])|\[(?=[a-z -]{1,16}\])/gi,
      "$&\u2060",
    )
    .replace(/^(?:Signalbox-[A-Za-z]+|skip-checks|Co-authored-by|Signed-off-by)(?=:)/gim, "$&\u2060");
}

/** One line without control characters, and without those that turn the order of letters around. */
export function plain(text: string): string {
  return text
    .replace(/[\u202a-\u202e\u2066-\u2069]/gu, "")
    .replace(/[\p{Cc}\u2028\u2029]+/gu, " ")
    .trim();
}

/** At most `length` characters, the cut shown by an ellipsis. */
export function clip(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, Math.max(0, length - 1)).trimEnd()}…`;
}
