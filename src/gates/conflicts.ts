/**
 * Gate `conflicts` (requirement B02): what Git says to merging this pull request with the branch that it is for, as that is now,
 * and with every other open agent pull request. Of two that collide one lands first; the other waits for it. What could not be
 * tried is never taken for clean.
 */
import { mayCollide, sharedPaths } from "../domain/collide.ts";
import type { FileChange } from "../domain/file-change.ts";
import type { FileDiff } from "../domain/file-diff.ts";
import type { OtherPull } from "../domain/other-pull.ts";
import { type Reason, reasonAt, verdictOf } from "../domain/verdict.ts";
import {
  allUnreadText,
  baseCollidesText,
  baseUnknownText,
  cannotLookText,
  landsFirstText,
  markerText,
  otherFilesUnreadText,
  softText,
  waitsToLandText,
} from "../text/gates/conflicts.ts";
import type { Gate, GateInput } from "./gate.ts";
import { unreadable } from "./unreadable.ts";

export const conflicts: Gate = {
  name: "conflicts",
  summary:
    "merges that collide, tried by Git: with the base branch as it is now, and with the other open agent pull requests; conflict markers left behind",
  keys: [],
  judges: "pull",
  judge: ({ change, others, onto }) => {
    if (change === null) return unreadable;
    const base = judgeBase(onto);
    if (base?.fails) return verdictOf([base.reason]);
    const markers = change.files.flatMap(leftMarkers);
    if (markers.length > 0) return verdictOf(markers);
    const branch = onto?.branch ?? BASE;
    const found = (others ?? []).map((other) => judgeOther(change.files, other, branch));
    const waits = [
      ...(base ? [base.reason] : []),
      ...(others === null ? [reasonAt(null, "unreadable", allUnreadText())] : []),
      ...found.flatMap((each) => (each?.waits ? [each.reason] : [])),
    ];
    const warnings = found.flatMap((each) => (each && !each.waits ? [each.reason] : []));
    return waits.length > 0 ? { status: "wait", reasons: waits, warnings } : verdictOf([], warnings);
  },
};

/** Both ends of a place that Git could not merge: one alone may be a page's own line. */
function leftMarkers({ path, added }: FileDiff): readonly Reason[] {
  const [start] = (added ?? []).filter(({ text }) => /^<{7} \S/.test(text));
  const ends = (added ?? []).some(({ line, text }) => /^>{7} \S/.test(text) && line > (start?.line ?? 0));
  if (start === undefined || !ends) return [];
  return [{ path, line: start.line, rule: "marker", message: markerText(), suggestion: null }];
}

/** Where nobody says which branch it is. */
const BASE = "its base branch";

/** A collision with what is merged already is for the agent to put right; null when there is none. */
function judgeBase(onto: GateInput["onto"]): { readonly reason: Reason; readonly fails: boolean } | null {
  const { branch, forecast } = onto ?? { branch: BASE, forecast: null };
  if (forecast === null) return { reason: reasonAt(null, "unknown", baseUnknownText(branch)), fails: false };
  if (forecast.kind === "clean") return null;
  const [path = null] = forecast.paths;
  return { reason: reasonAt(path, "base", baseCollidesText(branch, forecast.paths)), fails: true };
}

function judgeOther(
  files: readonly FileChange[],
  other: OtherPull,
  branch: string,
): { readonly reason: Reason; readonly waits: boolean } | null {
  const { change, forecast, first, because } = other;
  if (change === null)
    return { reason: reasonAt(null, "unreadable", otherFilesUnreadText(other)), waits: true };
  if (!mayCollide(files, change.files)) return null;
  if (forecast === null) return { reason: reasonAt(null, "unknown", cannotLookText(other)), waits: true };
  switch (forecast.kind) {
    case "conflicts": {
      const { paths } = forecast;
      const message = first
        ? waitsToLandText(other, paths, branch, because)
        : landsFirstText(other, paths, because);
      return { reason: reasonAt(paths[0] ?? null, "hot", message), waits: first };
    }
    case "clean": {
      const shared = sharedPaths(files, change.files);
      if (shared.length === 0) return null;
      return { reason: reasonAt(shared[0] ?? null, "soft", softText(other, shared)), waits: false };
    }
    default:
      return forecast satisfies never;
  }
}
