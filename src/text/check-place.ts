/** Why `signalbox check` cannot judge from where it was started: what, where, and what to type. */
import { clip, plain } from "./markdown.ts";

export type PlaceProblem =
  | { readonly kind: "no-git" | "bare" | "distrusted"; readonly folder: string }
  /** `branch` null: the checkout is on none. */
  | { readonly kind: "no-commit"; readonly top: string; readonly branch: string | null }
  | { readonly kind: "no-usual-base"; readonly top: string; readonly tried: readonly string[] }
  | { readonly kind: "no-base"; readonly top: string; readonly base: string; readonly near: string | null }
  | { readonly kind: "unrelated" | "shallow" | "base-itself"; readonly top: string; readonly base: string };

/** The rest of the history, for a clone that was made with less of it. */
const DEEPEN =
  "Bring the rest with `git fetch --unshallow origin`; in a workflow, give actions/checkout `fetch-depth: 0`";

export function placeProblemText(problem: PlaceProblem): string {
  switch (problem.kind) {
    case "no-git":
      return `${shown(problem.folder)} is in no Git repository, so there is no change to judge. Go into a clone with \`cd\`, and run it there.`;
    case "bare":
      return `${shown(problem.folder)} has no files checked out: it is a bare repository, or inside a .git folder. Go with \`cd\` to where the files are, and run it there.`;
    case "distrusted":
      return `${shown(problem.folder)} belongs to somebody else, so Git does not read it. Allow it with \`git config --global --add safe.directory ${shown(problem.folder)}\`, if you trust what lies there.`;
    case "no-commit":
      return `${problem.branch === null ? "The checkout" : `The branch ${shown(problem.branch)}`} in ${shown(problem.top)} has no commit yet, so there is nothing to compare with. Commit first, or judge every file: \`signalbox check --all\`.`;
    case "no-usual-base":
      return `It is not known what to compare with: ${shown(problem.top)} has none of ${problem.tried.join(", ")}. Name it: \`signalbox check --base REF\`; \`git branch --all\` shows what is here, \`git fetch origin\` brings more.`;
    case "no-base":
      return `There is no commit ${shown(problem.base)} in ${shown(problem.top)}.${guessText(problem.near)} ${bringText(problem.base)}`;
    case "unrelated":
      return `${shown(problem.base)} and what is checked out in ${shown(problem.top)} have no common history. Name another base with --base REF, or judge every file: \`signalbox check --all\`.`;
    case "shallow":
      return `${shown(problem.top)} is a shallow clone: its history ends before it comes to where this change left ${shown(problem.base)}, so nobody could say what the change is. ${DEEPEN}.`;
    case "base-itself":
      return `Nothing was judged: ${shown(problem.base)} is checked out in ${shown(problem.top)} and is what it would be compared with, and no file is changed since its last commit. Name the commit before the work, as in \`signalbox check --base HEAD~1\`, or judge every file: \`signalbox check --all\`.`;
    default:
      return problem satisfies never;
  }
}

function guessText(near: string | null): string {
  return near === null ? "" : ` Did you mean ${near}?`;
}

function bringText(base: string): string {
  const branch = base.replace(/^origin\//, "");
  return /^[A-Za-z0-9][A-Za-z0-9._/-]*$/.test(branch)
    ? `\`git fetch origin +${branch}:refs/remotes/origin/${branch}\` brings origin's branch of that name, and \`--base origin/${branch}\` is it; \`git branch --all\` shows what is here.`
    : "`git branch --all` shows what is here.";
}

function shown(text: string): string {
  return clip(plain(text), 300);
}
