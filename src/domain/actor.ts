/** Who did something on GitHub, and what they may do now. */
export interface Actor {
  readonly login: string;
  /** The user's database id, which outlives a rename; null for a deleted user. */
  readonly id: number | null;
  readonly bot: boolean;
}

/** A collaborator's role as `GET /repos/{owner}/{repo}/collaborators/{username}/permission` names it. */
export type Permission = "admin" | "maintain" | "write" | "triage" | "read" | "none";

/** What a command may ask for, the lowest first; `read` is everyone who can comment. */
export const roles = ["read", "triage", "write", "maintain", "admin"] as const;
export type Role = (typeof roles)[number];

/** `none`: they are no collaborator, and may still comment on what is public. */
const ranks: readonly (Permission | null | undefined)[] = roles;

/** True for the role and those above it. Unknown (null) is never enough for more than everyone may. */
export function hasRole(permission: Permission | null | undefined, role: Role): boolean {
  return role === "read" || ranks.indexOf(permission) >= ranks.indexOf(role);
}

/** True for those who answer for the repository's rules. Unknown (null) is never enough. */
export function canMaintain(permission: Permission | null | undefined): boolean {
  return permission === "maintain" || permission === "admin";
}

/** True for those who may push. Unknown (null) is never enough. */
export function canWrite(permission: Permission | null | undefined): boolean {
  return permission === "admin" || permission === "maintain" || permission === "write";
}

/** A person whom GitHub can name again. */
export interface Person {
  readonly login: string;
  readonly id: number;
}

/** Null for a bot, and for who is deleted. */
export function personOf(actor: Actor | null): Person | null {
  return actor === null || actor.bot || actor.id === null ? null : { login: actor.login, id: actor.id };
}
