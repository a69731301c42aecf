/** Which files a rule means. */
import { contains } from "../scope/contains.ts";

/** Whether a path is one of `files` and none of `except`. */
export function filesOf(rule: {
  readonly files: readonly string[];
  readonly except: readonly string[];
}): (path: string) => boolean {
  return (path) => contains(rule.files, path) && !contains(rule.except, path);
}
