/** The answer to a wish for more scope. */
export type Amendable =
  | { readonly kind: "free" }
  /** `path`: a shortest one that the glob matches and the boundary does not; null when nobody can say. */
  | { readonly kind: "outside"; readonly glob: string; readonly path: string | null }
  | { readonly kind: "taken"; readonly holder: number; readonly agent: string; readonly path: string | null };
