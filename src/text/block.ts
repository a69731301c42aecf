/**
 * A message may end in a block of lines, such as a diff, fenced as Markdown wants it. Each reader is given it in another way: a
 * list item has it indented, a terminal and an annotation have it without its fence, one line goes without it.
 */

export interface Message {
  /** The sentences, one line. */
  readonly said: string;
  /** The lines of the block, without its fence; none for most messages. */
  readonly block: readonly string[];
}

export function messageParts(message: string): Message {
  const [said = "", opening = "", ...lines] = message.split("\n");
  const fence = /^(`{3,})diff$/.exec(opening)?.[1];
  return fence !== undefined && lines.at(-1) === fence
    ? { said, block: lines.slice(0, -1) }
    : { said: message, block: [] };
}

/** A fence longer than any in the text, so that no line of it ends the block. */
export function withBlock({ said, block }: Message): string {
  if (block.length === 0) return said;
  const longest = Math.max(2, ...block.flatMap((line) => (line.match(/`+/g) ?? []).map((run) => run.length)));
  const fence = "`".repeat(longest + 1);
  return [said, `${fence}diff`, ...block, fence].join("\n");
}

/** Markdown of a list item: what stands further left would end the item. */
export function listItem(message: string): string {
  return `- ${message.replaceAll("\n", "\n  ")}`;
}

/** Where no Markdown is shown. */
export function unfenced(message: string): string {
  const { said, block } = messageParts(message);
  return [said, ...block].join("\n");
}

/** Where one line must do. */
export function saidOnly(message: string): string {
  return messageParts(message).said;
}

/** At most so many characters: lines of the block are left out and counted. */
export function clippedBlock({ said, block }: Message, length: number): Message {
  let left = length - said.length;
  const shown = block.filter((line) => {
    left -= line.length + 1;
    return left >= 0;
  });
  return shown.length === block.length
    ? { said, block }
    : { said, block: [...shown, `… and ${block.length - shown.length} more lines`] };
}
