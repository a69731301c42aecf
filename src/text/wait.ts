/** Why a task does not move, in words: what it waits for, and what a person can do about it. */
import { loadLimits, type MachineLoad, percent } from "../domain/machine-load.ts";
import type { OverriddenGate, Wait } from "../domain/wait.ts";
import { freezeWaitText } from "./freeze.ts";
import { lackText } from "./lint.ts";
import { code, codeList, plain, prose, sentence } from "./markdown.ts";
import { stoppedWaitText } from "./stops.ts";

/** One sentence or two; Markdown that also reads well in a terminal. */
export function waitText(wait: Wait): string {
  switch (wait.kind) {
    case "lease":
      return `waits for #${wait.holder}, which ${wait.agent} has in hand and which holds ${codeList(wait.scope)}; both could touch ${code(wait.path)}. It starts when #${wait.holder} is merged or dropped.`;
    case "line":
      return `waits behind #${wait.ahead}, which ${wait.sooner === null ? "asked first" : `has priority ${wait.sooner}`} and could also touch ${code(wait.path)}.`;
    case "dependency":
      return dependencyText(wait.on, wait.state);
    case "cycle":
      return `waits for itself: ${[...wait.through, wait.through[0]].map((number) => `#${number}`).join(" → ")}. Remove one "Depends on" line from these issues.`;
    case "capacity":
      return `waits until ${wait.agent} is free (${wait.running} of ${wait.capacity} at work).`;
    case "limit":
      return `waits for a free place: ${wait.running} of ${wait.limit} agents are at work (\`limits.agents\`).`;
    case "load":
      return loadText(wait.load);
    case "hold":
      return `is held by ${code(`@${wait.by}`)}${wait.reason === null ? "." : `: ${prose(sentence(wait.reason))}`} Type \`/unhold\` to let it go on.`;
    case "freeze":
      return freezeWaitText(wait.freeze, wait.atWork);
    case "config":
      return `waits because the config on the default branch cannot be used: ${wait.problem} Mend \`.github/signalbox.yml\`; it goes on by itself.`;
    case "agent":
      return `waits because ${wait.agent} cannot start: ${wait.problem}`;
    case "scope":
      return `waits because its scope cannot be read: ${code(wait.glob)}: ${sentence(wait.problem)} Mend the issue's Scope section.`;
    case "reach":
      return `waits because nothing of its scope (${codeList(wait.scope)}) is inside the boundary of ${wait.agent}. Change the issue's Scope, or assign another agent with \`/assign\`.`;
    case "run":
      return wait.claimed
        ? `is with ${wait.agent}, at work on attempt ${wait.attempt} since ${clock(wait.since)}.`
        : `is with ${wait.agent}: attempt ${wait.attempt} was dispatched at ${clock(wait.since)}, and its run has not started yet.`;
    case "answer":
      return `waits for an answer: ${wait.blockers.map(({ id, question }) => `${id}: ${prose(question)}`).join(" ")} Type \`/unblock ${wait.blockers.length === 1 ? "" : `${wait.blockers[0]?.id} `}<answer>\`.`;
    case "retry":
      return `waits for its next attempt, which starts by itself at ${clock(wait.at)}. The last one failed: ${prose(sentence(wait.summary))}`;
    case "conditions":
      return `waits for ${wait.waiting.map(plain).join("; ")}.${overriddenText(wait.overridden)}`;
    case "merge":
      return `is ready: a person may merge #${wait.pull}.${overriddenText(wait.overridden)}`;
    case "escalated":
      return `needs a person: ${prose(sentence(wait.last))} (${wait.tried} of ${wait.limit} attempts counted.) Type \`/unblock <what to do>\` to give it another chance, \`/retry with <agent>\` to let another agent try, or \`/unassign\` to drop it.`;
    case "stopped":
      return stoppedWaitText(wait, wait.agent, wait.run);
    case "lint":
      return `waits until its issue says enough for an agent that reads nothing else (\`lint: require\`). It ${wait.lacks.map((lack) => lackText(lack, "issue")).join(" It ")} Edit the issue, and it starts by itself.`;
    case "issue":
      return "waits because its issue cannot be found: it was deleted or moved to another repository. Delete the task's file on the ledger branch, or bring the issue back.";
    case "unreadable":
      return `is paused: ${code(wait.file)} on the ledger branch cannot be read (${prose(wait.problem)}). Mend or delete that file.`;
    default:
      return wait satisfies never;
  }
}

function dependencyText(on: number, state: "open" | "dropped" | "missing"): string {
  switch (state) {
    case "open":
      return `waits for #${on}, on which it depends. It starts when #${on} is done.`;
    case "dropped":
      return `waits for #${on}, on which it depends, but #${on} was closed without being done. Reopen #${on}, or remove "Depends on #${on}".`;
    case "missing":
      return `waits for #${on}, on which it depends, but there is no issue #${on}. Mend the "Depends on" line.`;
    default:
      return state satisfies never;
  }
}

function overriddenText(overridden: readonly OverriddenGate[]): string {
  if (overridden.length === 0) return "";
  return ` Overridden: ${overridden.map(({ gate, by }) => `${code(gate)} by ${code(`@${by}`)}`).join(", ")}.`;
}

function loadText({ cpu, memory }: MachineLoad): string {
  const used = `CPU ${percent(cpu)} % (limit ${percent(loadLimits.cpu)} %), memory ${percent(memory)} % (limit ${percent(loadLimits.memory)} %)`;
  return `waits because this machine is busy: ${used}. It starts by itself when both are within their limits.`;
}

/** Hours and minutes in UTC: cards are read in every time zone. */
export function clock(at: Date): string {
  return `${at.toISOString().slice(11, 16)} UTC`;
}
