/** Who asks, and what they may do: an App's installation by its token's grants, a person by their role in the repository. */
import type { Permission } from "../domain/actor.ts";
import { ApiError, notFound } from "./api-error.ts";
import type { App, Grants, User } from "./records.ts";
import type { World } from "./world.ts";

export interface Caller {
  readonly user: User;
  /** The App that acts, for an installation token. */
  readonly app: App | null;
  /** What an installation token may do; null for a person, whose role decides. */
  readonly grants: Grants | null;
  /** The repositories that the token reaches; null for all that its owner sees. */
  readonly repositoryIds: readonly number[] | null;
}

/** What a request needs: of an App one of these permissions, of a person this role. */
export interface Need {
  readonly app: readonly `${string}:${"read" | "write"}`[];
  /** `nobody`: only Apps may. */
  readonly user: Exclude<Permission, "none" | "maintain"> | "nobody";
}

/** The needs of GitHub's endpoints, from the "Fine-grained access tokens" section of each page under https://docs.github.com/rest */
export const needs = {
  see: { app: ["metadata:read"], user: "read" },
  readContents: { app: ["contents:read"], user: "read" },
  writeContents: { app: ["contents:write"], user: "write" },
  readIssues: { app: ["issues:read", "pull_requests:read"], user: "read" },
  /** Comments, reactions and new issues: whoever sees the repository. */
  discuss: { app: ["issues:write", "pull_requests:write"], user: "read" },
  createIssue: { app: ["issues:write"], user: "read" },
  writeIssues: { app: ["issues:write"], user: "write" },
  triage: { app: ["issues:write", "pull_requests:write"], user: "triage" },
  manageLabels: { app: ["issues:write", "pull_requests:write"], user: "write" },
  readPulls: { app: ["pull_requests:read"], user: "read" },
  writePulls: { app: ["pull_requests:write"], user: "write" },
  review: { app: ["pull_requests:write"], user: "read" },
  dismissReview: { app: ["pull_requests:write"], user: "write" },
  mergePull: { app: ["contents:write"], user: "write" },
  readChecks: { app: ["checks:read"], user: "read" },
  writeChecks: { app: ["checks:write"], user: "nobody" },
  readStatuses: { app: ["statuses:read"], user: "read" },
  writeStatuses: { app: ["statuses:write"], user: "write" },
  readActions: { app: ["actions:read"], user: "read" },
  writeActions: { app: ["actions:write"], user: "write" },
  readCollaborators: { app: ["metadata:read"], user: "write" },
  administrate: { app: ["administration:write"], user: "admin" },
} as const satisfies Readonly<Record<string, Need>>;

const ranks = [
  "none",
  "read",
  "triage",
  "write",
  "maintain",
  "admin",
] as const satisfies readonly Permission[];

/** A user's role; on a private repository an outsider's is `none`, on a public one `read`. */
export function roleOf(world: World, userId: number): Permission {
  const [collaborator] = world.collaborators.where("userId", userId);
  if (collaborator) return collaborator.role;
  const repository = world.repository();
  if (repository.ownerId === userId) return "admin";
  return repository.private ? "none" : "read";
}

/** Whether a caller may; false also when it does not even see the repository. */
export function allows(world: World, caller: Caller, need: Need): boolean {
  if (!sees(world, caller)) return false;
  if (caller.grants === null)
    return need.user !== "nobody" && rank(roleOf(world, caller.user.id)) >= rank(need.user);
  const { grants } = caller;
  return need.app.some((wanted) => {
    const [name = "", level] = wanted.split(":");
    return grants[name] === "write" || (level === "read" && grants[name] === "read");
  });
}

/** Throws what GitHub answers: 404 for a repository that the caller does not see, 403 for what it may not do. */
export function requireAccess(world: World, caller: Caller, need: Need): void {
  if (!sees(world, caller)) throw notFound();
  if (allows(world, caller, need)) {
    // Administration is how an archived repository comes back.
    const writes = need !== needs.administrate && need.app.some((wanted) => wanted.endsWith(":write"));
    if (writes && world.repository().archived)
      throw new ApiError(403, "Repository was archived so is read-only.");
    return;
  }
  if (caller.grants !== null) throw new ApiError(403, "Resource not accessible by integration");
  if (need.user === "nobody") throw new ApiError(403, "You must authenticate via a GitHub App.");
  throw new ApiError(403, "Resource not accessible by personal access token");
}

/** Whether the repository exists for this caller at all. */
export function sees(world: World, caller: Caller): boolean {
  const repository = world.repository();
  if (caller.repositoryIds !== null) return caller.repositoryIds.includes(repository.id);
  return caller.grants !== null || roleOf(world, caller.user.id) !== "none";
}

function rank(permission: Permission): number {
  return ranks.indexOf(permission);
}
