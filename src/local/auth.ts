/** Reads the Authorization header: an App's JWT, a token as Bearer or `token`, or Git's Basic with the token as password. */

import { ApiError } from "./api-error.ts";
import { verifyAppJwt } from "./app-jwt.ts";
import type { Caller } from "./caller.ts";
import type { App } from "./records.ts";
import { callerOf } from "./tokens.ts";
import type { World } from "./world.ts";

export type Credentials =
  | { readonly kind: "app"; readonly app: App }
  | { readonly kind: "caller"; readonly caller: Caller };

/** 401 for none, an unknown or an expired one. `appKey` is the private key of the one App that has one. */
export function authenticate(world: World, header: string | undefined, appKey: AppKey): Credentials {
  if (header === undefined) throw new ApiError(401, "Requires authentication");
  const token = tokenIn(header);
  if (token.split(".").length === 3 && !token.startsWith("gh")) {
    const issuer = verifyAppJwt(token, appKey.privateKey, world.clock());
    const app = world.apps.get(Number(issuer));
    if (!app || app.id !== appKey.appId) throw new ApiError(404, "Integration not found");
    return { kind: "app", app };
  }
  const caller = callerOf(world, token);
  if (!caller) throw new ApiError(401, "Bad credentials");
  return { kind: "caller", caller };
}

export interface AppKey {
  readonly appId: number;
  /** PEM. */
  readonly privateKey: string;
}

function tokenIn(header: string): string {
  const [, scheme = "", value = ""] = /^(\S+)\s+(.*)$/.exec(header.trim()) ?? [];
  if (scheme.toLowerCase() !== "basic") return value;
  const pair = Buffer.from(value, "base64").toString("utf8");
  return pair.slice(pair.indexOf(":") + 1);
}
