/** The names of the comment commands, and how far a config may open each. What they do stands in `commands/`. */
import type { Role } from "./actor.ts";

export const commandNames = [
  "assign",
  "unassign",
  "stop",
  "retry",
  "hold",
  "unhold",
  "blocked",
  "unblock",
  "scope",
  "priority",
  "estimate",
  "escalate",
  "override",
  "freeze",
  "thaw",
  "why",
  "tell",
  "announce",
  "pattern",
  "withdraw",
  "help",
] as const;
export type CommandName = (typeof commandNames)[number];

/**
 * The lowest role that a config may open a command to. What starts work or answers for it never goes to those who cannot push, and
 * answering for a gate never to those who do not maintain; a hold only stops.
 */
export const commandFloors: Readonly<Record<CommandName, Role>> = {
  assign: "write",
  unassign: "write",
  stop: "triage",
  retry: "write",
  hold: "triage",
  unhold: "triage",
  blocked: "write",
  unblock: "write",
  scope: "write",
  priority: "triage",
  estimate: "triage",
  escalate: "triage",
  override: "maintain",
  freeze: "write",
  thaw: "write",
  why: "read",
  tell: "write",
  announce: "write",
  pattern: "write",
  withdraw: "write",
  help: "read",
};
