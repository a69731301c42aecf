/** The ledger's log: one line an event, written to be read in `git log signalbox/ledger` years later. */
import type { LedgerEvent } from "../domain/ledger-event.ts";
import { frozenLine, thawedLine } from "./freeze.ts";
import { clip, plain } from "./markdown.ts";

/** `[AGENT ethereum] #12 …`, or `ESCALATION [AGENT ethereum] #12 …`: `git log --grep` finds an agent's part. */
export function logLine(event: LedgerEvent): string {
  if (event.kind === "config") return `Config accepted: ${count(event.agents, "agent")}`;
  if (event.kind === "board") return `Board: #${event.issue} shows it`;
  if (event.kind === "announced")
    return `${event.id.startsWith("a") ? "ANNOUNCEMENT" : "PATTERN"} ${event.id} by ${event.by}: ${clip(plain(event.text), 160)}`;
  if (event.kind === "frozen") return frozenLine(event.freeze);
  if (event.kind === "thawed") return thawedLine(event.freeze, event.by);
  if (event.kind === "withdrawn") return `${event.id} withdrawn by ${event.by}`;
  const line = `${event.agent === null ? "" : `[AGENT ${event.agent}] `}#${event.task} ${story(event)}`;
  return event.kind === "escalated" ? `ESCALATION ${line}` : line;
}

const SUBJECT = 200;

/**
 * A commit message: the first event as subject (saying how many follow), every event as a line of the body. One event that
 * the subject holds needs none.
 */
export function ledgerMessage(events: readonly LedgerEvent[]): string {
  const lines = events.map(logLine);
  const [first, ...rest] = lines;
  if (first === undefined) return "Bookkeeping: what was said and seen";
  if (rest.length === 0) return first.length <= SUBJECT ? first : `${clip(first, SUBJECT)}\n\n${first}`;
  return [`${clip(first, 180)} (and ${rest.length} more)`, "", ...lines].join("\n");
}

function story(
  event: Exclude<LedgerEvent, { kind: "config" | "board" | "announced" | "withdrawn" | "frozen" | "thawed" }>,
): string {
  switch (event.kind) {
    case "accepted":
      return `accepted from ${event.by}: ${plain(event.title)}`;
    case "changed":
      return `changed: ${event.what}`;
    case "started":
      return `starts attempt ${event.attempt} (${event.cause})${event.scope.length > 0 ? `; holds ${event.scope.join(", ")}` : ""}`;
    case "claimed":
      return `attempt ${event.attempt} taken by run ${event.run}`;
    case "published":
      return `published attempt ${event.attempt}: ${count(event.files, "file")} to ${event.branch}`;
    case "ended":
      return `attempt ${event.attempt} ended (${event.how}): ${clip(plain(event.summary), 160)}`;
    case "asked":
      return `asks ${event.blocker}: ${plain(event.question)}`;
    case "answered":
      return `${event.blocker} answered by ${event.by} after ${minutes(event.after)}: ${clip(plain(event.answer), 160)}`;
    case "rework":
      return `goes back for rework after attempt ${event.attempt}: ${clip(plain(event.reason), 240)}`;
    case "ready":
      return `is ready to merge: #${event.pull}`;
    case "unready":
      return `is not ready any more: #${event.pull} waits for ${plain(event.waiting)}`;
    case "merged":
      return `done: #${event.pull} merged by ${event.by}`;
    case "dropped":
      return `dropped: ${plain(event.why)}`;
    case "escalated":
      return `needs a person: ${clip(plain(event.why), 160)}`;
    case "held":
      return `held by ${event.by}${event.reason === null ? "" : `: ${plain(event.reason)}`}`;
    case "stopped":
      return `stopped by ${event.by}${event.attempt === null ? "" : ` at attempt ${event.attempt}`}${event.reason === null ? "" : `: ${clip(plain(event.reason), 160)}`}`;
    case "released":
      return `released by ${event.by}`;
    case "overridden":
      return `${event.gate} overridden by ${event.by} for ${event.head.slice(0, 7)}: ${clip(plain(event.because), 160)}`;
    case "command":
      return `${event.by} typed ${event.command}: ${event.done ? "done" : "refused"}`;
    case "archived":
      return "archived";
    case "blocked":
      return `${event.blocker} (${event.severity}) waits for ${event.on}, says ${event.by}: ${clip(plain(event.what), 160)}`;
    case "rescoped":
      return `scope changed by ${event.by}: ${[...event.add.map((glob) => `+${glob}`), ...event.remove.map((glob) => `-${glob}`)].join(" ")} because ${clip(plain(event.because), 160)}`;
    case "parked":
      return `saved the unfinished work of attempt ${event.attempt}: ${count(event.files, "file")} on ${event.branch}`;
    case "reminded":
      return `${event.blocker} told again${event.to === null ? "" : ` to ${event.to}`}`;
    case "told":
      return `${event.by} tells its agent: ${clip(plain(event.text), 160)}`;
    default:
      return event satisfies never;
  }
}

/** Rounded down to whole minutes. */
function minutes(milliseconds: number): string {
  return `${Math.floor(milliseconds / 60_000)} min`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** The first file of the ledger branch, for whoever browses it. */
export function ledgerReadme(): string {
  return `# Signalbox's ledger

This branch is written by Signalbox, one commit for each pass that changed something. \`git log\` tells what happened, and
\`git log --grep='\\[AGENT ethereum\\]'\` tells one agent's part.

- \`tasks/\`: one file for each open task.
- \`archive/\`: tasks that ended.
- \`desk.json\`, \`config.yml\`: how far the repository was read, and the last valid config.

Edit nothing here while Signalbox runs: it would take your edit for the truth.
`;
}
