/** `/escalate [id] [reason]`: who answers for the task is told of an open blocker now, before its reminders come to that. */
import { isPerson, isSamePerson } from "../domain/addressee.ts";
import { type Blocker, openBlockers } from "../ledger/task.ts";
import {
  escalatedAlreadyText,
  escalateNoBlockerText,
  escalateNobodyText,
  escalateUnknownText,
} from "../text/escalate.ts";
import { notATaskText } from "../text/replies.ts";
import { type Command, type CommandInput, type CommandResult, refused } from "./command.ts";

export const escalate: Command = {
  name: "escalate",
  usage: "/escalate [id] [reason]",
  summary: "Tell the person who answers for this task now what blocks it, without waiting for the reminders",
  needs: "write",
  run: runEscalate,
};

function runEscalate({ argument, by, task, now }: CommandInput): CommandResult {
  if (!task || task.end !== null) return refused(notATaskText("escalate"));
  const open = openBlockers(task);
  if (open.length === 0) return refused(escalateNoBlockerText());
  const [, id = null, rest = ""] = /^(?:(b[1-9][0-9]*)(?:\s+|$))?([\s\S]*)$/.exec(argument) ?? [];
  const named = id === null ? open : open.filter((blocker) => blocker.id === id);
  if (named.length === 0)
    return refused(
      escalateUnknownText(
        id ?? "",
        open.map((blocker) => blocker.id),
      ),
    );
  if (task.requester === null) return refused(escalateNobodyText());
  const person = `@${task.requester.login}`;
  const due = named.filter((blocker) => !wasTold(blocker, person));
  if (due.length === 0) return refused(escalatedAlreadyText(person));
  const reason = rest.trim() === "" ? null : rest.trim();
  const escalated = { by, reason, at: now.toISOString() };
  const blockers = task.blockers.map((blocker) =>
    due.includes(blocker) ? { ...blocker, escalated } : blocker,
  );
  return { kind: "done", task: { ...task, blockers }, events: [], reply: null };
}

/** A person hears of what a run or somebody else says once; to say it to the same person again is no step up. */
function wasTold({ escalated, reminded }: Blocker, person: string): boolean {
  return (
    escalated !== null || reminded.some(({ to }) => to !== null && isPerson(to) && isSamePerson(to, person))
  );
}
