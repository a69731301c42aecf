/** Who has a role, in words. */
import type { Role } from "../domain/actor.ts";

const who: Readonly<Record<Role, string>> = {
  read: "Everyone who can comment",
  triage: "Those with triage access or more",
  write: "Those with write access or more",
  maintain: "Those with maintain or admin access",
  admin: "Those with admin access",
};

export function roleText(role: Role): string {
  return who[role];
}
