/** What a running agent prints, as it comes. */
import { html } from "hono/html";
import { runOverText, silentRunText } from "../../text/page.ts";
import type { Html } from "../html.ts";
import { elapsed, type RunModel } from "./board.ts";
import { lamp } from "./lamp.ts";
import { layout, type Visit } from "./layout.ts";

export function outputPage(task: number, run: RunModel | null, now: Date, visit: Visit): Html {
  return layout({
    title: `Output of #${task}`,
    visit,
    place: null,
    live: true,
    main: html`<div class="head"><h1>Output <span class="number">#${task}</span></h1>
<p class="subhead">${run ? html`${lamp("moving", run.agent)} attempt ${run.attempt} ${elapsed(run.since, now)}` : lamp("idle", "no run")} <a href="/issues/${task}">${run ? run.title : `Issue #${task}`}</a></p></div>
${
  run
    ? html`<pre class="output tall" id="output" data-follow tabindex="0" role="log" aria-live="off" aria-label="What ${run.agent} printed">${run.lastLines.length === 0 ? silentRunText() : run.lastLines.join("\n")}</pre>`
    : html`<p class="empty">${runOverText()}</p>`
}`,
  });
}
