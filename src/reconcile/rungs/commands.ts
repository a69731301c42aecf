/** Rung "inputs", comments: each new comment of a person is read once. */

import {
  type Command,
  type CommandInput,
  type CommandResult,
  needsOf,
  refused,
} from "../../commands/command.ts";
import { findCommand } from "../../commands/index.ts";
import { parseCommands, type TypedCommand } from "../../commands/parse.ts";
import { nearest } from "../../config/nearest.ts";
import { type Actor, hasRole, type Permission, personOf } from "../../domain/actor.ts";
import { commandNames } from "../../domain/command-name.ts";
import type { Comment, Issue } from "../../domain/issue.ts";
import { shownGates } from "../../domain/shown-gate.ts";
import { type OutboxEntry, saidUntil } from "../../ledger/task.ts";
import {
  botMayNotText,
  closedIssueText,
  editedCommentText,
  lockedIssueText,
  longArgumentText,
  noPermissionText,
  tooManyCommandsText,
  unknownCommandText,
} from "../../text/replies.ts";
import { type Draft, endedLately, isBoard, isUnreadable, owe, pullOf, textOf } from "../draft.ts";
import { amendableNow } from "./amendments.ts";
import type { Input } from "./input.ts";

/** More than this in one comment are not read. */
const COMMANDS_PER_COMMENT = 5;

/** Characters behind a command; what a person says is kept in the ledger, and given to the agent. */
const ARGUMENT_LENGTH = 4_000;

/** Where a comment stands, and the issue that it is about: for a pull request that of its task. */
interface Place {
  readonly issue: Issue;
  readonly number: number;
}

export function commandInputs(draft: Draft): readonly Input[] {
  return [...draft.snapshot.observation.issues.values()]
    .filter(({ number }) => !isUnreadable(draft, number))
    .flatMap((issue) => [
      ...inputsOf(draft, { issue, number: issue.number }, newComments(draft, issue)),
      ...pullInputs(draft, issue),
    ]);
}

function inputsOf(draft: Draft, place: Place, comments: readonly Comment[]): readonly Input[] {
  return comments
    .filter(({ author, hidden }) => !hidden && mayOrder(draft, author))
    .map((comment) => ({
      at: comment.createdAt,
      id: comment.databaseId,
      read: () => readComment(draft, place, comment),
    }));
}

/** Comments that nobody read yet: on a task after its cursor, elsewhere those that are neither answered nor about to be. */
function newComments(draft: Draft, issue: Issue): readonly Comment[] {
  const task = draft.tasks.get(issue.number);
  const since = draft.snapshot.ledger.desk.since;
  return issue.comments.filter((comment) => {
    if (task) return comment.databaseId > task.cursor.comment;
    if (comment.databaseId <= (endedLately(draft, issue)?.comment ?? 0)) return false;
    const owed = draft.desk.some((entry) => entry.kind === "reaction" && entry.comment === comment.id);
    return !comment.acknowledged && !owed && (since === null || comment.createdAt >= new Date(since));
  });
}

/** What is said in the conversation of a task's pull request is said to the task. */
function pullInputs(draft: Draft, issue: Issue): readonly Input[] {
  const task = draft.tasks.get(issue.number);
  const pull = task && pullOf(draft, task);
  if (!pull) return [];
  const unread = pull.comments.filter(
    ({ acknowledged, databaseId }) => databaseId > saidUntil(task.cursor) && !acknowledged,
  );
  return inputsOf(draft, { issue, number: pull.number }, unread);
}

/** People, and the bots that the config names; never Signalbox itself, which cites others. */
function mayOrder({ config, snapshot }: Draft, author: Actor | null): boolean {
  const id = author?.id ?? null;
  if (!author || id === null || id === snapshot.observation.self.id) return false;
  return !author.bot || Object.values(config.commands.bots).some((ids) => ids.includes(id));
}

function readComment(draft: Draft, place: Place, comment: Comment): void {
  const { issue } = place;
  const all = parseCommands(comment.body, draft.config.commands.prefix ?? null).filter(isOurs);
  const typed = all.slice(0, COMMANDS_PER_COMMENT);
  if (typed.length === 0) return;
  const results = typed.map((command) => ({ command, result: runCommand(draft, issue, comment, command) }));
  const replies = results.flatMap(({ result }) =>
    result.kind === "explain" || result.reply === null ? [] : [result.reply],
  );
  if (all.length > typed.length) replies.push(tooManyCommandsText(COMMANDS_PER_COMMENT));
  if (results.some(({ result }) => result.kind === "explain"))
    draft.questions.push({ task: issue.number, issue: place.number, comment: comment.databaseId });
  const done = results.every(({ result }) => result.kind !== "refused");
  answer(draft, place, comment, done, replies);
  for (const { command, result } of results) {
    draft.events.push({
      kind: "command",
      task: issue.number,
      agent: draft.tasks.get(issue.number)?.agent ?? null,
      by: nameOf(comment.author),
      command: `/${command.name}`,
      done: result.kind !== "refused",
    });
  }
}

