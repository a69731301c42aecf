/**
 * Gate `boundaries`: every path of a change lies within the reach of its author's task, and is a plain file.
 * Both sides of a rename are paths of the change. When GitHub could not show the whole change, the gate fails.
 */
import { changeStatus, type FileChange } from "../domain/file-change.ts";
import type { Reason, Verdict } from "../domain/verdict.ts";
import { type CompiledReach, inReach } from "../scope/reach.ts";
import { modeText, outOfReachText, unreadableChangeText } from "../text/boundaries.ts";

/** Judges all of a change at once. `changes` is null when it is not known in full. */
export function judgeBoundaries(reach: CompiledReach, changes: readonly FileChange[] | null): Verdict {
  if (changes === null) {
    return { status: "fail", reasons: [{ path: null, rule: "unreadable", message: unreadableChangeText() }] };
  }
  const reasons = changes.flatMap((change) => [...pathReasons(reach, change), ...modeReasons(change)]);
  return { status: reasons.length > 0 ? "fail" : "pass", reasons };
}

function pathReasons(reach: CompiledReach, change: FileChange): Reason[] {
  const judged = inReach(reach, change.path);
  if (judged.ok) return [];
  const message = outOfReachText(change.path, changeStatus(change), judged, reach.source);
  return [{ path: change.path, rule: judged.rule, message }];
}

/** A symlink can point anywhere and a submodule holds a repository that nobody judged: neither may appear or change. */
function modeReasons({ path, after }: FileChange): Reason[] {
  if (after === "120000") return [{ path, rule: "symlink", message: modeText(path, "symlink") }];
  if (after === "160000") return [{ path, rule: "submodule", message: modeText(path, "submodule") }];
  return [];
}
