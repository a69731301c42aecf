/** Is everything that some globs match also matched by some others? Answered exactly, or with a shortest counter-example. */
import { parsedGlobs } from "./parsed-globs.ts";
import { sharedPaths } from "./shared-paths.ts";
import { shortest } from "./shortest.ts";

export type Inside =
  | { readonly kind: "inside" }
  /** `path` is a shortest valid path that is in the first and not in the second. */
  | { readonly kind: "outside"; readonly path: string }
  /** The globs are too intricate to be sure. */
  | { readonly kind: "undecided" };

/** `work` as for `shortest`. */
export function isInside(inner: readonly string[], outer: readonly string[], work?: number): Inside {
  const scope = parsedGlobs(inner);
  const paths = sharedPaths([{ scope, allow: scope, forbid: parsedGlobs(outer) }]);
  if (paths === null) return { kind: "undecided" };
  const found = shortest(paths, work);
  switch (found.kind) {
    case "found":
      return { kind: "outside", path: found.path };
    case "none":
      return { kind: "inside" };
    case "undecided":
      return found;
    default:
      return found satisfies never;
  }
}
