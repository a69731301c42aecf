/** A pull request: may it be merged, what the checks say, and what it changes. */
import { html } from "hono/html";
import type { Condition, Reason } from "../../domain/verdict.ts";
import { approvedText, boundaryFailedText, mergeBlockedText } from "../../text/page.ts";
import type { Html } from "../html.ts";
import { inline, markdown, ownMarkdown } from "../markdown.ts";
import { type ChangedFile, diffSection } from "./diff.ts";
import { lamp, resultLamp } from "./lamp.ts";
import { layout, type Visit } from "./layout.ts";

export interface PullModel {
  readonly number: number;
  readonly title: string;
  /** Markdown. */
  readonly body: string;
  readonly state: "open" | "closed" | "merged";
  readonly author: string;
  readonly branch: string;
  readonly base: string;
  /** Head commit. */
  readonly head: string;
  readonly task: number | null;
  readonly checks: readonly CheckModel[];
  /** What must hold before it may be merged, judged for this very head; null when it was not judged. */
  readonly conditions: readonly Condition[] | null;
  /** Where it leaves its agent's boundary. */
  readonly refusals: readonly Reason[];
  readonly approvedBy: readonly string[];
  readonly files: readonly ChangedFile[];
  /** False when there are more than GitHub lists. */
  readonly allFiles: boolean;
}

export interface CheckModel {
  readonly name: string;
  readonly app: string;
  /** The conclusion, or the status while there is none. */
  readonly result: string;
  readonly title: string | null;
  /** Markdown. */
  readonly summary: string | null;
}

export function pullPage(pull: PullModel, problem: string | null, visit: Visit): Html {
  const { number, title, state, author, branch, base, head, task } = pull;
  return layout({
    title: `#${number} ${title}`,
    visit,
    place: null,
    live: problem === null,
    main: html`<div class="head"><h1>${title} <span class="number">#${number}</span></h1>
<p class="subhead">${stateWord(pull)} <span>${author} wants <code>${branch}</code> in <code>${base}</code>, at <code>${head.slice(0, 7)}</code></span>
${task !== null && html`<a href="/issues/${task}">Issue #${task}</a>`}</p></div>
${problem !== null && html`<p class="alert" role="alert">${problem}</p>`}
${pull.refusals.length > 0 && state === "open" && refusalNotice(pull.refusals)}
<div class="columns">
<div>
${diffSection(pull.files, pull.refusals, pull.allFiles)}
</div>
<div class="aside">
${state === "open" && readiness(pull, visit)}
${checkSection(pull.checks)}
${pull.body.trim() !== "" && html`<section aria-labelledby="about"><h2 id="about">What it says of itself</h2><div class="prose said">${markdown(pull.body)}</div></section>`}
</div>
</div>`,
  });
}

function stateWord({ state, conditions }: PullModel): Html {
  if (state === "merged") return lamp("done", "merged");
  if (state === "closed") return lamp("idle", "closed");
  if (conditions?.some(({ status }) => status === "failed")) return lamp("stop", "failed");
  return openConditions(conditions).length === 0 && conditions !== null
    ? lamp("clear", "ready")
    : lamp("caution", "open");
}

function refusalNotice(refusals: readonly Reason[]): Html {
  return html`<section class="alert" id="boundary" aria-labelledby="boundary-title"><h2 id="boundary-title">${lamp("stop", "Refused by a gate")}</h2>
<ul>${refusals.map(({ message }) => html`<li>${inline(message)}</li>`)}</ul>
<p>${boundaryFailedText()}</p></section>`;
}

export function openConditions(conditions: readonly Condition[] | null): readonly Condition[] {
  return conditions?.filter(({ status }) => status !== "met") ?? [];
}

function readiness(pull: PullModel, { login }: Visit): Html {
  const { number, head, conditions, approvedBy } = pull;
  const open = openConditions(conditions);
  const ready = conditions !== null && open.length === 0;
  const approved = approvedBy.includes(login);
  const commit = html`<input type="hidden" name="head" value="${head}">`;
  const approvalWanted = open.some(({ name }) => name === "approvals");
  return html`<section class="ready" aria-labelledby="readiness"><h2 id="readiness">Ready to merge?</h2>
${
  conditions &&
  html`<ul class="conditions">${conditions.map(
    ({ name, status, detail }) =>
      html`<li id="condition-${name.replaceAll(" ", "-")}">${resultLamp(status)} <strong>${name}</strong> <span class="detail">${inline(detail)}</span></li>`,
  )}</ul>`
}
<div class="deeds">
${
  approved
    ? html`<p>${lamp("clear", approvedText(login))}</p>`
    : html`<form method="post" action="/pulls/${number}/approve">${commit}<button type="submit"${approvalWanted ? html` class="primary"` : ""}>Approve this commit</button></form>`
}
<form method="post" action="/pulls/${number}/merge">${commit}<button id="merge" type="submit"${ready ? html` class="primary"` : html` disabled aria-describedby="merge-why"`}>Merge</button></form>
${!ready && html`<p class="hint" id="merge-why">${mergeBlockedText(open.map(({ name }) => name))}</p>`}
<form method="post" action="/pulls/${number}/close"><button class="quiet" type="submit">Close without merging</button></form>
</div></section>`;
}

function checkSection(checks: readonly CheckModel[]): Html {
  return html`<section aria-labelledby="checks"><h2 id="checks">Checks</h2>
${checks.length === 0 ? html`<p class="empty">None yet.</p>` : html`<ul class="plain checks">${checks.map(checkPanel)}</ul>`}</section>`;
}

function checkPanel({ name, app, result, title, summary }: CheckModel): Html {
  const failed = !["success", "neutral", "skipped", "queued", "in_progress"].includes(result);
  const id = `check-${name.replaceAll(/[^A-Za-z0-9]+/g, "-")}`;
  return html`<li id="${id}"><details${failed ? html` open` : ""}>
<summary>${resultLamp(result)} <strong>${name}</strong> <span class="dim">by ${app}</span>${title !== null && html`<span class="detail">${title}</span>`}</summary>
${summary !== null && html`<div class="prose">${ownMarkdown(summary)}</div>`}
</details></li>`;
}
