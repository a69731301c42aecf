/** Blockers in words: the notice on the issue, the card's lines, and what `/blocked` and `/unblock` answer. */
import { isPerson } from "../domain/addressee.ts";
import { bySeverity, type Severity, severities, severityTable } from "../domain/severity.ts";
import { clip, code, codeList, plain, prose, sentence } from "./markdown.ts";
import { clock } from "./wait.ts";

export interface ShownBlocker {
  readonly id: string;
  readonly question: string;
  readonly options: readonly string[];
  readonly severity: Severity;
  readonly on: string | null;
  readonly by: string | null;
  readonly needs: string | null;
  readonly impact: string | null;
  readonly eta: string | null;
  readonly proceeding: string | null;
}

/** A person's word that whoever answers for the task hears of it now. */
interface Escalation {
  readonly by: string;
  readonly reason: string | null;
}

export interface ToldBlocker extends ShownBlocker {
  readonly kind: "raised" | "reminder" | "escalated";
  /** Who is told now: an agent's id or `@login`; null when nobody is known. */
  readonly to: string | null;
  /** By whose word it comes before its time; null when its time has come. */
  readonly escalated: Escalation | null;
  /** The task by which an agent hears of it. */
  readonly atTask: number | null;
  readonly at: string;
  readonly reminded: readonly { readonly at: string; readonly to: string | null }[];
  readonly next: { readonly to: string | null; readonly at: Date };
  /** Who is told after that. */
  readonly after: string | null;
}

interface BlockerNotice {
  readonly task: number;
  readonly now: Date;
  readonly blockers: readonly ToldBlocker[];
}

/** One paragraph for each blocker, the most pressing first. */
export function blockerNoticeText({ task, now, blockers }: BlockerNotice): string {
  const told = blockers.toSorted(bySeverity).map((blocker) => toldText(task, blocker, now));
  const asked = blockers.filter(({ proceeding }) => proceeding === null);
  const together = asked.map(({ id }) => `${id}: …`).join(" ");
  return [...told, ...(asked.length > 1 ? [`All at once: \`/unblock ${together}\`.`] : [])].join("\n\n");
}

function toldText(task: number, blocker: ToldBlocker, now: Date): string {
  const { id, severity, on, to } = blocker;
  const { sign } = severityTable[severity];
  const target = to ?? (on === null ? "nobody known" : named(on));
  const head = `**${sign} ${severity.toUpperCase()} ${id}, #${task} → ${target}:**`;
  return [
    head,
    factsText(blocker),
    ...(blocker.kind === "raised" ? [] : [stillText(blocker, now)]),
    ...(blocker.kind === "escalated" && blocker.escalated ? [orderedText(blocker.escalated)] : []),
    whoseText(blocker),
    nextText(blocker, now),
    howText(blocker),
  ]
    .filter((part) => part !== "")
    .join(" ");
}

/** Everything that was tried before. */
function stillText({ at, reminded }: ToldBlocker, now: Date): string {
  const before = reminded.slice(0, -1);
  const tried = before.map(
    ({ to, at: when }) => `${to === null ? "nobody" : named(to)} ${moment(new Date(when), now)}`,
  );
  return `Open since ${moment(new Date(at), now)}; told so far: ${tried.join(", ")}.`;
}

function orderedText({ by, reason }: Escalation): string {
  return `Escalated by ${named(`@${by}`)}${reason === null ? "." : `: ${prose(sentence(reason))}`}`;
}

function factsText({ question, options, needs, impact, eta, proceeding }: ShownBlocker): string {
  const parts = [
    plain(question).replace(/[.;]+$/, ""),
    ...(needs === null ? [] : [`needs ${needs}`]),
    ...(impact === null ? [] : [impact]),
    ...(eta === null ? [] : [`expected ${eta}`]),
  ];
  const choices = options.length === 0 ? "" : ` Options: ${optionsText(options)}.`;
  const assumed = proceeding === null ? "" : ` Goes on meanwhile with: ${prose(sentence(proceeding))}`;
  return `${prose(sentence(parts.join("; ")))}${choices}${assumed}`;
}

function optionsText(options: readonly string[]): string {
  return options.map((option, index) => `${index + 1}: ${prose(option)}`).join(" / ");
}

function whoseText({ on, to, atTask }: ToldBlocker): string {
  if (to === null) return "Nobody is known who could answer; whoever can write here may.";
  if (isPerson(to)) return on !== null && on !== to && isPerson(on) ? `It was put to ${named(on)}.` : "";
  return atTask === null
    ? `${to} has no task that could take it up now.`
    : `Sent to ${to} (#${atTask} reads it when its next attempt starts).`;
}

