/** People and bots. GraphQL names a bot without the suffix that REST gives it: "signalbox", not "signalbox[bot]". */
import { nodeId } from "../../node-id.ts";
import type { App, User } from "../../records.ts";
import type { Context, Source } from "../context.ts";

/** The actor with this database id; null for a deleted user, whom GitHub shows as a ghost. */
export function actorNode({ world }: Context, userId: number | null): Source | null {
  const user = userId === null ? undefined : world.users.get(userId);
  if (!user) return null;
  if (user.type === "User") return userNode(user);
  return {
    __typename: "Bot",
    id: nodeId("bot", user.id),
    databaseId: user.id,
    login: user.login.replace(/\[bot\]$/, ""),
  };
}

/** A user; `viewer` shows a bot as one too, with the login that REST has. */
export function userNode(user: User): Source {
  return {
    __typename: "User",
    id: nodeId(user.type === "Bot" ? "bot" : "user", user.id),
    databaseId: user.id,
    login: user.login,
  };
}

export function appNode(app: App): Source {
  return {
    __typename: "App",
    id: nodeId("app", app.id),
    databaseId: app.id,
    name: app.name,
    slug: app.slug,
  };
}
