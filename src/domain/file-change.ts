/**
 * One path of a diff between two Git trees. A rename is a deletion and an addition, so that
 * both of its sides are judged; modes come from the trees, where a symlink or a submodule shows.
 */
export interface FileChange {
  readonly path: string;
  /** Git's octal mode on each side ("100644", "100755", "120000", "160000"); null where the path is absent. */
  readonly before: FileMode | null;
  readonly after: FileMode | null;
}

export type FileMode = "100644" | "100755" | "120000" | "160000";

export type ChangeStatus = "added" | "modified" | "deleted";

export function changeStatus({ before, after }: FileChange): ChangeStatus {
  if (before === null) return "added";
  return after === null ? "deleted" : "modified";
}
