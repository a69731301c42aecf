/**
 * What every request must pass before it reaches a page. The server listens on the loopback address only, but any web site that
 * the person visits can make their browser talk to it (DNS rebinding, forged forms), so that names and origins are checked.
 */
import type { Context, MiddlewareHandler } from "hono";
import { forgedText, wrongHostText } from "../text/page.ts";
import { problemResponse } from "./views/problem.ts";

/** No inline script or style, nothing from elsewhere, in nobody's frame. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

export const headers: Readonly<Record<string, string>> = {
  "content-security-policy": policy,
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  // Not `no-referrer`: browsers then send `Origin: null` with our own forms. Nothing leaves this origin either way.
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "no-store",
};

/** `port` is known only when the server listens. */
export function guard(port: () => number): MiddlewareHandler {
  return async (context, next) => {
    const refusal = refusalOf(context, port());
    if (refusal) context.res = await refusal;
    else await next();
    for (const [name, value] of Object.entries(headers)) context.res.headers.set(name, value);
  };
}

function refusalOf(context: Context, port: number): Promise<Response> | null {
  const host = context.req.header("host") ?? "";
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`];
  if (!hosts.includes(host)) return problemResponse(421, wrongHostText(`127.0.0.1:${port}`));
  if (context.req.method === "GET" || context.req.method === "HEAD") return null;
  const site = context.req.header("sec-fetch-site");
  const own = context.req.header("origin") === `http://${host}`;
  return own && (site === undefined || site === "same-origin") ? null : problemResponse(403, forgedText());
}
