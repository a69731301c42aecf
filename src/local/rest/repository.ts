/** The repository, its collaborators, and who one is: https://docs.github.com/rest/repos, https://docs.github.com/rest/users */
import { z } from "zod";
import type { Permission } from "../../domain/actor.ts";
import { notFound } from "../api-error.ts";
import { needs, roleOf } from "../caller.ts";
import { userNamed } from "../find.ts";
import { type RepositoryChange, updateRepository } from "../operations/repository.ts";
import { renderFullRepository, renderRepository } from "../render/repository.ts";
import { renderKnownUser, renderProfile } from "../render/user.ts";
import { page } from "./page.ts";
import { ok, type RestRequest, type Route, repositoryRoutes } from "./route.ts";

const RepositoryEdit = z.object({
  name: z.string().optional(),
  description: z.string().nullish(),
  private: z.boolean().optional(),
  archived: z.boolean().optional(),
  default_branch: z.string().optional(),
});

export const repositoryRoute: readonly Route[] = [
  ...repositoryRoutes([
    ["GET", "", needs.see, ({ site }) => ok(renderFullRepository(site))],
    [
      "PATCH",
      "",
      needs.administrate,
      async ({ site, operation, body }) => {
        const { default_branch: defaultBranch, ...edit } = body(RepositoryEdit);
        const change: RepositoryChange = { ...edit, defaultBranch };
        await updateRepository(operation, change);
        return ok(renderFullRepository(site));
      },
    ],
    ["GET", "/collaborators", needs.readCollaborators, listCollaborators],
    [
      "GET",
      "/collaborators/{username}/permission",
      needs.readCollaborators,
      ({ site, operation, path }) => {
        const user = userNamed(operation.world, path("username"));
        if (!user) throw notFound();
        const role = roleOf(operation.world, user.id);
        return ok({
          permission: coarse(role),
          role_name: role,
          user: { ...renderKnownUser(site, user), permissions: abilities(role), role_name: role },
        });
      },
    ],
  ]),
  {
    method: "GET",
    template: "/installation/repositories",
    need: "token",
    answer: (request) => {
      const { grants, repositoryIds } = request.operation.caller;
      const { id } = request.operation.world.repository();
      const all = grants !== null && (repositoryIds?.includes(id) ?? true) ? [id] : [];
      return page(
        request,
        all,
        () => renderRepository(request.site),
        (repositories) => ({ total_count: all.length, repository_selection: "selected", repositories }),
      );
    },
  },
  {
    method: "GET",
    template: "/user",
    need: "token",
    answer: ({ site, operation }) => ok(renderProfile(site, operation.caller.user)),
  },
  {
    method: "GET",
    template: "/users/{username}",
    need: "token",
    answer: ({ site, operation, path }) => {
      const user = userNamed(operation.world, path("username"));
      if (!user) throw notFound();
      return ok(renderProfile(site, user));
    },
  },
];

function listCollaborators(request: RestRequest) {
  const { world } = request.operation;
  return page(request, world.collaborators.all(), ({ userId, role }) => {
    const user = world.users.get(userId);
    return user && { ...renderKnownUser(request.site, user), permissions: abilities(role), role_name: role };
  });
}

/** The older names: `maintain` shows as write, `triage` as read. */
function coarse(role: Permission): "admin" | "write" | "read" | "none" {
  if (role === "maintain") return "write";
  return role === "triage" ? "read" : role;
}

function abilities(role: Permission) {
  const rank = ["none", "read", "triage", "write", "maintain", "admin"].indexOf(role);
  return { pull: rank >= 1, triage: rank >= 2, push: rank >= 3, maintain: rank >= 4, admin: rank >= 5 };
}