/** A bare word that is close to none of ours is another bot's. */
function isOurs({ name, addressed }: TypedCommand): boolean {
  return addressed || nearest(name, commandNames) !== null;
}

function runCommand(draft: Draft, issue: Issue, comment: Comment, typed: TypedCommand): CommandResult {
  const command = findCommand(typed.name);
  const by = nameOf(comment.author);
  if (!command) return refused(unknownCommandText(typed.name, nearest(typed.name, commandNames)));
  if (comment.edited) return refused(editedCommentText(command.name));
  if (issue.state !== "open") return refused(closedIssueText(command.name, issue.number));
  if (issue.locked) return refused(lockedIssueText(command.name, issue.number));
  const permission = comment.author?.bot ? null : (draft.snapshot.observation.permissions.get(by) ?? null);
  const refusal = refusalOf(draft, command, comment.author, permission);
  if (refusal !== null) return refused(refusal);
  if (typed.argument.length > ARGUMENT_LENGTH)
    return refused(longArgumentText(command.name, typed.argument.length, ARGUMENT_LENGTH));
  const text = textOf(draft, issue);
  const result = command.run({
    argument: typed.argument,
    by,
    permission,
    config: draft.config,
    task: draft.tasks.get(issue.number) ?? null,
    tasks: draft.tasks,
    desk: { ...draft.snapshot.ledger.desk, ...draft.spoken },
    issue: {
      number: issue.number,
      title: issue.title,
      scope: text.problems.length > 0 ? [] : text.scope,
      dependsOn: text.dependsOn,
    },
    onBoard: isBoard(draft, issue),
    shown: shownOf(draft, issue.number),
    amendable: (globs) => {
      const task = draft.tasks.get(issue.number);
      return task ? amendableNow(draft, task, globs) : { kind: "free" };
    },
    comment: comment.databaseId,
    at: comment.createdAt,
    now: draft.now,
  });
  if (result.kind !== "done") return result;
  draft.events.push(...result.events);
  if (result.task) {
    const before = draft.tasks.get(issue.number);
    // Who gives it to an agent asked for the work.
    const given = before === undefined || before.end !== null || before.agent !== result.task.agent;
    const requester = given ? personOf(comment.author) : result.task.requester;
    draft.tasks.set(issue.number, { ...result.task, requester });
  }
  if (result.desk) {
    const { said, announcements, patterns, freeze } = result.desk;
    Object.assign(draft.spoken, { said, announcements, patterns, freeze });
  }
  return result;
}

/** Why they may not, now; null when they may. A bot has no access that counts: the config names it for the command, or does not. */
function refusalOf(
  { config }: Draft,
  command: Command,
  author: Actor | null,
  permission: Permission | null,
): string | null {
  const by = nameOf(author);
  if (author?.bot)
    return config.commands.bots[command.name]?.includes(author.id ?? 0)
      ? null
      : botMayNotText(command.name, by);
  const needs = needsOf(command, config);
  return hasRole(permission, needs) ? null : noPermissionText(command.name, needs, by, permission);
}

/** A bot's login is an App's name in GraphQL, which a person may have too. */
function nameOf(author: Actor | null): string {
  if (!author) return "ghost";
  return author.bot && !author.login.endsWith("[bot]") ? `${author.login}[bot]` : author.login;
}

function shownOf(draft: Draft, number: number): CommandInput["shown"] {
  const task = draft.tasks.get(number);
  const pull = task && pullOf(draft, task);
  if (pull?.state !== "open") return null;
  return { head: pull.head, gates: shownGates(pull.checks, draft.snapshot.observation.self) };
}

/** Owes the person a reaction and, when there is something to say, one reply. */
function answer(
  draft: Draft,
  { issue, number }: Place,
  comment: Comment,
  done: boolean,
  replies: readonly string[],
): void {
  const at = draft.now.toISOString();
  const entries: OutboxEntry[] = [
    {
      kind: "reaction",
      issue: number,
      comment: comment.id,
      content: done ? "THUMBS_UP" : "THUMBS_DOWN",
      at,
    },
  ];
  if (replies.length > 0) {
    entries.push({
      kind: "reply",
      issue: number,
      comment: comment.databaseId,
      body: replies.join("\n\n"),
      at,
    });
  }
  const task = draft.tasks.get(issue.number);
  const read = number === issue.number ? { comment: comment.databaseId } : { pull: comment.databaseId };
  if (task)
    draft.tasks.set(issue.number, { ...entries.reduce(owe, task), cursor: { ...task.cursor, ...read } });
  else draft.desk.push(...entries);
}
