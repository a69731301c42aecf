/** Which files a rule means. */
import { parsedGlobs } from "../scope/parsed-globs.ts";
import { scopeIndex } from "../scope/scope-index.ts";

/** The number of the first list, and not that of the second. */
const FILES_ONLY = "0";

/** Whether a path is one of `files` and none of `except`. */
export function filesOf(rule: {
  readonly files: readonly string[];
  readonly except: readonly string[];
}): (path: string) => boolean {
  return scopeIndex(
    [parsedGlobs(rule.files), parsedGlobs(rule.except)],
    (lists) => lists.join() === FILES_ONLY,
  );
}
