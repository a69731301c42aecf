/** The frame around every page: title, bar, landmarks. */
import { html } from "hono/html";
import type { Html } from "../html.ts";

export interface Visit {
  /** Who is signed in. */
  readonly login: string;
  /** `owner/name`. */
  readonly repository: string;
}

export interface PageParts {
  readonly title: string;
  /** Null for whoever is not signed in. */
  readonly visit: Visit | null;
  readonly place: "board" | "issues" | "new" | null;
  /** Whether it is read anew when something changes: not what came of a form, whose address shows something else. */
  readonly live: boolean;
  readonly main: Html;
}

export function layout({ title, visit, place, live, main }: PageParts): Html {
  const at = (name: PageParts["place"]) => (place === name ? html` aria-current="page"` : "");
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · ${visit?.repository ?? "Signalbox"}</title>
<link rel="icon" href="/assets/icon.svg">
<link rel="stylesheet" href="/assets/page.css">
${visit && html`<script type="module" src="/assets/page.js"></script>`}
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="bar">
<a class="brand" href="/">${semaphore} Signalbox</a>
${
  visit &&
  html`<span class="repository">${visit.repository}</span>
<nav aria-label="Pages">
<a href="/"${at("board")}>Board</a>
<a href="/issues"${at("issues")}>Issues</a>
<a href="/issues/new"${at("new")}>New issue</a>
</nav>
<span class="who"><span class="unseen">Signed in as </span>${visit.login}</span>`
}
</header>
<main id="main" tabindex="-1"${live ? html` data-live` : ""}>${main}</main>
${
  visit &&
  html`<footer class="foot">
<span id="live" role="status"><noscript>Without JavaScript this page stays as it is: reload it to see what is new.</noscript></span>
</footer>`
}
</body>
</html>`;
}

/** A semaphore at clear. */
const semaphore = html`<svg class="semaphore" viewBox="0 0 24 24" width="22" height="22" aria-hidden="true" focusable="false"><path class="post" d="M8 2h2.5v20H8z"/><path class="arm" d="M9 5.2 21.2 2.6v4.6L9 9.8z"/><circle class="eye" cx="9.2" cy="7.5" r="2.4"/></svg>`;
