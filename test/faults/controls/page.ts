/** What protects the local page: each is taken away in turn, and its test must notice. */
import type { Control } from "../control.ts";

const security = "test/web/security.test.ts";

const control = (protection: string, file: string, find: string, replace: string): Control => ({
  row: "S8",
  protection,
  file,
  find,
  replace,
  test: security,
});

export const pageControls: readonly Control[] = [
  control(
    "the page answers only under names of the loopback address",
    "src/web/guard.ts",
    "if (!hosts.includes(host))",
    "if (hosts.length === 0)",
  ),
  control(
    "a form is accepted only with the page's own Origin",
    "src/web/guard.ts",
    'context.req.header("origin") ===',
    '"" !==',
  ),
  control(
    "a form that the browser calls another site's is refused",
    "src/web/guard.ts",
    'site === undefined || site === "same-origin"',
    'site === undefined || site !== ""',
  ),
  control(
    "without a session nothing is shown or done",
    "src/web/app.ts",
    "if (login === null) return problemResponse(401, signInText());",
    "if (login === null) return next();",
  ),
  control(
    "a sign-in link works once",
    "src/web/sessions.ts",
    "invitations = invitations.filter((secret) => secret !== found);",
    "",
  ),
  control("a sign-in link grows old", "src/web/sessions.ts", "if (!isFresh(found)) return null;", ""),
  control(
    "a session grows old",
    "src/web/sessions.ts",
    "found && isFresh(found) ? found.login : null",
    "found ? found.login : null",
  ),
  control(
    "a link checker does not spend a sign-in link",
    "src/web/sign-in.ts",
    'context.req.method === "HEAD" ? null : sessions.redeem(token)',
    "sessions.redeem(token)",
  ),
  control(
    "scripts do not read the session's cookie, nor do other sites send it",
    "src/web/sign-in.ts",
    '{ httpOnly: true, sameSite: "Strict", path: "/" }',
    '{ path: "/" }',
  ),
  control(
    "links of foreign Markdown lead only to http and https",
    "src/web/markdown.ts",
    "/^https?:\\/\\//i.test(url)",
    "/./.test(url)",
  ),
  control(
    "HTML of foreign Markdown becomes letters",
    "src/web/markdown.ts",
    "else this.raw(escaped(source));",
    "else this.raw(source);",
  ),
  control("images of foreign Markdown are not fetched", "src/web/markdown.ts", '"labelStartImage",', ""),
  control(
    "no page is framed, and no inline script of another runs",
    "src/web/guard.ts",
    "for (const [name, value] of Object.entries(headers))",
    "for (const [name, value] of Object.entries(headers).slice(1))",
  ),
  control(
    "a body has a limit",
    "src/web/app.ts",
    "const BODY_LIMIT = 1_000_000;",
    "const BODY_LIMIT = 1_000_000_000;",
  ),
  {
    row: "S8",
    protection: "the embedded GitHub answers only under names of the loopback address",
    file: "src/local/server.ts",
    find: '.test(req.header("host") ?? "")',
    replace: '.source !== ""',
    test: "test/local/host.test.ts",
  },
];
