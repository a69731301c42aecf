/** What `signalbox check` says when the change does not merge with its base as this clone has it. */
import { code } from "./markdown.ts";

interface Base {
  readonly name: string;
  readonly commit: string;
}

/** Of one path that both sides changed; null for paths that Git does not name. */
export function collidesHereText(base: Base, path: string | null): string {
  const what =
    path === null
      ? `this does not merge with ${nameText(base)}, at paths that Git does not name`
      : `${nameText(base)} has changed it too, and Git cannot merge both`;
  return `${what}. Type ${code(`git merge ${base.name}`)}, put right what collides, keep what both sides wanted, commit, and run this again.`;
}

export function mergeUntriedText(base: Base): string {
  return `the merge with ${nameText(base)} could not be tried, so nobody knows whether it collides. ${code(`git merge --no-commit ${base.name}`)} shows what Git says of it.`;
}

function nameText({ name, commit }: Base): string {
  return `${code(name)} (${commit.slice(0, 7)})`;
}
