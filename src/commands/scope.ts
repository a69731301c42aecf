/**
 * `/scope +glob -glob because …`: changes what a task in hand may touch. Granted at once when the paths are free, inside of the
 * agent's boundary and few; what another task holds is waited for; more than a few need a maintainer.
 */
import { GlobList } from "../config/glob-list.ts";
import { canMaintain } from "../domain/actor.ts";
import { addedGlobs, amendScope } from "../ledger/amend-scope.ts";
import type { Amendment, Task } from "../ledger/task.ts";
import { notATaskText } from "../text/replies.ts";
import {
  scopeBoundaryText,
  scopeCapText,
  scopeEmptyText,
  scopeEndedText,
  scopeGlobText,
  scopeKnownText,
  scopeTakenText,
  scopeUnknownText,
  scopeUnstartedText,
  scopeUsageText,
  scopeWholeText,
} from "../text/scope.ts";
import { type Command, type CommandInput, type CommandResult, refused } from "./command.ts";

export const scope: Command = {
  name: "scope",
  usage: "/scope +<glob> -<glob> because <reason>",
  summary: "Change what a task in hand may touch, within its agent's boundary",
  needs: "write",
  run: runScope,
};

/** What may be added without a maintainer: a task that needs more is another task. */
const ADDED = 5;

function runScope(input: CommandInput): CommandResult {
  const { argument, by, task, permission, amendable, now } = input;
  if (!task) return refused(notATaskText("scope"));
  const read = readAmendment(argument);
  if (!read) return refused(scopeUsageText());
  const refusal = refusalOf(task, read);
  if (refusal !== null) return refused(refusal);
  if (read.add.length > 0 && addedGlobs(task) + read.add.length > ADDED && !canMaintain(permission))
    return refused(scopeCapText(ADDED));
  const answer = amendable(read.add);
  if (answer.kind === "outside") return refused(scopeBoundaryText(task.agent, answer.glob, answer.path));
  const amendment: Amendment = { ...read, by, at: now.toISOString() };
  const { number, agent } = task;
  if (answer.kind === "taken") {
    const waiting = { ...task, amendments: [...task.amendments, amendment] };
    const what = `waits for #${answer.holder} to widen its scope by ${read.add.join(", ")}`;
    const events = [{ kind: "changed", task: number, agent, what }] as const;
    return { kind: "done", task: waiting, events, reply: scopeTakenText(read.add, answer) };
  }
  const amended = { ...amendScope(task, read), added: task.added + read.add.length };
  return {
    kind: "done",
    task: amended,
    events: [{ kind: "rescoped", task: number, agent, ...read, by }],
    reply: null,
  };
}

type Read = Pick<Amendment, "add" | "remove" | "because">;

/** Null when it is not of the form. Globs may stand in backticks. */
function readAmendment(argument: string): Read | null {
  const [, globs = "", because = ""] = /^(.*?)\s+because\s+(\S.*)$/i.exec(argument) ?? [];
  const words = globs.replaceAll("`", "").split(/\s+/);
  if (because === "" || words.some((word) => !/^[+-]./.test(word))) return null;
  const of = (sign: string) => [
    ...new Set(words.filter((word) => word.startsWith(sign)).map((word) => word.slice(1))),
  ];
  return { add: of("+"), remove: of("-"), because };
}

function refusalOf(task: Task, { add, remove }: Read): string | null {
  if (task.end) return scopeEndedText(task.end.kind);
  // It follows its issue until then.
  if (!task.attempt) return scopeUnstartedText();
  if (task.scope.length === 0) return scopeWholeText(task.agent);
  const unknown = remove.find((glob) => !task.scope.includes(glob));
  if (unknown !== undefined) return scopeUnknownText(unknown, task.scope);
  const known = add.find((glob) => task.scope.includes(glob));
  if (known !== undefined) return scopeKnownText(known);
  const wanted = [...task.scope.filter((glob) => !remove.includes(glob)), ...add];
  if (wanted.length === 0) return scopeEmptyText();
  const parsed = GlobList.safeParse(wanted);
  if (parsed.success) return null;
  const [problem] = parsed.error.issues;
  return scopeGlobText(wanted[Number(problem?.path[0] ?? -1)] ?? add.join(" "), problem?.message ?? "");
}
