/** The forms that a person sends: each is one deed on GitHub, in their own name, and ends where its result is to be seen. */
import type { Context, Hono } from "hono";
import { z } from "zod";
import {
  emptyCommentText,
  emptyTitleText,
  unknownAgentChoiceText,
  unreadableFormText,
} from "../text/page.ts";
import type { PageOptions, SignedIn } from "./app.ts";
import { numberOf, showIssue, showPull, visitOf } from "./pages.ts";
import type { Deed } from "./ports.ts";
import { type IssueDraft, newIssuePage } from "./views/issues.ts";
import { problemResponse } from "./views/problem.ts";

type PageContext = Context<SignedIn>;

const text = z.string().max(70_000);
const NewIssue = z.object({ title: text, body: text, scope: text, agent: text });
const Comment = z.object({ body: text });
const Agent = z.object({ agent: text });
const Head = z.object({ head: z.string().regex(/^[0-9a-f]{40}$/) });
const Nothing = z.object({});

const NUMBER = ":number{[1-9][0-9]{0,8}}";

export function mountDeeds(app: Hono<SignedIn>, options: PageOptions): void {
  const { ports } = options;
  const isAgent = (agent: string) => ports.agents().some(({ id }) => id === agent);

  app.post("/issues", (context) =>
    withForm(context, options, NewIssue, async (draft) => {
      const back = async (problem: string) =>
        context.html(newIssuePage(ports.agents(), draft, problem, visitOf(context, options)), 422);
      const agent = draft.agent === "" ? null : draft.agent;
      if (draft.title.trim() === "") return back(emptyTitleText());
      if (agent !== null && !isAgent(agent)) return back(unknownAgentChoiceText(agent));
      const result = await ports.act(context.get("login"), {
        kind: "open-issue",
        title: draft.title.trim(),
        body: bodyOf(draft),
        agent,
      });
      return result.ok ? context.redirect(`/issues/${result.number}`, 303) : back(result.why);
    }),
  );
  app.post(`/issues/${NUMBER}/comments`, (context) =>
    withForm(context, options, Comment, async ({ body }) => {
      if (body.trim() === "")
        return showIssue(context, options, { problem: emptyCommentText(), comment: body });
      return onIssue(context, options, { kind: "comment", issue: numberOf(context), body }, body);
    }),
  );
  for (const kind of ["assign", "unassign"] as const)
    app.post(`/issues/${NUMBER}/${kind}`, (context) =>
      withForm(context, options, Agent, async ({ agent }) => {
        if (kind === "assign" && !isAgent(agent))
          return showIssue(context, options, { problem: unknownAgentChoiceText(agent), comment: "" });
        return onIssue(context, options, { kind, issue: numberOf(context), agent });
      }),
    );
  for (const [word, kind] of [
    ["close", "close-issue"],
    ["reopen", "reopen-issue"],
  ] as const)
    app.post(`/issues/${NUMBER}/${word}`, (context) =>
      withForm(context, options, Nothing, () =>
        onIssue(context, options, { kind, issue: numberOf(context) }),
      ),
    );
  for (const kind of ["approve", "merge"] as const)
    app.post(`/pulls/${NUMBER}/${kind}`, (context) =>
      withForm(context, options, Head, ({ head }) =>
        onPull(context, options, { kind, pull: numberOf(context), head }),
      ),
    );
  app.post(`/pulls/${NUMBER}/close`, (context) =>
    withForm(context, options, Nothing, () =>
      onPull(context, options, { kind: "close-pull", pull: numberOf(context) }),
    ),
  );
}

async function withForm<T>(
  context: PageContext,
  options: PageOptions,
  schema: z.ZodType<T>,
  act: (form: T) => Promise<Response>,
): Promise<Response> {
  const type = context.req.header("content-type") ?? "";
  const form = type.startsWith("application/x-www-form-urlencoded") ? await context.req.parseBody() : null;
  const read = schema.safeParse(form);
  return read.success
    ? act(read.data)
    : problemResponse(422, unreadableFormText(), visitOf(context, options));
}

async function onIssue(
  context: PageContext,
  options: PageOptions,
  deed: Deed,
  comment = "",
): Promise<Response> {
  const result = await options.ports.act(context.get("login"), deed);
  if (!result.ok) return showIssue(context, options, { problem: result.why, comment });
  return context.redirect(`/issues/${numberOf(context)}`, 303);
}

async function onPull(context: PageContext, options: PageOptions, deed: Deed): Promise<Response> {
  const result = await options.ports.act(context.get("login"), deed);
  if (!result.ok) return showPull(context, options, result.why);
  return context.redirect(`/pulls/${numberOf(context)}`, 303);
}

/** The scope becomes the section that Signalbox reads it from. */
function bodyOf({ body, scope }: IssueDraft): string {
  const globs = scope
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const text = body.replaceAll("\r\n", "\n").trimEnd();
  if (globs.length === 0) return text;
  // A backtick would end the code that a glob stands in.
  const list = globs.map((glob) => (glob.includes("`") ? `- ${glob}` : `- \`${glob}\``)).join("\n");
  return `${text === "" ? "" : `${text}\n\n`}### Scope\n\n${list}\n`;
}
