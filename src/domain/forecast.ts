/** What Git says to merging two commits, tried without merging anything. */
export type Forecast =
  /** `tree`: id of what the merge holds, where Git was asked. */
  | { readonly kind: "clean"; readonly tree?: string }
  /** Ascending; empty when Git named no path. */
  | { readonly kind: "conflicts"; readonly paths: readonly string[] };

/** The same for both orders: whether two commits collide does not depend on which is merged into which. */
export function forecastKey(one: string, other: string): string {
  return [one, other].toSorted().join("...");
}
