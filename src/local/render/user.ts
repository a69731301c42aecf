/** Users and Apps as REST shows them. */

import { roleOf } from "../caller.ts";
import { nodeId } from "../node-id.ts";
import type { App, User } from "../records.ts";
import type { Site } from "./site.ts";

/** GitHub's `simple-user`; null for one that is gone. */
export function renderUser(site: Site, userId: number | null) {
  const user = userId === null ? undefined : site.world.users.get(userId);
  return user === undefined ? null : renderKnownUser(site, user);
}

export function renderKnownUser(site: Site, user: User) {
  const bot = user.type === "Bot";
  const api = `${site.url}/users/${encodeURIComponent(user.login)}`;
  const page = bot ? `${site.url}/apps/${user.login.replace(/\[bot\]$/, "")}` : `${site.url}/${user.login}`;
  return {
    login: user.login,
    id: user.id,
    node_id: nodeId(bot ? "bot" : "user", user.id),
    avatar_url: `${site.url}/avatars/u/${user.id}`,
    gravatar_id: "",
    url: api,
    html_url: page,
    followers_url: `${api}/followers`,
    following_url: `${api}/following{/other_user}`,
    gists_url: `${api}/gists{/gist_id}`,
    starred_url: `${api}/starred{/owner}{/repo}`,
    subscriptions_url: `${api}/subscriptions`,
    organizations_url: `${api}/orgs`,
    repos_url: `${api}/repos`,
    events_url: `${api}/events{/privacy}`,
    received_events_url: `${api}/received_events`,
    type: user.type,
    user_view_type: "public",
    site_admin: false,
  };
}

/** GitHub's `public-user`. */
export function renderProfile(site: Site, user: User) {
  return {
    ...renderKnownUser(site, user),
    name: user.name,
    company: null,
    blog: "",
    location: null,
    email: null,
    hireable: null,
    bio: null,
    twitter_username: null,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: user.createdAt,
    updated_at: user.createdAt,
  };
}

/** GitHub's `integration`; null for an App that is gone. */
export function renderApp(site: Site, appId: number | null) {
  const app = appId === null ? undefined : site.world.apps.get(appId);
  return app === undefined ? null : renderKnownApp(site, app);
}

export function renderKnownApp(site: Site, app: App) {
  return {
    id: app.id,
    client_id: `Iv1.${String(app.id).padStart(16, "0")}`,
    slug: app.slug,
    node_id: nodeId("app", app.id),
    owner: renderUser(site, app.ownerId),
    name: app.name,
    description: null,
    external_url: `${site.url}/apps/${app.slug}`,
    html_url: `${site.url}/apps/${app.slug}`,
    created_at: app.createdAt,
    updated_at: app.createdAt,
    permissions: app.grants,
    events: webhookEvents,
  };
}

/** What the App is subscribed to. */
export const webhookEvents = [
  "check_run",
  "create",
  "delete",
  "issue_comment",
  "issues",
  "label",
  "pull_request",
  "pull_request_review",
  "push",
  "repository",
  "workflow_dispatch",
  "workflow_run",
] as const;

/** `author_association`: what GitHub shows of a role; it lags and says less than the permission endpoint. */
export function association({ world }: Site, userId: number): "OWNER" | "COLLABORATOR" | "NONE" {
  if (world.repository().ownerId === userId) return "OWNER";
  return ["write", "maintain", "admin"].includes(roleOf(world, userId)) ? "COLLABORATOR" : "NONE";
}
