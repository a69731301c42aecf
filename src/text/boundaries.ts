/** What a person and an agent read when a change leaves its boundary. */
import type { ChangeStatus } from "../domain/file-change.ts";
import type { SharedPolicy } from "../domain/shared-policy.ts";
import { withheldText } from "./gates/shared.ts";
import { code, codeList } from "./markdown.ts";

/** The rule that a path breaks; the same shape as `scope/reach.ts` answers. */
export type OutOfReach =
  /** `detail`: what is wrong with the path. */
  | { readonly rule: "path"; readonly detail: string }
  /** `detail`: the glob that forbids. */
  | { readonly rule: "forbid"; readonly detail: string }
  /** `detail`: the glob of the policy that keeps it from the task. */
  | {
      readonly rule: "shared";
      readonly detail: string;
      readonly policy: SharedPolicy;
      readonly owner: string | null;
    }
  | { readonly rule: "allow" | "scope" };

interface ReachGlobs {
  readonly scope: readonly string[];
  readonly allow: readonly string[];
}

export interface OutOfReachFacts {
  readonly path: string;
  readonly status: ChangeStatus;
  readonly found: OutOfReach;
  /** Whose reach it is; null where nobody is named. */
  readonly agent: string | null;
  readonly reach: ReachGlobs;
  /** The open task that holds the path; null for none. */
  readonly holder: number | null;
}

/** What is wrong, whose the path is instead, and what to do. */
export function outOfReachText({ path, status, found, agent, reach, holder }: OutOfReachFacts): string {
  const held = holder === null ? "" : `; #${holder} holds it`;
  const mend = { added: "Drop it.", modified: "Put it back as it was.", deleted: "Bring it back." }[status];
  // The rule is asked last: but for the scope, the path is the agent's.
  const addable = found.rule === "scope" && agent !== null && holder === null;
  const wider = addable
    ? ` If the task needs it, a person can type ${code(`/scope +${path} because …`)}.`
    : "";
  return `${code(path)} is ${wrongText(found, agent ?? "the agent", reach)}${held}. ${mend}${wider}`;
}

function wrongText(found: OutOfReach, agent: string, reach: ReachGlobs): string {
  switch (found.rule) {
    case "scope":
      return `outside ${agent}'s reach in this task (${codeList(reach.scope)})`;
    case "allow":
      return `outside ${agent}'s reach (${codeList(reach.allow)})`;
    case "forbid":
      return `forbidden to ${agent} (${code(found.detail)})`;
    case "shared":
      return withheldText(found);
    case "path":
      return `no path that may be written: ${found.detail}`;
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

export function unreadTextText(): string {
  return "the change is too large for its text to be read, so it could not be judged. Split it into smaller pull requests.";
}

/** Whose work a verdict is about, and within what. */
export function withinText(
  task: { readonly number: number; readonly agent: string },
  { scope }: ReachGlobs,
): string {
  return `**${task.agent}** works on #${task.number} within ${codeList(scope)}.`;
}
