/**
 * Gate `boundaries`: every path of a change lies within the reach of its author's task, and is a plain file.
 * Both sides of a rename are paths of the change. When GitHub could not show the whole change, the gate fails.
 */
import { changeStatus, type FileChange } from "../domain/file-change.ts";
import { type Reason, reasonAt, type Verdict, verdictOf } from "../domain/verdict.ts";
import { type CompiledReach, inReach } from "../scope/reach.ts";
import { modeText, outOfReachText, unreadableChangeText } from "../text/boundaries.ts";
import type { Gate, GateInput } from "./gate.ts";

export const boundaries: Gate = {
  name: "boundaries",
  summary: "paths outside of the task's scope or the agent's boundary, symlinks and submodules",
  keys: ["agents.<id>.allow", "agents.<id>.forbid"],
  judges: "change",
  judge: ({ reach, change, agent, holderOf }) =>
    reach === null
      ? verdictOf((change?.files ?? []).flatMap(modeReasons))
      : judgeBoundaries(reach, change?.files ?? null, { agent, holderOf }),
};

/** Who is judged, and whose a path is that is not theirs. */
type Whose = Pick<GateInput, "agent" | "holderOf">;

/** Judges all of a change at once. `changes` is null when it is not known in full. */
export function judgeBoundaries(
  reach: CompiledReach,
  changes: readonly FileChange[] | null,
  whose: Whose = { agent: null, holderOf: () => null },
): Verdict {
  if (changes === null) return verdictOf([reasonAt(null, "unreadable", unreadableChangeText())]);
  return verdictOf(
    changes.flatMap((change) => [...pathReasons(reach, change, whose), ...modeReasons(change)]),
  );
}

function pathReasons(reach: CompiledReach, change: FileChange, { agent, holderOf }: Whose): Reason[] {
  const { path } = change;
  const found = inReach(reach, path);
  if (found.ok) return [];
  const status = changeStatus(change);
  const message = outOfReachText({ path, status, found, agent, reach: reach.source, holder: holderOf(path) });
  return [reasonAt(path, found.rule, message)];
}

/** A symlink can point anywhere and a submodule holds a repository that nobody judged: neither may appear or change. */
function modeReasons({ path, after }: FileChange): Reason[] {
  if (after === "120000") return [reasonAt(path, "symlink", modeText(path, "symlink"))];
  if (after === "160000") return [reasonAt(path, "submodule", modeText(path, "submodule"))];
  return [];
}
