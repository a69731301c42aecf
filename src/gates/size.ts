/** Gate `size`: a change is small enough to be read by a person, and is text that gates and people can read at all. */
import type { FileDiff } from "../domain/file-diff.ts";
import { type Reason, reasonAt, verdictOf } from "../domain/verdict.ts";
import { notTextText, tooManyLinesText, tooManyPathsText } from "../text/gates/size.ts";
import type { Gate } from "./gate.ts";
import { unreadable, unreadText } from "./unreadable.ts";

export const size: Gate = {
  name: "size",
  summary:
    "changes of more paths or lines than `gates.size` allows; files that are no text wait for a person",
  keys: ["gates.size"],
  judges: "change",
  judge: ({ change, config, approvers }) => {
    if (change === null) return unreadable;
    const { files, lines } = config.gates.size;
    const added = change.files.reduce((sum, file) => sum + (file.added?.length ?? 0), 0);
    const reasons: Reason[] = [];
    if (change.files.length > files)
      reasons.push(reasonAt(null, "files", tooManyPathsText(change.files.length, files)));
    if (added > lines) reasons.push(reasonAt(null, "lines", tooManyLinesText(added, lines)));
    if (reasons.length > 0) return verdictOf(reasons);
    if (!change.textRead) return unreadText;
    const unjudged = change.files
      .filter((file) => file.after !== null && (file.added === null || isPointer(file)))
      .map(({ path }) => reasonAt(path, "binary", notTextText(path, approvers)));
    if (unjudged.length === 0 || approvers.length > 0) return verdictOf([], unjudged);
    return { status: "wait", reasons: unjudged, warnings: [] };
  },
};

/** Stands for a file that lies elsewhere: https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md */
function isPointer({ added }: FileDiff): boolean {
  const [first, ...rest] = added ?? [];
  // Of a pointer that changes only what it points to is new.
  return (
    (first?.line === 1 && first.text.startsWith("version https://git-lfs.github.com/spec/")) ||
    [first, ...rest].some((each) => each !== undefined && each.line <= 3 && /^oid sha256:/.test(each.text))
  );
}
