/** What a person may do now: asked live at each use, by login, and believed only for the user who acted. */
import { z } from "zod";
import type { Actor, Permission } from "../domain/actor.ts";
import type { RepositoryAddress } from "../domain/repository.ts";
import type { Client } from "./client.ts";
import { isMissing } from "./failure.ts";

const Answer = z.object({
  permission: z.enum(["admin", "write", "read", "none"]),
  role_name: z.string().optional(),
  user: z.object({ id: z.int() }).nullable(),
});

/**
 * https://docs.github.com/en/rest/collaborators/collaborators#get-repository-permissions-for-a-user
 * null (unknown, so not enough) when GitHub does not know the login, or when it now belongs to another user.
 */
export async function readPermission(
  { octokit }: Client,
  { owner, name: repo }: RepositoryAddress,
  actor: Actor,
): Promise<Permission | null> {
  if (actor.id === null) return null;
  const response = await octokit.rest.repos
    .getCollaboratorPermissionLevel({ owner, repo, username: actor.login })
    .catch((error: unknown) => (isMissing(error) ? null : Promise.reject(error)));
  if (!response) return null;
  const { permission, role_name, user } = Answer.parse(response.data);
  if (user?.id !== actor.id) return null;
  return role_name === "maintain" || role_name === "triage" ? role_name : permission;
}
