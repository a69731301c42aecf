/** What a pull request changes, file by file: signs and numbers say it too, never colour alone. */
import { html } from "hono/html";
import type { Reason } from "../../domain/verdict.ts";
import { cutPatchText, moreFilesText, noPatchText } from "../../text/page.ts";
import type { Html } from "../html.ts";
import { inline } from "../markdown.ts";
import { type PatchLine, patchLines } from "../patch-lines.ts";
import { lamp } from "./lamp.ts";

export interface ChangedFile {
  readonly path: string;
  /** GitHub's word: `added`, `modified`, `removed`, `renamed`, … */
  readonly status: string;
  readonly formerPath: string | null;
  readonly additions: number;
  readonly deletions: number;
  /** Null where GitHub shows no lines. */
  readonly patch: string | null;
}

/** Longer files start folded, and no more than so many lines are drawn of one. */
const FOLDED = 300;
const SHOWN = 1_500;

export function diffSection(
  files: readonly ChangedFile[],
  refusals: readonly Reason[],
  complete: boolean,
): Html {
  return html`<section aria-labelledby="changes"><h2 id="changes">Changes <span class="count">${files.length}</span></h2>
${files.map((file, index) => filePanel(file, index, refusals))}
${!complete && html`<p class="hint">${moreFilesText()}</p>`}
</section>`;
}

function filePanel(file: ChangedFile, index: number, refusals: readonly Reason[]): Html {
  const { path, status, formerPath, additions, deletions, patch } = file;
  const lines = patch === null ? null : patchLines(patch);
  const reasons = refusals.filter(
    (reason) => reason.path !== null && [path, formerPath].includes(reason.path),
  );
  const open = lines === null || lines.length <= FOLDED || reasons.length > 0;
  return html`<details class="file" id="file-${index}"${open ? html` open` : ""}>
<summary><code>${formerPath === null ? path : `${formerPath} → ${path}`}</code> <span class="dim">${status}</span>
<span class="counts"><span class="plus">+${additions}</span> <span class="minus">−${deletions}</span><span class="unseen"> lines</span></span>
${reasons.length > 0 && lamp("stop", "out of reach")}</summary>
${reasons.map(({ message }) => html`<p class="outside">${inline(message)}</p>`)}
${lines === null ? html`<p class="hint">${noPatchText()}</p>` : patchTable(path, lines)}
</details>`;
}

function patchTable(path: string, lines: readonly PatchLine[]): Html {
  const hidden = lines.length - SHOWN;
  return html`<div class="patch" tabindex="0" role="region" aria-label="Lines of ${path}"><table>
<thead class="unseen"><tr><th scope="col">Before</th><th scope="col">After</th><th scope="col">Change</th><th scope="col">Line</th></tr></thead>
<tbody>${lines.slice(0, SHOWN).map(row)}</tbody></table></div>
${hidden > 0 && html`<p class="hint">${cutPatchText(hidden)}</p>`}`;
}

function row({ kind, before, after, text }: PatchLine): Html {
  if (kind === "hunk" || kind === "note") return html`<tr class="${kind}"><td colspan="4">${text}</td></tr>`;
  const [sign, content] =
    kind === "added"
      ? ["+", html`<ins>${text}</ins>`]
      : kind === "removed"
        ? ["−", html`<del>${text}</del>`]
        : ["", html`${text}`];
  return html`<tr class="${kind}"><td class="at">${before ?? ""}</td><td class="at">${after ?? ""}</td><td class="sign">${sign}</td><td class="code">${content}</td></tr>`;
}
