/** What is worth asking about: the issues, pull requests and branches of the ledger's tasks, and the people whose intent counts. */
import type { Actor } from "../domain/actor.ts";
import type { Issue } from "../domain/issue.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Task } from "../ledger/task.ts";

export interface Interest {
  readonly issues: readonly number[];
  readonly pulls: readonly number[];
  /** Branches of open tasks: what they are at, or that a name is taken. */
  readonly branches: readonly string[];
  /** Those of them whose pull request is not recorded yet. */
  readonly pullsOf: readonly string[];
}

export function interestOf(ledger: Ledger, mentioned: readonly number[]): Interest {
  const tasks = [...ledger.tasks.values()];
  const published = tasks.filter((task) => task.head !== null && task.end === null);
  const owed = ledger.desk.outbox.flatMap((entry) => ("issue" in entry ? [entry.issue] : []));
  const issues = [...tasks.flatMap(({ number, dependsOn }) => [number, ...dependsOn]), ...owed, ...mentioned];
  return {
    issues: [...new Set(issues)].toSorted((a, b) => a - b),
    pulls: tasks.flatMap(({ pull }) => (pull === null ? [] : [pull])),
    branches: tasks.filter(({ end }) => end === null).map(({ branch }) => branch),
    pullsOf: published.filter(({ pull }) => pull === null).map(({ branch }) => branch),
  };
}

/** Issues that the text of a task that has not started names: it may depend on them. */
export function mentionedIssues(issues: Iterable<Issue>, ledger: Ledger): readonly number[] {
  const mentioned = [...issues].flatMap((issue) => {
    const task = ledger.tasks.get(issue.number);
    const mayStart = issue.state === "open" && (task ? task.attempt === null : isWish(issue));
    return mayStart && /depend/i.test(issue.body) ? numbersIn(issue.body) : [];
  });
  return [...new Set(mentioned)].toSorted((a, b) => a - b);
}

/** At most 50 an issue: nobody waits for more. */
function numbersIn(text: string): number[] {
  return [...text.matchAll(/#([1-9][0-9]{0,9})\b/g)].slice(0, 50).map((match) => Number(match[1]));
}

function isWish(issue: Issue): boolean {
  return (
    issue.labels.some((label) => label.startsWith("agent:")) ||
    issue.comments.some(({ body }) => /^\/assign/m.test(body))
  );
}

/** The people who typed something that may be a command and is not read yet, or who set or took an agent label that is not acted on. */
export function actorsOfIntent(issues: Iterable<Issue>, ledger: Ledger, self: Actor): readonly Actor[] {
  const actors = new Map<string, Actor>();
  for (const issue of issues) {
    const task = ledger.tasks.get(issue.number);
    for (const actor of [...commenters(issue, task), ...labellers(issue, task, self)])
      actors.set(actor.login, actor);
  }
  return [...actors.values()];
}

function commenters(issue: Issue, task: Task | undefined): readonly Actor[] {
  return issue.comments.flatMap(({ author, body, databaseId, acknowledged }) => {
    const unread = task ? databaseId > task.cursor.comment : !acknowledged;
    return author && !author.bot && unread && /^\/[a-z]/m.test(body) ? [author] : [];
  });
}

function labellers(issue: Issue, task: Task | undefined, self: Actor): readonly Actor[] {
  const set = issue.labels.filter(isAgent);
  const settled = task !== undefined && set.length === 1 && set[0] === `agent:${task.agent}`;
  if (issue.state !== "open" || settled) return [];
  return (issue.labelEvents ?? []).flatMap(({ label, added, by }) =>
    by && by.id !== self.id && isAgent(label) && added === issue.labels.includes(label) ? [by] : [],
  );
}

function isAgent(label: string): boolean {
  return label.startsWith("agent:");
}
