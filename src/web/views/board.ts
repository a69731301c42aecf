/** The board: every open task with what it waits for, the agents at work, and who holds which paths. */
import { html } from "hono/html";
import type { TaskState } from "../../domain/task-state.ts";
import { asTyped } from "../../text/as-typed.ts";
import {
  type BoardModel,
  type BoardTask,
  boardCounts,
  boardSummary,
  stateMeaning,
  urgency,
  whyText,
} from "../../text/board.ts";
import { freezeBoardText, freezeSign } from "../../text/freeze.ts";
import {
  elapsedText,
  nobodyWorksText,
  noTasksText,
  nothingHeldText,
  silentRunText,
} from "../../text/page.ts";
import { saidSigns } from "../../text/said.ts";
import type { Html } from "../html.ts";
import { inline } from "../markdown.ts";
import { stateLamp } from "./lamp.ts";
import { layout, type Visit } from "./layout.ts";

export interface PageBoard {
  readonly repository: string;
  readonly board: BoardModel;
  readonly runs: readonly RunModel[];
  readonly now: Date;
}

export interface RunModel {
  readonly task: number;
  readonly title: string;
  readonly attempt: number;
  readonly agent: string;
  readonly since: Date;
  /** What it printed last, oldest first. */
  readonly lastLines: readonly string[];
}

export function boardPage({ board, runs, now }: PageBoard, visit: Visit): Html {
  const { tasks } = board;
  const counts = boardCounts(tasks);
  return layout({
    title: "Board",
    visit,
    place: "board",
    live: true,
    main: html`<div class="head"><h1>Board</h1><p id="summary" role="status">${boardSummary(counts)}</p></div>
${board.problems.map((problem) => html`<p class="alert" role="alert">${inline(problem)}</p>`)}
${board.freeze && html`<p class="alert" id="freeze" role="status">${freezeSign} ${inline(asTyped(freezeBoardText(board.freeze), board.prefix))}</p>`}
${board.said.map((each) => html`<p class="said" id="said-${each.id}">${saidSigns[each.kind]} <strong>${each.id}</strong> @${each.by}: ${each.text}${each.scope.length > 0 && html` <span class="dim">for ${each.scope.map((glob) => html`<code>${glob}</code> `)}</span>`}</p>`)}
<div class="columns">
<section aria-labelledby="tasks"><h2 id="tasks">Tasks</h2>
${tasks.length === 0 ? html`<p class="empty">${noTasksText()} <a href="/issues/new">New issue</a></p>` : urgency.map((state) => stateGroup(state, counts.byState.get(state) ?? [], board.prefix))}
</section>
<div class="aside">
<section aria-labelledby="runs"><h2 id="runs">At work</h2>
${runs.length === 0 ? html`<p class="empty">${nobodyWorksText()}</p>` : html`<ul class="plain">${runs.map((run) => runPanel(run, now))}</ul>`}
</section>
<section aria-labelledby="line"><h2 id="line">The line</h2>${line(tasks)}</section>
</div>
</div>`,
  });
}

function stateGroup(state: TaskState, tasks: readonly BoardTask[], prefix: string | undefined): Html {
  if (tasks.length === 0) return html``;
  return html`<section class="group" id="group-${state}" aria-labelledby="state-${state}">
<h3 id="state-${state}">${stateLamp(state)} <span class="count">${tasks.length}</span> <span class="meaning">${stateMeaning(state)}</span></h3>
<ul class="tasks">${tasks.map((task) => taskRow(task, prefix))}</ul>
</section>`;
}

function taskRow(task: BoardTask, prefix: string | undefined): Html {
  const { number, title, agent, attempt, branch, pull, why, held } = task;
  const wait = whyText(why, prefix);
  return html`<li class="task" id="task-${number}">
<p class="task-title"><a href="/issues/${number}"><span class="number">#${number}</span> ${title}</a>${held && html` <span class="tag">on hold</span>`}</p>
${wait !== null && html`<p class="wait">It ${inline(wait)}</p>`}
<ul class="facts">
<li>${agent.name}</li>
${attempt && html`<li>attempt ${attempt.n} <span class="dim">${attempt.cause}</span></li>`}
${branch !== null && html`<li><code>${branch}</code></li>`}
${pull !== null && html`<li><a href="/pulls/${pull}">pull request #${pull}</a></li>`}
</ul>
</li>`;
}

/** How many of its last lines the board shows of a run; its own page shows all that are kept. */
const LINES = 6;

function runPanel(run: RunModel, now: Date): Html {
  const { task, title, agent, attempt, lastLines } = run;
  return html`<li class="run" id="run-${task}">
<p class="run-head"><span class="state state-moving"><span class="lamp" aria-hidden="true"></span>${agent}</span> ${elapsed(run.since, now)}</p>
<p class="run-task"><a href="/issues/${task}"><span class="number">#${task}</span> ${title}</a> <span class="dim">attempt ${attempt}</span></p>
<pre class="output">${lastLines.length === 0 ? html`<span class="dim">${silentRunText()}</span>` : lastLines.slice(-LINES).join("\n")}</pre>
<p class="run-more"><a href="/tasks/${task}/output">Live output<span class="unseen"> of #${task}</span></a></p>
</li>`;
}

/** The script of the page lets it go on between two readings. */
export function elapsed(since: Date, now: Date): Html {
  return html`<time class="elapsed" datetime="${since.toISOString()}" data-since="${since.getTime()}">${elapsedText(now.getTime() - since.getTime())}</time>`;
}

/** Held paths as occupied track, as a block instrument shows it. */
function line(tasks: readonly BoardTask[]): Html {
  const holders = tasks.filter(({ holds }) => holds.length > 0);
  if (holders.length === 0) return html`<p class="empty">${nothingHeldText()}</p>`;
  return html`<ul class="track">${holders.map(
    ({
      number,
      agent,
      holds,
      state,
    }) => html`<li id="held-${number}"><span class="block state-${state === "working" ? "moving" : "caution"}" aria-hidden="true"></span>
<span class="globs">${holds.map((glob) => html`<code>${glob}</code> `)}</span>
<span class="holder">held by <a href="/issues/${number}">#${number}</a>, ${agent.name}</span></li>`,
  )}</ul>`;
}
