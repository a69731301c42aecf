/** The pages to read. */
import type { Context, Hono } from "hono";
import { nothingHereText } from "../text/page.ts";
import type { PageOptions, SignedIn } from "./app.ts";
import { boardPage } from "./views/board.ts";
import { type IssueForms, issuePage } from "./views/issue.ts";
import { emptyDraft, issuesPage, newIssuePage } from "./views/issues.ts";
import type { Visit } from "./views/layout.ts";
import { outputPage } from "./views/output.ts";
import { problemResponse } from "./views/problem.ts";
import { pullPage } from "./views/pull.ts";

type PageContext = Context<SignedIn>;

/** What a form that came back was about. */
export interface Returned {
  readonly problem: string;
  /** The comment that was typed. */
  readonly comment: string;
}

export function mountPages(app: Hono<SignedIn>, options: PageOptions): void {
  const { ports, now } = options;
  app.get("/", (context) => context.html(boardPage(ports.board(), visitOf(context, options))));
  app.get("/issues", async (context) =>
    context.html(issuesPage(await ports.issues(context.get("login")), visitOf(context, options))),
  );
  app.get("/issues/new", (context) =>
    context.html(newIssuePage(ports.agents(), emptyDraft, null, visitOf(context, options))),
  );
  app.get("/issues/:number{[1-9][0-9]{0,8}}", (context) => showIssue(context, options, null));
  app.get("/pulls/:number{[1-9][0-9]{0,8}}", (context) => showPull(context, options, null));
  app.get("/tasks/:number{[1-9][0-9]{0,8}}/output", (context) => {
    const number = numberOf(context);
    return context.html(outputPage(number, ports.run(number), now(), visitOf(context, options)));
  });
}

/** The number of a path that matched, or 0, which nothing has. */
export function numberOf(context: Context): number {
  return Number(context.req.param("number") ?? 0);
}

export function visitOf(context: PageContext, { repository }: PageOptions): Visit {
  return { login: context.get("login"), repository };
}

/** An issue's page; a pull request of that number has its own. */
export async function showIssue(
  context: PageContext,
  options: PageOptions,
  returned: Returned | null,
): Promise<Response> {
  const { ports, commands } = options;
  const [login, number] = [context.get("login"), numberOf(context)];
  const issue = await ports.issue(login, number);
  if (!issue) {
    const pull = await ports.pull(login, number);
    return pull ? context.redirect(`/pulls/${number}`, 303) : missing(context, options);
  }
  const forms: IssueForms = {
    agents: ports.agents(),
    commands,
    comment: returned?.comment ?? "",
    problem: returned?.problem ?? null,
  };
  return context.html(issuePage(issue, forms, visitOf(context, options)), returned ? 422 : 200);
}

export async function showPull(
  context: PageContext,
  options: PageOptions,
  problem: string | null,
): Promise<Response> {
  const pull = await options.ports.pull(context.get("login"), numberOf(context));
  if (!pull) return missing(context, options);
  return context.html(pullPage(pull, problem, visitOf(context, options)), problem === null ? 200 : 422);
}

function missing(context: PageContext, options: PageOptions): Promise<Response> {
  return problemResponse(404, nothingHereText(context.req.path), visitOf(context, options));
}
