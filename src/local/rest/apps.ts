/** What an App asks as itself: https://docs.github.com/rest/apps/apps */
import { z } from "zod";
import { notFound } from "../api-error.ts";
import type { App, Installation } from "../records.ts";
import { renderRepository } from "../render/repository.ts";
import type { Site } from "../render/site.ts";
import { renderKnownApp, renderUser, webhookEvents } from "../render/user.ts";
import { createInstallationToken } from "../tokens.ts";
import { page } from "./page.ts";
import { type AppRoute, created, ok } from "./route.ts";

const TokenBody = z
  .object({
    repositories: z.array(z.string()).optional(),
    repository_ids: z.array(z.number().int()).optional(),
    permissions: z.record(z.string(), z.enum(["read", "write"])).optional(),
  })
  .nullish();

export const appRoutes: readonly AppRoute[] = [
  {
    method: "GET",
    template: "/app",
    answer: (app, { site }) => ok({ ...renderKnownApp(site, app), installations_count: 1 }),
  },
  {
    method: "GET",
    template: "/app/installations",
    answer: (app, request) =>
      page(request, request.site.world.installations.where("appId", app.id), (installation) =>
        renderInstallation(request.site, app, installation),
      ),
  },
  {
    method: "GET",
    template: "/app/installations/{installation_id}",
    answer: (app, { site, number }) => {
      const installation = site.world.installations.get(number("installation_id"));
      if (installation?.appId !== app.id) throw notFound();
      return ok(renderInstallation(site, app, installation));
    },
  },
  {
    method: "GET",
    template: "/repos/{owner}/{repo}/installation",
    answer: (app, { site }) => {
      const [installation] = site.world.installations.where("appId", app.id);
      if (!installation) throw notFound();
      return ok(renderInstallation(site, app, installation));
    },
  },
  {
    method: "POST",
    template: "/app/installations/{installation_id}/access_tokens",
    answer: (app, { site, number, body }) => {
      const installation = site.world.installations.get(number("installation_id"));
      if (installation?.appId !== app.id) throw notFound();
      const input = body(TokenBody) ?? {};
      const token = createInstallationToken(site.world, app, {
        permissions: input.permissions,
        repositories: input.repositories,
        repositoryIds: input.repository_ids,
      });
      const narrowed = input.repositories !== undefined || input.repository_ids !== undefined;
      return created({
        token: token.token,
        expires_at: token.expiresAt,
        permissions: token.grants,
        repository_selection: "selected",
        ...(narrowed ? { repositories: [renderRepository(site)] } : {}),
      });
    },
  },
];

function renderInstallation(site: Site, app: App, installation: Installation) {
  const api = `${site.url}/app/installations/${installation.id}`;
  return {
    id: installation.id,
    account: renderUser(site, site.world.repository().ownerId),
    access_tokens_url: `${api}/access_tokens`,
    repositories_url: `${site.url}/installation/repositories`,
    html_url: `${site.url}/settings/installations/${installation.id}`,
    app_id: app.id,
    app_slug: app.slug,
    target_id: site.world.repository().ownerId,
    target_type: "User",
    repository_selection: "selected",
    permissions: app.grants,
    events: webhookEvents,
    created_at: installation.createdAt,
    updated_at: installation.createdAt,
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    suspended_by: null,
    suspended_at: null,
  };
}
