/** Why a gate has no say in `signalbox check`: it is never shown as passed. */
import type { GateName, Verdict } from "../domain/verdict.ts";
import type { SkipReason } from "../text/check.ts";

/** Gates that say nothing about a tree that stands: they judge how it came about. */
const CHANGE_ONLY: ReadonlySet<string> = new Set(["protected", "size", "tests"]);

interface Circumstances {
  readonly whole: boolean;
  readonly author: boolean;
  /** The branch that might have told whose work it is; null for none. */
  readonly branch: string | null;
}

/** Null where it has a say. `verdict` null: only a pull request shows what it looks at. */
export function skipReason(
  gate: GateName,
  verdict: Verdict | null,
  { whole, author, branch }: Circumstances,
): SkipReason | null {
  if (verdict === null) return "pull";
  if (whole && CHANGE_ONLY.has(gate)) return "tree";
  // Symlinks and submodules are refused whoever brings them; that nothing was found says nothing of a boundary.
  const found = verdict.reasons.length + verdict.warnings.length > 0;
  if (gate !== "boundaries" || author || found) return null;
  if (whole) return "tree-of-nobody";
  return branch === null ? "detached" : "nobody";
}
