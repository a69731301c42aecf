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
    const [, source] = text.length > 2_000 ? [] : (foreign.exec(text) ?? []);
    return source === undefined ? [] : [{ line, source }];
  });
}
