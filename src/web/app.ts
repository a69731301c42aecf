/**
 * The page of local mode: who may ask at all, signing in, then pages to read and forms to send. Every form is an ordinary one and
 * ends with a redirect, so that everything works without a script.
 */
import { Hono, type MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { getCookie } from "hono/cookie";
import { brokenText, nothingHereText, signInText, tooLargeText } from "../text/page.ts";
import { mountAssets } from "./assets.ts";
import { mountDeeds } from "./deeds.ts";
import { mountEvents } from "./events.ts";
import { guard } from "./guard.ts";
import type { Hub } from "./hub.ts";
import { mountPages } from "./pages.ts";
import type { LocalPorts } from "./ports.ts";
import type { Sessions } from "./sessions.ts";
import { cookieName, mountSignIn } from "./sign-in.ts";
import type { CommandHelp } from "./views/issue.ts";
import { problemResponse } from "./views/problem.ts";

export interface PageOptions {
  readonly ports: LocalPorts;
  readonly sessions: Sessions;
  readonly hub: Hub;
  /** `owner/name`. */
  readonly repository: string;
  readonly commands: readonly CommandHelp[];
  readonly now: () => Date;
  /** The port that the server listens on. */
  readonly port: () => number;
  readonly log: (message: string, error: unknown) => void;
}

/** What a request carries once it is known who sent it. */
export interface SignedIn {
  readonly Variables: { readonly login: string };
}

/** Bytes: GitHub's longest text, each character escaped in a form, and some room. */
const BODY_LIMIT = 1_000_000;

export function createPage(options: PageOptions): Hono {
  const app = new Hono();
  app.use(guard(options.port));
  app.use(bodyLimit({ maxSize: BODY_LIMIT, onError: () => problemResponse(413, tooLargeText()) }));
  mountAssets(app);
  mountSignIn(app, options);

  const inside = new Hono<SignedIn>();
  inside.use(requireSession(options));
  mountEvents(inside, options.hub);
  mountPages(inside, options);
  mountDeeds(inside, options);
  inside.all("*", (context) =>
    problemResponse(404, nothingHereText(context.req.path), {
      login: context.get("login"),
      repository: options.repository,
    }),
  );
  inside.onError((error) => {
    options.log("the page failed", error);
    return problemResponse(500, brokenText());
  });
  app.route("/", inside);
  return app;
}

function requireSession({ sessions, port }: PageOptions): MiddlewareHandler<SignedIn> {
  return async (context, next) => {
    const login = sessions.loginOf(getCookie(context, cookieName(port())) ?? "");
    if (login === null) return problemResponse(401, signInText());
    context.set("login", login);
    return next();
  };
}