function nextText({ to, next, after }: ToldBlocker, now: Date): string {
  const when = moment(next.at, now);
  if (next.to !== null && next.to !== to) return `Next ${named(next.to)}, at ${when}.`;
  return after === null || after === next.to
    ? `Reminder ${when}.`
    : `Reminder ${when}, then ${named(after)}.`;
}

function howText({ id, proceeding, options }: ShownBlocker): string {
  if (proceeding !== null)
    return `Confirm with \`/unblock ${id}\` before it can be merged, or say otherwise: \`/unblock ${id} …\`.`;
  return options.length === 0
    ? `Answer \`/unblock ${id} …\`.`
    : `Answer \`/unblock ${id} <number>\`, or in your own words.`;
}

/** Without a mention: only the one who is told now is written to. */
function named(addressee: string): string {
  return code(addressee);
}

function moment(at: Date, now: Date): string {
  const [day, today] = [at, now].map((date) => date.toISOString().slice(0, 10));
  return day === today ? clock(at) : `${day} ${clock(at)}`;
}

/** For the ledger's log. */
export function escalatedBlockerText(
  blocker: ShownBlocker & { readonly escalated: Escalation | null },
  to: string | null,
): string {
  const { escalated } = blocker;
  if (escalated) {
    const because = escalated.reason === null ? "" : ` because ${plain(escalated.reason)}`;
    return `${blocker.id} (${blocker.severity}) was escalated by ${escalated.by}${because}; put to ${to ?? "nobody"}: ${plain(blocker.question)}`;
  }
  const from = blocker.on === null ? "nobody" : blocker.on;
  return `${blocker.id} (${blocker.severity}) was not answered by ${from}; put to ${to ?? "nobody"}: ${plain(blocker.question)}`;
}

export interface CardBlocker extends ShownBlocker {
  readonly answer: { readonly by: string; readonly text: string } | null;
}

/** The card's list: what is open by severity, then what was answered. */
export function cardBlockersText(blockers: readonly CardBlocker[]): string {
  const open = blockers.filter(({ answer }) => answer === null).toSorted(bySeverity);
  const settled = blockers.flatMap(({ id, question, answer }) =>
    answer ? [`- **${id}** ~~${prose(question)}~~ \`@${answer.by}\` answered: ${prose(answer.text)}`] : [],
  );
  return [...open.map(openLine), ...settled].join("\n");
}

function openLine(blocker: CardBlocker): string {
  const { id, severity, on, by } = blocker;
  const sign = severity === "normal" ? "" : `${severityTable[severity].sign} ${severity} `;
  const target = on === null ? "" : ` → ${named(on)}`;
  const said = by === null ? "" : ` (said by ${named(`@${by}`)})`;
  return `- ${sign}**${id}**${target} ${factsText(blocker)}${said} ${howText(blocker)}`;
}

/** A condition of a merge. */
export function blockerConditionText({ id, question, proceeding }: ShownBlocker): string {
  return proceeding === null
    ? `${prose(sentence(question))} \`/unblock ${id} …\` answers it`
    : `the work goes on with: ${prose(sentence(proceeding))} \`/unblock ${id}\` confirms it`;
}

const USAGE =
  "`/blocked <severity> on <agent or @person>: <what>`, and after it, if you like, `; needs: …`, `; impact: …`, `; eta: …`, `; proceeding with: …`";

export function blockedUsageText(): string {
  return `Blocked by what? Type ${USAGE}. The severities are ${codeList(severities)}.`;
}

export function unknownSeverityText(seen: string): string {
  return `There is no severity ${code(clip(seen, 40))}; there are ${codeList(severities)}. Type ${USAGE}.`;
}

export function unknownAddresseeText(seen: string, agents: readonly string[]): string {
  const list = agents.length === 0 ? "the config names no agents" : `the agents are ${codeList(agents)}`;
  return `Nobody is called ${code(clip(seen, 60))} here: ${list}, and a person is written as \`@login\`.`;
}

export function blockedTooLongText(part: string, limit: number): string {
  return `${code(part)} is longer than ${limit} characters. Say it shorter here, and put the rest into the issue.`;
}

export function blockedTwiceText(part: string): string {
  return `${code(`${part}:`)} stands there twice; say it once.`;
}

export function blockedEmptyText(part: string): string {
  return `${code(`${part}:`)} says nothing; fill it in or leave it out.`;
}

export function blockedEndedText(state: string): string {
  return state === "escalated"
    ? "Nothing to block: this task needs a person already. `/unblock <what to do>` gives it another chance."
    : `Nothing to block: this task is ${state}.`;
}

export function tooManyBlockersText(limit: number): string {
  return `Not added: ${limit} blockers are open here already. Answer some with \`/unblock <id> …\`.`;
}
