/** What is said of files that stand in the way of another file of their name, and of copies that drift from their source. */
import { code } from "../markdown.ts";

/** Where the other one is. */
export interface Twin {
  readonly path: string;
  readonly task: number;
  readonly agent: string;
}

export function duplicateText(path: string, twin: Twin): string {
  return `${code(path)} is new here, and ${other(twin)} with another content; #${twin.task} should land first. Use theirs once #${twin.task} has landed, or give yours a name of its own.`;
}

export function duplicateFirstText(path: string, twin: Twin): string {
  return `${code(path)} is new here, and ${other(twin)} with another content. This one should land first, so #${twin.task} is sent back to use it or to take another name.`;
}

export function nearDuplicateText(path: string, twin: Twin): string {
  return `${code(path)} is nearly the same as what ${other(twin)}. One of both is enough: agree on a place, and let the other use it.`;
}

export function equalElsewhereText(path: string, twin: Twin): string {
  return `${code(path)} is the same, byte for byte, as what ${other(twin)}. Once both have landed nothing keeps them equal: one of both is enough, or name one in \`canonical\`.`;
}

function other({ path, task, agent }: Twin): string {
  return `#${task} (${agent}) adds ${code(path)}`;
}

export function othersUnreadText(): string {
  return "the other open agent pull requests could not all be read, so nobody knows whether one of them adds a file of the same name. It is looked at again with the next event; nothing has to be done.";
}

export function otherUnreadText(task: number): string {
  return `the files of #${task} could not be read, so nobody knows whether it adds one of the same name. It is looked at again with the next event; nothing has to be done.`;
}

export function driftText(path: string, source: string, diff: readonly string[] | null): string {
  const what = `${code(path)} must be equal to ${code(source)} byte for byte (\`canonical\`), and is not. Copy the source over it; what should be different belongs into the source.`;
  return diff === null ? what : [what, fenced(diff)].join("\n");
}

export function noSourceText(path: string, source: string): string {
  return `${code(path)} is a copy of ${code(source)} (\`canonical\`), which is not there. Put the source back, or have its rule taken out of the config first.`;
}

export function namesakeText(path: string, source: string): string {
  return `${code(path)} has the name of ${code(source)}, which is the canonical one, and another content. Use that one: import it, or copy it to where \`canonical\` wants its copies. A file of another purpose needs another name.`;
}

export function strayCopyText(path: string, source: string): string {
  return `${code(path)} is a copy of ${code(source)} where \`canonical\` keeps none equal. Add its path to \`to\` of that rule, or import the source.`;
}

/** A fence longer than any in the text, so that no line of it ends the block. */
function fenced(diff: readonly string[]): string {
  const longest = Math.max(2, ...diff.flatMap((line) => (line.match(/`+/g) ?? []).map((run) => run.length)));
  const fence = "`".repeat(longest + 1);
  return [`${fence}diff`, ...diff, fence].join("\n");
}
