/** What is worth asking about: the issues, pull requests and branches of the ledger's tasks, and the people whose intent counts. */
import type { Actor } from "../domain/actor.ts";
import { parseBranchName } from "../domain/branch-name.ts";
import type { Comment, Issue } from "../domain/issue.ts";
import { formatMarker } from "../domain/marker.ts";
import { PRIORITY_LABEL, priorityOfLabel } from "../domain/priority.ts";
import type { Pull } from "../domain/pull.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { saidUntil, type Task } from "../ledger/task.ts";

export interface Interest {
  readonly issues: readonly number[];
  readonly pulls: readonly number[];
  /** Branches of open tasks: what they are at, or that a name is taken. */
  readonly branches: readonly string[];
  /** Those of them whose pull request is not recorded yet. */
  readonly pullsOf: readonly string[];
}

/** `lost`: branches that tasks had of which the ledger knows nothing. */
export function interestOf(
  ledger: Ledger,
  mentioned: readonly number[],
  lost: readonly string[] = [],
): Interest {
  const tasks = [...ledger.tasks.values()];
  const published = tasks.filter((task) => task.head !== null && task.end === null);
  const owed = ledger.desk.outbox.flatMap((entry) => ("issue" in entry ? [entry.issue] : []));
  const board = ledger.desk.board === null ? [] : [ledger.desk.board];
  const issues = [
    ...tasks.flatMap(({ number, dependsOn }) => [number, ...dependsOn]),
    ...owed,
    ...mentioned,
    ...board,
  ];
  return {
    issues: [...new Set(issues)].toSorted((a, b) => a - b),
    pulls: tasks.flatMap(({ pull }) => (pull === null ? [] : [pull])),
    branches: tasks.filter(({ end }) => end === null).map(({ branch }) => branch),
    pullsOf: [...published.filter(({ pull }) => pull === null).map(({ branch }) => branch), ...lost],
  };
}

/** Of an open issue that has an agent's label and our card, but no file in the ledger: the branch that the card names. */
export function lostBranches(issues: Iterable<Issue>, ledger: Ledger, self: Actor): readonly string[] {
  return [...issues].flatMap(({ comments, labels, number, state }) => {
    if (state !== "open" || ledger.tasks.has(number) || !labels.some(isAgent)) return [];
    const marker = formatMarker({ kind: "card", task: number });
    const card = comments.find(
      ({ author, body }) => author?.id === self.id && body.trimEnd().endsWith(marker),
    );
    const named = card?.body.match(/\bagent\/[a-z0-9-]+\/[a-z0-9-]+/g) ?? [];
    return named.filter((branch) => parseBranchName(branch)?.issue === number).slice(0, 1);
  });
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
    // With whatever prefix: what is asked for in vain costs a request at most.
    issue.comments.some(({ body }) => /^\/(?:[a-z][a-z0-9-]{0,30}[ \t]{1,9})?assign/m.test(body))
  );
}

/** The people who typed something that may be a command and is not read yet, or who set or took an agent label that is not acted on. */
export function actorsOfIntent({ issues, pulls, ledger, self }: Conversations): readonly Actor[] {
  const actors = new Map<string, Actor>();
  for (const issue of issues.values()) {
    const task = ledger.tasks.get(issue.number);
    for (const actor of [
      ...commenters(issue.comments, task?.cursor.comment),
      ...labellers(issue, task, self),
      ...unblockers(issue, task, self),
      ...prioritisers(issue, task, self),
    ])
      actors.set(actor.login, actor);
  }
  for (const task of ledger.tasks.values()) {
    const pull = task.pull === null ? undefined : pulls.get(task.pull);
    const said = pull
      ? [pull]
      : task.head === null
        ? []
        : [...pulls.values()].filter(({ branch }) => branch === task.branch);
    for (const { comments } of said)
      for (const actor of commenters(comments, saidUntil(task.cursor))) actors.set(actor.login, actor);
  }
  return [...actors.values()];
}

interface Conversations {
  readonly issues: ReadonlyMap<number, Issue>;
  readonly pulls: ReadonlyMap<number, Pull>;
  readonly ledger: Ledger;
  readonly self: Actor;
}

/** `until`: the last comment that was read; undefined where only our reaction tells. */
function commenters(comments: readonly Comment[], until: number | undefined): readonly Actor[] {
  return comments.flatMap(({ author, body, databaseId, acknowledged }) => {
    const unread = until === undefined ? !acknowledged : databaseId > until;
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

/** Who took `status:blocked` off a task that is blocked. */
function unblockers(issue: Issue, task: Task | undefined, self: Actor): readonly Actor[] {
  if (task?.state !== "blocked" || issue.labels.includes("status:blocked")) return [];
  const last = issue.labelEvents?.findLast(({ label }) => label === "status:blocked");
  return last?.by && !last.added && last.by.id !== self.id ? [last.by] : [];
}

/** Who set or took a `priority:*` label that the task does not follow. */
function prioritisers(issue: Issue, task: Task | undefined, self: Actor): readonly Actor[] {
  if (issue.state !== "open" || (task === undefined && !isWish(issue))) return [];
  const set = issue.labels.filter((label) => priorityOfLabel(label) !== null);
  const own = task?.priority?.level ? [`${PRIORITY_LABEL}${task.priority.level}`] : [];
  if (set.length === own.length && set[0] === own[0]) return [];
  return (issue.labelEvents ?? []).flatMap(({ label, by }) =>
    by && by.id !== self.id && priorityOfLabel(label) !== null ? [by] : [],
  );
}

function isAgent(label: string): boolean {
  return label.startsWith("agent:");
}
