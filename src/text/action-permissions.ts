/** What a job's token must be allowed to do, and why: for the README, and for whoever reads that GitHub refused. */
import type { Effect } from "../domain/effect.ts";

export const actionPermissions = {
  actions: ["write", "starts the agents' runs, and reads how they ended"],
  checks: ["write", "reports what was judged on each pull request"],
  contents: ["write", "keeps the ledger branch, and creates and advances the agents' branches"],
  issues: ["write", "sets labels, writes cards and answers"],
  "pull-requests": ["write", "opens the agents' pull requests"],
} as const satisfies Readonly<Record<string, readonly [level: string, reason: string]>>;

type PermissionName = keyof typeof actionPermissions;

/** The permission without which GitHub refuses an effect. */
export function permissionFor(effect: Effect): PermissionName {
  switch (effect.kind) {
    case "branch":
      return "contents";
    case "pull":
    case "edit-pull":
      return "pull-requests";
    case "check":
      return "checks";
    case "dispatch":
    case "cancel":
      return "actions";
    case "label":
    case "labels":
    case "comment":
    case "issue":
    case "edit-issue":
    case "pin":
    case "edit-comment":
    case "reaction":
    case "close":
      return "issues";
    default:
      return effect satisfies never;
  }
}

/** `permissions:` of a job that has all of them. */
export function allPermissionsText(): string {
  return Object.entries(actionPermissions)
    .map(([name, [level]]) => `\`${name}: ${level}\``)
    .join(", ");
}
