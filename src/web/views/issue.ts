/** An issue: its card, its conversation, its labels, and what a person may do with it. */
import { html } from "hono/html";
import type { TaskState } from "../../domain/task-state.ts";
import { closeDropsText, commandHintText, noDescriptionText } from "../../text/page.ts";
import type { Html } from "../html.ts";
import { inline, markdown, ownMarkdown } from "../markdown.ts";
import type { AgentChoice } from "../ports.ts";
import { agentOptions } from "./issues.ts";
import { lamp, stateLamp } from "./lamp.ts";
import { layout, type Visit } from "./layout.ts";

export interface IssueModel {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly open: boolean;
  readonly author: string;
  readonly opened: Date;
  readonly labels: readonly string[];
  /** Signalbox's card, Markdown; null while there is none. */
  readonly card: string | null;
  /** Everything else that was said, oldest first. */
  readonly comments: readonly CommentModel[];
  /** What is known of its task; null when it is no open task. */
  readonly task: {
    readonly state: TaskState;
    readonly agent: string;
    /** As on the board. */
    readonly wait: string | null;
    readonly running: boolean;
  } | null;
  readonly pull: number | null;
}

export interface CommentModel {
  readonly id: number;
  readonly author: string;
  readonly at: Date;
  /** Markdown. */
  readonly body: string;
  /** How Signalbox answered by a reaction; null for none. */
  readonly answer: "done" | "refused" | null;
}

export interface CommandHelp {
  readonly usage: string;
  readonly summary: string;
}

export interface IssueForms {
  readonly agents: readonly AgentChoice[];
  readonly commands: readonly CommandHelp[];
  /** A comment that came back with a problem. */
  readonly comment: string;
  readonly problem: string | null;
}

export function issuePage(issue: IssueModel, forms: IssueForms, visit: Visit): Html {
  const { number, title, open, author, opened, task, pull, card } = issue;
  return layout({
    title: `#${number} ${title}`,
    visit,
    place: "issues",
    live: forms.problem === null,
    main: html`<div class="head"><h1>${title} <span class="number">#${number}</span></h1>
<p class="subhead">${task ? stateLamp(task.state) : open ? lamp("idle", "open") : lamp("done", "closed")}
${pull !== null && html`<a href="/pulls/${pull}">Pull request #${pull}</a>`}
${task?.running && html`<a href="/tasks/${number}/output">Live output</a>`}</p></div>
${forms.problem !== null && html`<p class="alert" role="alert">${forms.problem}</p>`}
<div class="columns">
<div>
<article class="said" aria-label="What is to be done">${byline(author, opened)}<div class="prose">${issue.body.trim() === "" ? html`<p class="dim">${noDescriptionText()}</p>` : markdown(issue.body)}</div></article>
<section aria-labelledby="conversation"><h2 id="conversation">Conversation</h2>
${issue.comments.map(commentPanel)}
${commentForm(number, forms)}
</section>
</div>
<div class="aside">
${card !== null && html`<section class="card" aria-label="Task card"><div class="prose">${ownMarkdown(card)}</div></section>`}
${card === null && task && html`<section class="card" aria-label="Task card">${stateLamp(task.state)} ${task.agent}${task.wait !== null && html`<p>It ${inline(task.wait)}</p>`}</section>`}
${labelSection(issue, forms.agents)}
<section aria-labelledby="closing"><h2 id="closing">${open ? "Close" : "Reopen"}</h2>
<form method="post" action="/issues/${number}/${open ? "close" : "reopen"}"><button type="submit">${open ? "Close the issue" : "Reopen the issue"}</button></form>
${open && task && html`<p class="hint">${closeDropsText()}</p>`}
</section>
</div>
</div>`,
  });
}

function byline(author: string, at: Date): Html {
  return html`<p class="byline"><strong>${author}</strong> <time datetime="${at.toISOString()}">${at.toISOString().slice(0, 16).replace("T", " ")} UTC</time></p>`;
}

function commentPanel({ id, author, at, body, answer }: CommentModel): Html {
  return html`<article class="said" id="comment-${id}" aria-label="Comment of ${author}">${byline(author, at)}
<div class="prose">${markdown(body)}</div>
${answer && html`<p class="answer">${lamp(answer === "done" ? "clear" : "stop", answer === "done" ? "done by Signalbox" : "refused by Signalbox")}</p>`}
</article>`;
}

function commentForm(number: number, { comment, commands }: IssueForms): Html {
  return html`<form class="form" method="post" action="/issues/${number}/comments">
<label for="comment">Comment or command</label>
<textarea id="comment" name="body" rows="4" required aria-describedby="comment-hint">${comment}</textarea>
<p class="hint" id="comment-hint">${commandHintText()}</p>
<dl class="commands">${commands.map(({ usage, summary }) => html`<div><dt><code>${usage}</code></dt><dd>${summary}</dd></div>`)}</dl>
<p><button class="primary" type="submit">Comment</button></p>
</form>`;
}

function labelSection({ number, labels }: IssueModel, agents: readonly AgentChoice[]): Html {
  const assigned = labels.flatMap((label) =>
    label.startsWith("agent:") ? [label.slice("agent:".length)] : [],
  );
  const others = labels.filter((label) => !label.startsWith("agent:"));
  return html`<section aria-labelledby="labels"><h2 id="labels">Labels</h2>
<ul class="labels">
${assigned.map(
  (agent) => html`<li><span class="tag">agent:${agent}</span>
<form method="post" action="/issues/${number}/unassign"><input type="hidden" name="agent" value="${agent}"><button type="submit">Remove<span class="unseen"> the label agent:${agent}</span></button></form></li>`,
)}
${others.map((label) => html`<li><span class="tag">${label}</span></li>`)}
</ul>
<form class="row" method="post" action="/issues/${number}/assign">
<label for="assign">Agent</label>
<select id="assign" name="agent">${agentOptions(agents, "")}</select>
<button type="submit">Add label</button>
</form>
</section>`;
}
