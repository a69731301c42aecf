/**
 * Pass after pass until one writes nothing: for where nobody is woken by what a pass wrote. (Events made by a workflow's
 * GITHUB_TOKEN start no workflow.) A pass that finds nothing costs one request.
 */
import type { Pass } from "../reconcile/reconcile.ts";

/** A task needs three in a row at most: its branch and pull request, the checks, the card. More mean that something is wrong. */
const PASSES = 5;

/** True when the last pass wrote nothing; `onPass` is told of each, so that a failure does not hide what was done before it. */
export async function settle(pass: () => Promise<Pass>, onPass: (pass: Pass) => void): Promise<boolean> {
  for (let count = 0; count < PASSES; count += 1) {
    const made = await pass();
    onPass(made);
    if (!wrote(made)) return true;
  }
  return false;
}

/** What was only refused is refused again, and what got no answer is not looked for better a moment later. */
function wrote({ changes, applied }: Pass): boolean {
  return (
    changes.additions.length + changes.deletions.length > 0 || applied.some(({ result }) => result === "done")
  );
}
