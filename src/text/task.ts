/** What `signalbox task …` says: what was done, what is not met, and what to type next. */
import { clip, plain } from "./markdown.ts";
import { terminalText } from "./terminal.ts";

export function notRunningText(clone: string): string {
  return `\`signalbox up\` does not run for ${clone}. Start it in another terminal: signalbox up`;
}

export function unknownUserText(login: string, known: readonly string[]): string {
  return `There is no user ${plain(login)} here (${known.join(", ")}). Add one when you start: signalbox up --user ${plain(login)}=write`;
}

export function refusedByGitHubText(status: number, message: string): string {
  const said = plain(message.replace(/ - https:\/\/docs\.github\.com\S*$/, ""));
  switch (status) {
    case 404:
      return `There is no such thing: ${said}. See what there is: signalbox task list`;
    case 403:
      return `Refused: ${said}. This user may not do that; somebody with write access can (--as LOGIN).`;
    case 405:
      return `It cannot be merged: ${said}. If it conflicts, bring the branch up to date, or take the task's label off and on again.`;
    case 409:
      return `Not merged: ${said} Look at what changed, approve that, and merge it.`;
    default:
      return `Refused: ${said}`;
  }
}

export function pullLabelledText(number: number): string {
  return `#${number} is a pull request; an agent works at issues. See them: signalbox task list`;
}

export function closedLabelledText(number: number): string {
  return `#${number} is closed, so no agent would start. File what is to be done: signalbox task new --title "…"`;
}

export function unknownAgentText(agent: string, known: readonly string[], near: string | null): string {
  const meant = near === null ? "" : ` Did you mean agent:${near}?`;
  return `There is no agent ${clip(plain(agent), 60)} here.${meant} The agents are ${known.join(", ") || "none"}.`;
}

export function issueFiledText(number: number, title: string): string {
  return [
    `Filed #${number} ${clip(plain(title), 100)}`,
    "Give it to an agent:",
    `  signalbox task label ${number} agent:<id>`,
  ].join("\n");
}

interface Listed {
  readonly number: number;
  readonly title: string;
  readonly agent: string | null;
  readonly state: string | null;
  readonly pull: number | null;
}

export function issueListText(issues: readonly Listed[]): string {
  if (issues.length === 0) return 'No open issues. File one: signalbox task new --title "What is to be done"';
  const rows = issues.map(({ number, title, agent, state, pull }) => [
    `#${number}`,
    state ?? (agent === null ? "no task" : "new"),
    agent ?? "-",
    `${clip(plain(title), 60)}${pull === null ? "" : `  (PR #${pull})`}`,
  ]);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")).join("\n");
}

export function labelledText(number: number, labels: readonly string[]): string {
  const given = labels.map(plain).join(", ");
  return `#${number} has ${given} now. See how it goes: signalbox task show ${number}`;
}

export function unlabelledText(number: number, label: string): string {
  return `#${number} has ${plain(label)} no more.`;
}

export function commentedText(number: number, body: string): string {
  const answered = /^\s*\/[a-z]/m.test(body) ? " Signalbox answers there" : " It stands there";
  return `Said on #${number}.${answered}: signalbox task show ${number}`;
}

interface ShownCheck {
  readonly name: string;
  readonly result: string;
  readonly title: string;
  readonly summary: string;
}

interface ShownIssue {
  readonly number: number;
  readonly title: string;
  readonly state: string;
  readonly labels: readonly string[];
  readonly body: string;
  readonly card: string | null;
  readonly comments: readonly { readonly by: string; readonly body: string }[];
  readonly pull: {
    readonly number: number;
    readonly state: string;
    readonly branch: string;
    readonly base: string;
    readonly checks: readonly ShownCheck[];
  } | null;
}

export function issueText({ number, title, state, labels, body, card, comments, pull }: ShownIssue): string {
  const parts = [
    `#${number} ${clip(plain(title), 200)}\n${state}${labels.length === 0 ? "" : ` · ${labels.map(plain).join(", ")}`}`,
    terminalText(body),
    card === null ? "" : terminalText(card),
    pull === null ? "" : pullPart(pull, number, card),
    ...comments.map(({ by, body: said }) => `${plain(by)}:\n${indented(terminalText(said))}`),
    nextStep(number, labels, pull),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

/** The card tells the readiness list already. */
function pullPart(
  { number, state, branch, base, checks }: NonNullable<ShownIssue["pull"]>,
  issue: number,
  card: string | null,
): string {
  const own = number === issue ? "This pull request" : `Pull request #${number}`;
  const head = `${own} is ${state}: ${plain(branch)} to ${plain(base)}`;
  return [
    head,
    ...checks.flatMap(({ name, result, title, summary }) => [
      `  ${name}: ${resultText(result)}${title === "" ? "" : ` · ${plain(title)}`}`,
      ...(result === "success" || (name === "signalbox/ready" && card !== null)
        ? []
        : [indented(indented(terminalText(summary)))]),
    ]),
  ].join("\n");
}

function resultText(result: string): string {
  if (result === "success") return "passed";
  return result === "queued" || result === "in_progress" ? "waits" : result;
}

function nextStep(number: number, labels: readonly string[], pull: ShownIssue["pull"]): string {
  if (pull?.state === "open") {
    const ready = pull.checks.find(({ name }) => name === "signalbox/ready");
    if (ready?.result === "success") return `Next: signalbox task merge ${number}`;
    if (ready?.title === "Waits for: approvals")
      return `Next: read it (git fetch signalbox && git diff signalbox/${pull.base}...signalbox/${pull.branch}), then: signalbox task approve ${number}`;
    return "";
  }
  return labels.some((label) => label.startsWith("agent:")) || pull !== null
    ? ""
    : `Next: signalbox task label ${number} agent:<id>`;
}

function indented(text: string): string {
  return text
    .split("\n")
    .map((line) => (line === "" ? "" : `  ${line}`))
    .join("\n");
}

export function noPullText(number: number): string {
  return `#${number} has no pull request yet. See why: signalbox task show ${number}`;
}

export function pullClosedText(pull: number, merged: boolean): string {
  return `Pull request #${pull} is ${merged ? "merged" : "closed"} already.`;
}

interface Approved {
  readonly pull: number;
  /** False when it had been approved by this person before. */
  readonly added: boolean;
  readonly ready: string | null;
  readonly why: string | null;
}

export function approvedText({ pull, added, ready, why }: Approved): string {
  const what = added ? `Approved #${pull}.` : `You approved #${pull} as it is before.`;
  if (ready === "success") return `${what} It is ready: signalbox task merge ${pull}`;
  return `${what} ${why === null ? "Signalbox has not judged it yet." : `${plain(why)}.`} See: signalbox task show ${pull}`;
}

export function notReadyText(pull: number, ready: ShownCheck | null): string {
  if (ready === null)
    return `Not merged: Signalbox has not judged #${pull} yet. Try again in a moment, or see: signalbox task show ${pull}`;
  return [
    `Not merged: #${pull} is not ready. ${plain(ready.title)}`,
    indented(terminalText(ready.summary)),
    ...(ready.title === "Waits for: approvals" ? [`Approve it: signalbox task approve ${pull}`] : []),
  ].join("\n");
}

export function mergedText(pull: number, base: string, commit: string): string {
  return [
    `Merged #${pull} into ${plain(base)} as ${commit.slice(0, 7)}.`,
    `To have it in your clone: git pull --rebase signalbox ${plain(base)}`,
  ].join("\n");
}
