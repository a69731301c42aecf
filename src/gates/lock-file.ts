/** Lines of a lock file that take a package from somewhere else than a registry over TLS (FAULTS.md R30, X4). */
import type { Line } from "../domain/file-diff.ts";

const lockFile = /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lock)$/i;

/** An address that is not `https`, or Git's, or one's own disk. */
const foreign =
  /(?:"resolved"\s*:\s*"|\bresolved\s+"|\btarball:\s*|\bresolution:.*?\b)((?:http:|git[+:@]|ssh:|file:\.\.)[^"'\s,}]+)/;

export function foreignSources(
  path: string,
  added: readonly Line[],
): readonly { readonly line: number; readonly source: string }[] {
  if (!lockFile.test(path)) return [];
  return added.flatMap(({ line, text }) => {
    const [source] = propertiesOf(text).flatMap((each) => foreign.exec(each)?.[1] ?? []);
    return source === undefined ? [] : [{ line, source }];
  });
}

/** One property at a time, without the spaces in it: a lock file may be one line, and its longest part must not take long. */
function propertiesOf(text: string): readonly string[] {
  return text.split(",").map((each) => each.replace(/\s+/g, " ").slice(0, 4_000));
}
