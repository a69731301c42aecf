/** Tokens: `ghp_…` of a person, `ghs_…` of an App's installation, narrowed to repositories and permissions, good for an hour. */
import { randomBytes } from "node:crypto";
import { unprocessable } from "./api-error.ts";
import type { Caller } from "./caller.ts";
import type { App, Grants, User } from "./records.ts";
import type { World } from "./world.ts";

export interface Token {
  readonly id: number;
  readonly token: string;
  readonly userId: number;
  /** Set for an installation token; a personal token acts with its user's role. */
  readonly appId: number | null;
  readonly grants: Grants | null;
  /** The repositories that an installation token reaches; null for all of them. */
  readonly repositoryIds: readonly number[] | null;
  readonly expiresAt: string | null;
}

const lifetime = 60 * 60 * 1000;

/** The user's token; made when there is none. */
export function personalToken(world: World, user: User): string {
  const existing = world.tokens.where("userId", user.id).find((token) => token.appId === null);
  if (existing) return existing.token;
  const token = `ghp_${randomText(36)}`;
  const fields = { token, userId: user.id, appId: null, grants: null, repositoryIds: null, expiresAt: null };
  return world.write(() => world.tokens.insert(fields)).token;
}

export interface TokenRequest {
  readonly permissions?: Grants | undefined;
  readonly repositoryIds?: readonly number[] | undefined;
  readonly repositories?: readonly string[] | undefined;
}

/** A new token of an App's installation, no wider than what is asked; 422 for more than the App was granted. */
export function createInstallationToken(world: World, app: App, request: TokenRequest): Token {
  const grants = request.permissions ?? app.grants;
  for (const [name, level] of Object.entries(grants)) {
    const granted = app.grants[name];
    if (granted === undefined || (level === "write" && granted === "read"))
      throw unprocessable("The permissions requested are not granted to this installation.");
  }
  const { id, name } = world.repository();
  const known =
    (request.repositoryIds ?? []).every((wanted) => wanted === id) &&
    (request.repositories ?? []).every((wanted) => wanted.toLowerCase() === name.toLowerCase());
  if (!known)
    throw unprocessable(
      "There is at least one repository that does not exist or is not accessible to the parent installation.",
    );
  for (const old of world.tokens.where("appId", app.id))
    if (isExpired(world, old)) world.tokens.remove(old.id);
  return world.tokens.insert({
    // GitHub's are of about 520 characters with dots since 2026: whoever expects 40 fails here.
    token: `ghs_${app.id}_${randomText(36)}.${randomText(380)}.${randomText(86)}`,
    userId: app.botId,
    appId: app.id,
    // Reading metadata comes with every token.
    grants: { ...grants, metadata: "read" },
    repositoryIds: [id],
    expiresAt: new Date(world.clock().getTime() + lifetime).toISOString().replace(/\.\d+Z$/, "Z"),
  });
}

/** Who acts with this token; null when there is none such, or it has expired. */
export function callerOf(world: World, text: string): Caller | null {
  const [token] = world.tokens.where("token", text);
  const user = token && world.users.get(token.userId);
  if (!token || !user || isExpired(world, token)) return null;
  const app = token.appId === null ? null : (world.apps.get(token.appId) ?? null);
  return { user, app, grants: token.grants, repositoryIds: token.repositoryIds };
}

function isExpired(world: World, { expiresAt }: Token): boolean {
  return expiresAt !== null && Date.parse(expiresAt) <= world.clock().getTime();
}

/** Letters and digits, as in GitHub's tokens. */
function randomText(length: number): string {
  const text = randomBytes(length * 2)
    .toString("base64")
    .replace(/[^A-Za-z0-9]/g, "");
  return text.length >= length ? text.slice(0, length) : randomText(length);
}
