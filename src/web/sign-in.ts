/** The one-time address of the terminal becomes a cookie. */
import type { Hono } from "hono";
import { setCookie } from "hono/cookie";
import { html } from "hono/html";
import { signedInText, spentLinkText } from "../text/page.ts";
import type { Sessions } from "./sessions.ts";
import { layout } from "./views/layout.ts";
import { problemResponse } from "./views/problem.ts";

interface SignInOptions {
  readonly sessions: Sessions;
  readonly repository: string;
  readonly port: () => number;
}

/** Cookies do not know ports: two worlds on one laptop must not sign each other out. */
export function cookieName(port: number): string {
  return `signalbox-${port}`;
}

export function mountSignIn(app: Hono, { sessions, port }: SignInOptions): void {
  app.get("/sign-in", (context) => {
    const token = context.req.query("token") ?? "";
    // A link checker must not spend it.
    const cookie = context.req.method === "HEAD" ? null : sessions.redeem(token);
    const login = cookie === null ? null : sessions.loginOf(cookie);
    if (cookie === null || login === null) return problemResponse(401, spentLinkText());
    setCookie(context, cookieName(port()), cookie, { httpOnly: true, sameSite: "Strict", path: "/" });
    // A redirect would not do: from a link in a web terminal, the browser counts it as another site's, and keeps the cookie back.
    context.header("refresh", "0; url=/");
    return context.html(
      layout({
        title: "Signed in",
        visit: null,
        place: null,
        live: false,
        main: html`<div class="notice"><h1>${signedInText(login)}</h1><p><a href="/">To the board</a></p></div>`,
      }),
    );
  });
}
