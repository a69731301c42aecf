/** Rung "inputs", comments: each new comment of a person is read once. */

import { type Command, type CommandInput, type CommandResult, refused } from "../../commands/command.ts";
import { findCommand } from "../../commands/index.ts";
import { parseCommands, type TypedCommand } from "../../commands/parse.ts";
import { canMaintain, canWrite, type Permission, personOf } from "../../domain/actor.ts";
import type { Comment, Issue } from "../../domain/issue.ts";
import { shownGates } from "../../domain/shown-gate.ts";
import type { OutboxEntry } from "../../ledger/task.ts";
import { readTaskText } from "../../planning/task-text.ts";
import {
  closedIssueText,
  editedCommentText,
  noPermissionText,
  tooManyCommandsText,
} from "../../text/replies.ts";
import { type Draft, endedLately, isUnreadable, owe, pullOf } from "../draft.ts";
import type { Input } from "./input.ts";

/** More than this in one comment are not read. */
const COMMANDS_PER_COMMENT = 5;

export function commandInputs(draft: Draft): readonly Input[] {
  return [...draft.snapshot.observation.issues.values()]
    .filter(({ number }) => !isUnreadable(draft, number))
    .flatMap((issue) =>
      newComments(draft, issue).map((comment) => ({
        at: comment.createdAt,
        id: comment.databaseId,
        read: () => readComment(draft, issue, comment),
      })),
    );
}

/** Comments that nobody read yet: on a task after its cursor, elsewhere those that are neither answered nor about to be. */
function newComments(draft: Draft, issue: Issue): readonly Comment[] {
  const task = draft.tasks.get(issue.number);
  const since = draft.snapshot.ledger.desk.since;
  return issue.comments.filter((comment) => {
    if (!comment.author || comment.author.bot || comment.author.id === null) return false;
    if (task) return comment.databaseId > task.cursor.comment;
    if (comment.databaseId <= (endedLately(draft, issue)?.comment ?? 0)) return false;
    const owed = draft.desk.some((entry) => entry.kind === "reaction" && entry.comment === comment.id);
    return !comment.acknowledged && !owed && (since === null || comment.createdAt >= new Date(since));
  });
}

function readComment(draft: Draft, issue: Issue, comment: Comment): void {
  const all = parseCommands(comment.body).filter((command) => findCommand(command.name));
  const typed = all.slice(0, COMMANDS_PER_COMMENT);
  if (typed.length === 0) return;
  const results = typed.map((command) => ({ command, result: runCommand(draft, issue, comment, command) }));
  const replies = results.flatMap(({ result }) =>
    result.kind === "explain" || result.reply === null ? [] : [result.reply],
  );
  if (all.length > typed.length) replies.push(tooManyCommandsText(COMMANDS_PER_COMMENT));
  if (results.some(({ result }) => result.kind === "explain"))
    draft.questions.push({ task: issue.number, comment: comment.databaseId });
  const done = results.every(({ result }) => result.kind !== "refused");
  answer(draft, issue, comment, done, replies);
  for (const { command, result } of results) {
    const by = comment.author?.login ?? "ghost";
    draft.events.push({
      kind: "command",
      task: issue.number,
      agent: draft.tasks.get(issue.number)?.agent ?? null,
      by,
      command: `/${command.name}`,
      done: result.kind !== "refused",
    });
  }
}

function runCommand(draft: Draft, issue: Issue, comment: Comment, typed: TypedCommand): CommandResult {
  const command = findCommand(typed.name);
  const by = comment.author?.login ?? "ghost";
  if (!command) return refused("");
  if (comment.edited) return refused(editedCommentText(command.name));
  if (issue.state !== "open") return refused(closedIssueText(command.name));
  const permission = draft.snapshot.observation.permissions.get(by) ?? null;
  if (!suffices(permission, command.needs))
    return refused(noPermissionText(command.name, command.needs, by, permission));
  const text = readTaskText(issue.body);
  const result = command.run({
    argument: typed.argument,
    by,
    config: draft.config,
    task: draft.tasks.get(issue.number) ?? null,
    issue: {
      number: issue.number,
      title: issue.title,
      scope: text.problems.length > 0 ? [] : text.scope,
      dependsOn: text.dependsOn,
    },
    shown: shownOf(draft, issue.number),
    comment: comment.databaseId,
    at: comment.createdAt,
    now: draft.now,
  });
  if (result.kind === "done" && result.task) {
    const before = draft.tasks.get(issue.number);
    // Who gives it to an agent asked for the work.
    const given = before === undefined || before.end !== null || before.agent !== result.task.agent;
    const requester = given ? personOf(comment.author) : result.task.requester;
    draft.tasks.set(issue.number, { ...result.task, requester });
    draft.events.push(...result.events);
  }
  return result;
}

function suffices(permission: Permission | null, needs: Command["needs"]): boolean {
  if (needs === "read") return true;
  return needs === "write" ? canWrite(permission) : canMaintain(permission);
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
  issue: Issue,
  comment: Comment,
  done: boolean,
  replies: readonly string[],
): void {
  const at = draft.now.toISOString();
  const entries: OutboxEntry[] = [
    {
      kind: "reaction",
      issue: issue.number,
      comment: comment.id,
      content: done ? "THUMBS_UP" : "THUMBS_DOWN",
      at,
    },
  ];
  if (replies.length > 0) {
    entries.push({
      kind: "reply",
      issue: issue.number,
      comment: comment.databaseId,
      body: replies.join("\n\n"),
      at,
    });
  }
  const task = draft.tasks.get(issue.number);
  if (task)
    draft.tasks.set(issue.number, { ...entries.reduce(owe, task), cursor: { comment: comment.databaseId } });
  else draft.desk.push(...entries);
}
