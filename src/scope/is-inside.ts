/** Is everything that some globs match also matched by some others? Answered exactly, or with a shortest counter-example. */
import { both, without } from "./automaton.ts";
import { globAutomaton } from "./glob-automaton.ts";
import { parsedGlobs } from "./parsed-globs.ts";
import { pathAutomaton } from "./path-automaton.ts";
import { shortest } from "./shortest.ts";

export type Inside =
  | { readonly kind: "inside" }
  /** `path` is a shortest valid path that is in the first and not in the second. */
  | { readonly kind: "outside"; readonly path: string }
  /** The globs are too intricate to be sure. */
  | { readonly kind: "undecided" };

export function isInside(inner: readonly string[], outer: readonly string[]): Inside {
  const paths = both(globAutomaton(parsedGlobs(inner)), pathAutomaton);
  const found = shortest(without(paths, globAutomaton(parsedGlobs(outer))));
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
