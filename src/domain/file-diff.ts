/** A whole change with its text: what gates look at. */
import type { CanonicalFile } from "./canonical-file.ts";
import type { FileChange } from "./file-change.ts";

export interface Change {
  /** From the merge base to the head, ascending by path. */
  readonly files: readonly FileDiff[];
  /** False when there were too many paths or bytes to read their text: `added` and `removed` are null then, of text files too. */
  readonly textRead: boolean;
  /** New paths that a file system or a person takes for another path. */
  readonly collisions: readonly Collision[];
  /** Paths that a commit of the range touched although the whole range does not change them; null when not all were looked at. */
  readonly revisited: readonly string[] | null;
  /** Changed files that a rule of `canonical` means, and copies of a source that changed. */
  readonly canonical: readonly CanonicalFile[];
}

export interface Collision {
  readonly path: string;
  /** The other path: one of the tree on either side of the change, a file or a folder. */
  readonly with: string;
  /** `case`: one and the same where a file system ignores case; `look-alike`: other letters, of the same look. */
  readonly as: "case" | "look-alike";
}

/** What a change does to the text of one path. */
export interface FileDiff extends FileChange {
  /** Id of the new content; null for a deletion and for a submodule, whose id names a commit elsewhere. */
  readonly blob: string | null;
  /** Lines of the new text that the old one lacks, by their number there; null where there is no text to compare: binary, too large, or not read. */
  readonly added: readonly Line[] | null;
  /** Lines of the old text that the new one lacks, by their number there. */
  readonly removed: readonly Line[] | null;
}

export interface Line {
  /** From 1. */
  readonly line: number;
  readonly text: string;
}
