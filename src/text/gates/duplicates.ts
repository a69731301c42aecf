/** What is said of files that stand in the way of another file of their name, and of copies that drift from their source. */
import { withBlock } from "../block.ts";
import { code } from "../markdown.ts";

/** Where the other one is. */
export interface Twin {
  readonly path: string;
  readonly task: number;
  readonly agent: string;
}

export function duplicateText(path: string, twin: Twin): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const use = "Delete yours and use theirs (end as blocked while it is not there), or rename yours";
  return `${code(path)} is new here, and ${other(twin)} with another content; #${twin.task} should land first. ${use}. A maintainer can let the name through: ${code(`**/${name}`)} in \`gates.duplicates.except\`.`;
}

export function duplicateFirstText(path: string, twin: Twin): string {
  return `${code(path)} is new here, and ${other(twin)} with another content. This one should land first, so #${twin.task} is sent back to use it or to take another name.`;
}

export function nearDuplicateText(path: string, twin: Twin): string {
  return `${code(path)} is nearly the same as ${theirs(twin)}. One of them is enough: agree on a place, and let the other use it.`;
}

export function equalElsewhereText(path: string, twin: Twin): string {
  return `${code(path)} is the same, byte for byte, as ${theirs(twin)}. Once both have landed nothing keeps them equal: one of them is enough, or name one in \`canonical\`.`;
}

function other({ path, task, agent }: Twin): string {
  return `#${task} (${agent}) adds ${code(path)}`;
}

function theirs({ path, task, agent }: Twin): string {
  return `${code(path)}, which #${task} (${agent}) adds`;
}

export function othersUnreadText(): string {
  return "the other open agent pull requests could not all be read, so nobody knows whether one of them adds a file of the same name. It is looked at again with the next event; nothing has to be done.";
}

export function otherUnreadText(task: number): string {
  return `the files of #${task} could not be read, so nobody knows whether it adds one of the same name. It is looked at again with the next event; nothing has to be done.`;
}

/** Why a path is not for whoever is judged to change; the rule as in `OutOfReach`. */
export interface Beyond {
  readonly agent: string;
  readonly rule: string;
  /** The open task that holds it; null for none. */
  readonly holder: number | null;
}

/** `null` for what is within reach. */
export interface BeyondReach {
  readonly copy: Beyond | null;
  readonly source: Beyond | null;
}

export function driftText(
  path: string,
  source: string,
  diff: readonly string[] | null,
  { copy, source: origin }: BeyondReach,
): string {
  const mend =
    copy === null
      ? `Copy the source over it; what should be different belongs into the source${origin === null ? "" : `. ${whoText(source, origin)}`}.`
      : `Put ${code(source)} back as it was, or have the copy changed with it. ${whoText(path, copy)}.`;
  const said = `${code(path)} must be equal to ${code(source)} byte for byte (\`canonical\`), and is not. ${mend}`;
  return withBlock({ said, block: diff ?? [] });
}

export function noSourceText(path: string, source: string, { source: origin }: BeyondReach): string {
  const who = origin === null ? "" : ` ${whoText(source, origin)}.`;
  return `${code(path)} is a copy of ${code(source)} (\`canonical\`), which is not there. Put the source back, or have a maintainer take its rule out of the config first.${who}`;
}

/** Whoever is told has no way to it: who has. */
function whoText(path: string, { agent, rule, holder }: Beyond): string {
  if (holder !== null) return `${code(path)} is outside ${agent}'s reach, and #${holder} holds it: ask there`;
  return rule === "scope"
    ? `${code(path)} is outside this task's scope: a person can add it: \`/scope +${path} because …\` on the task's issue`
    : `${code(path)} is outside ${agent}'s reach: a person can change it, or a task of an agent whose \`allow\` has it`;
}

export function namesakeText(path: string, source: string): string {
  return `${code(path)} has the name of ${code(source)}, which is the canonical one, and another content. Use that one: import it, or copy it to where \`canonical\` wants its copies. A file of another purpose needs another name.`;
}

export function strayCopyText(path: string, source: string): string {
  return `${code(path)} is a copy of ${code(source)} where \`canonical\` keeps none equal. Add its path to \`to\` of that rule, or import the source.`;
}
