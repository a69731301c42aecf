/** Which files a rule means. */
import { matcher } from "../scope/contains.ts";

/** Whether a path is one of `files` and none of `except`. */
export function filesOf(rule: {
  readonly files: readonly string[];
  readonly except: readonly string[];
}): (path: string) => boolean {
  const [files, except] = [rule.files.map(matcher), rule.except.map(matcher)];
  return (path) => files.some((glob) => glob.match(path)) && !except.some((glob) => glob.match(path));
}
