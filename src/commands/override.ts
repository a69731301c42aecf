/**
 * `/override <gate> because …`: a maintainer answers for what a gate holds against the head that is shown. It is their word about
 * one commit: another head is judged anew.
 */
import { type GateName, gateNames } from "../domain/verdict.ts";
import { reviewAgain } from "../ledger/answers.ts";
import {
  notATaskText,
  nothingShownText,
  notOverridableText,
  overrideAtWorkText,
  overrideMovedText,
  overridePassesText,
  overrideUnjudgedText,
  overrideUsageText,
} from "../text/replies.ts";
import { type Command, type CommandInput, type CommandResult, refused } from "./command.ts";

export const override: Command = {
  name: "override",
  usage: "/override <gate> because <reason>",
  summary:
    "Answer for what a gate holds against this very commit, so that it does not keep it from being merged",
  needs: "maintain",
  run: runOverride,
};

function runOverride({ argument, by, task, shown, at, now }: CommandInput): CommandResult {
  if (!task) return refused(notATaskText("override"));
  const [, named = "", because = ""] =
    /^(?:signalbox\/)?(\S+)(?:\s+because\s+(\S.*))?$/i.exec(argument) ?? [];
  const gate = gateNames.find((name) => name === named.toLowerCase());
  if (!gate && named !== "") return refused(notOverridableText(named, gateNames));
  if (!gate || because === "") return refused(overrideUsageText(gate ?? null, gateNames));
  if (task.state === "working") return refused(overrideAtWorkText(task.agent, task.attempt?.n ?? 1));
  if (!shown || task.head === null) return refused(nothingShownText());
  const refusal = refusalOf(gate, shown, at);
  if (refusal !== null) return refused(refusal);
  const { head } = shown;
  const others = task.overrides.filter((each) => each.gate !== gate || each.head !== head);
  const given = { gate, head, by, because, at: now.toISOString() };
  return {
    kind: "done",
    task: { ...reviewAgain(task), overrides: [...others, given].slice(-KEPT) },
    events: [{ kind: "overridden", task: task.number, agent: task.agent, gate, head, by, because }],
    reply: null,
  };
}

/** Those of earlier heads are history, which the ledger's log tells too. */
const KEPT = 50;

/** What a person did not see they cannot answer for: another head, or a verdict that came after their word. */
function refusalOf(
  gate: GateName,
  { head, gates }: NonNullable<CommandInput["shown"]>,
  at: Date,
): string | null {
  const seen = gates.get(gate);
  if (!seen) return overrideUnjudgedText(gate, head);
  if (seen.status === "pass") return overridePassesText(gate, head);
  return seen.since === null || seen.since > at ? overrideMovedText(gate, head) : null;
}
