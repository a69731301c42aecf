/** A page that says what went wrong and what to do: without a session it shows nothing of the repository. */
import { html } from "hono/html";
import type { PageProblem } from "../../text/page.ts";
import type { Html } from "../html.ts";
import { layout, type Visit } from "./layout.ts";

export function problemPage({ title, text, command }: PageProblem, visit: Visit | null): Html {
  return layout({
    title,
    visit,
    place: null,
    live: false,
    main: html`<div class="notice">
<h1>${title}</h1>
<p>${text}</p>
${command !== null && html`<p><kbd>${command}</kbd></p>`}
${visit && html`<p><a href="/">To the board</a></p>`}
</div>`,
  });
}

export async function problemResponse(
  status: number,
  problem: PageProblem,
  visit: Visit | null = null,
): Promise<Response> {
  const body = await problemPage(problem, visit);
  return new Response(body, { status, headers: { "content-type": "text/html; charset=utf-8" } });
}
