/** A file of a change that a rule of `canonical` means, compared with its source. */
export interface CanonicalFile {
  readonly path: string;
  /** The path of the one that others are copies of. */
  readonly source: string;
  /** `copy`: the rule says that it must be equal. `namesake`: new, of the source's name, where the rule wants no copy. */
  readonly as: "copy" | "namesake";
  readonly found: CanonicalState;
}

export type CanonicalState =
  | { readonly kind: "equal" }
  /** As unified lines without a header, from the source to the file; null where one of both is no text. */
  | { readonly kind: "differs"; readonly diff: readonly string[] | null }
  | { readonly kind: "no-source" };
