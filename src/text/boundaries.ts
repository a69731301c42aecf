/** What a person and an agent read when a change leaves its boundary. */
import type { ChangeStatus } from "../domain/file-change.ts";
import type { Reason, Verdict } from "../domain/verdict.ts";
import { clip, code, codeList } from "./markdown.ts";

/** The rule that a path breaks; the same shape as `scope/reach.ts` answers. */
export type OutOfReach =
  /** `detail`: what is wrong with the path. */
  | { readonly rule: "path"; readonly detail: string }
  /** `detail`: the glob that forbids. */
  | { readonly rule: "forbid"; readonly detail: string }
  | { readonly rule: "allow" | "scope" };

interface ReachGlobs {
  readonly scope: readonly string[];
  readonly allow: readonly string[];
}

export function outOfReachText(
  path: string,
  status: ChangeStatus,
  found: OutOfReach,
  reach: ReachGlobs,
): string {
  const did = { added: "adds", modified: "changes", deleted: "deletes" }[status];
  const what = `it ${did} ${code(path)}, which is`;
  switch (found.rule) {
    case "scope":
      return `${what} outside the task's scope (${codeList(reach.scope)}).`;
    case "allow":
      return `${what} outside the agent's boundary (${codeList(reach.allow)}).`;
    case "forbid":
      return `${what} forbidden to the agent (${code(found.detail)}).`;
    case "path":
      return `${what} no path that may be written: ${found.detail}.`;
    default:
      return found satisfies never;
  }
}

export function modeText(path: string, kind: "symlink" | "submodule"): string {
  return kind === "symlink"
    ? `${code(path)} is a symlink, which could lead out of the boundary. Put a plain file there.`
    : `${code(path)} is a submodule, whose content nobody judged. Put plain files there.`;
}

export function unreadableChangeText(): string {
  return "GitHub did not show the whole change (more files than it lists), so it could not be judged. Split it into smaller pull requests.";
}

/** The reasons of a failed boundary as one message to the agent's next attempt. */
export function boundaryFeedbackText(attempt: number, reasons: readonly Reason[]): string {
  const list = reasons.slice(0, 20).map((reason) => `- ${reason.message}`);
  const more = reasons.length > 20 ? [`- and ${reasons.length - 20} more.`] : [];
  return [`Attempt ${attempt} was refused, because it left its boundary:`, ...list, ...more].join("\n");
}

export function boundariesTitle(verdict: Verdict, files: number): string {
  if (verdict.status === "pass") return `${files} ${files === 1 ? "path" : "paths"}, all within reach`;
  const [first] = verdict.reasons;
  const count = new Set(verdict.reasons.map((reason) => reason.path)).size;
  return first?.path == null
    ? "The change could not be judged"
    : `Out of reach: ${clip(first.path, 180)}${count > 1 ? ` and ${count - 1} more` : ""}`;
}

/** What the check run shows: the verdict, each reason, and what happens next. */
export function boundariesSummary(
  verdict: Verdict,
  task: { readonly number: number; readonly agent: string },
  reach: ReachGlobs,
): string {
  const within = `**${task.agent}** works on #${task.number} within ${codeList(reach.scope)}.`;
  if (verdict.status === "pass") return clip(within, 65_000);
  const list = verdict.reasons.slice(0, 100).map((reason) => `- ${reason.message}`);
  const more = verdict.reasons.length > 100 ? [`- and ${verdict.reasons.length - 100} more.`] : [];
  const next =
    "The reasons go to the agent's next attempt, which starts by itself. Nothing of this may be merged.";
  return clip([`**Boundaries failed.** ${within}`, "", ...list, ...more, "", next].join("\n"), 65_000);
}
