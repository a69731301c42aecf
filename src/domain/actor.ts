/** Who did something on GitHub, and what they may do now. */
export interface Actor {
  readonly login: string;
  /** The user's database id, which outlives a rename; null for a deleted user. */
  readonly id: number | null;
  readonly bot: boolean;
}

/** A collaborator's role as `GET /repos/{owner}/{repo}/collaborators/{username}/permission` names it. */
export type Permission = "admin" | "maintain" | "write" | "triage" | "read" | "none";

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
