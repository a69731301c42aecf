/** The list of issues and of pull requests, and the form for a new issue. */
import { html } from "hono/html";
import type { TaskState } from "../../domain/task-state.ts";
import { dependsHintText, scopeHintText } from "../../text/page.ts";
import type { Html } from "../html.ts";
import type { AgentChoice } from "../ports.ts";
import { lamp, stateLamp } from "./lamp.ts";
import { layout, type Visit } from "./layout.ts";

export interface IssueRow {
  readonly number: number;
  readonly title: string;
  readonly open: boolean;
  readonly author: string;
  readonly opened: Date;
  readonly comments: number;
  readonly labels: readonly string[];
  /** Null when it is no open task. */
  readonly task: { readonly state: TaskState; readonly pull: number | null } | null;
}

export function issuesPage(issues: readonly IssueRow[], visit: Visit): Html {
  const open = issues.filter((issue) => issue.open);
  const closed = issues.filter((issue) => !issue.open);
  return layout({
    title: "Issues",
    visit,
    place: "issues",
    live: true,
    main: html`<div class="head"><h1>Issues</h1><p><a class="button primary" href="/issues/new">New issue</a></p></div>
<section aria-labelledby="open"><h2 id="open">Open <span class="count">${open.length}</span></h2>${list(open)}</section>
<section aria-labelledby="closed"><h2 id="closed">Closed <span class="count">${closed.length}</span></h2>${list(closed)}</section>`,
  });
}

function list(issues: readonly IssueRow[]): Html {
  if (issues.length === 0) return html`<p class="empty">None.</p>`;
  return html`<ul class="tasks">${issues.map(row)}</ul>`;
}

function row({ number, title, open, author, opened, comments, labels, task }: IssueRow): Html {
  return html`<li class="task issue-row" id="issue-${number}">
<p class="task-title">${task ? stateLamp(task.state) : open ? lamp("idle", "open") : lamp("done", "closed")}
<a href="/issues/${number}"><span class="number">#${number}</span> ${title}</a></p>
<ul class="facts">
<li>${author}, <time datetime="${opened.toISOString()}">${opened.toISOString().slice(0, 16).replace("T", " ")} UTC</time></li>
${labels.map((label) => html`<li><span class="tag">${label}</span></li>`)}
${comments > 0 && html`<li>${comments} ${comments === 1 ? "comment" : "comments"}</li>`}
${task?.pull != null && html`<li><a href="/pulls/${task.pull}">pull request #${task.pull}</a></li>`}
</ul>
</li>`;
}

/** What was typed, when the form comes back with a problem. */
export interface IssueDraft {
  readonly title: string;
  readonly body: string;
  readonly scope: string;
  readonly agent: string;
}

export const emptyDraft: IssueDraft = { title: "", body: "", scope: "", agent: "" };

export function newIssuePage(
  agents: readonly AgentChoice[],
  draft: IssueDraft,
  problem: string | null,
  visit: Visit,
): Html {
  return layout({
    title: "New issue",
    visit,
    place: "new",
    live: false,
    main: html`<h1>New issue</h1>
${problem !== null && html`<p class="alert" role="alert">${problem}</p>`}
<form class="form" method="post" action="/issues">
<label for="title">Title</label>
<input id="title" name="title" value="${draft.title}" maxlength="256" required autocomplete="off">
<label for="body">What is to be done</label>
<textarea id="body" name="body" rows="10" aria-describedby="body-hint">${draft.body}</textarea>
<p class="hint" id="body-hint">${dependsHintText()}</p>
<label for="scope">Scope</label>
<textarea id="scope" name="scope" rows="3" spellcheck="false" class="mono" aria-describedby="scope-hint">${draft.scope}</textarea>
<p class="hint" id="scope-hint">${scopeHintText()}</p>
<label for="agent">Agent</label>
<select id="agent" name="agent">
<option value="">None yet</option>
${agentOptions(agents, draft.agent)}
</select>
<p><button class="primary" type="submit">File the issue</button></p>
</form>`,
  });
}

export function agentOptions(agents: readonly AgentChoice[], chosen: string): readonly Html[] {
  return agents.map(
    ({ id, name }) =>
      html`<option value="${id}"${id === chosen ? html` selected` : ""}>${name === id ? id : `${name} (${id})`}</option>`,
  );
}
