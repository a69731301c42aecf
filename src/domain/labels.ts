/** Signalbox's own labels: their names, colours and descriptions. */
import { priorityOfLabel, priorityTable } from "./priority.ts";
import { severities, severityTable } from "./severity.ts";
import { stateTable, taskStates } from "./task-state.ts";

/** Those of an issue's labels that Signalbox keeps true; a project may have others that begin like ours. */
export function ownLabels(labels: readonly string[], agents: readonly string[] = []): readonly string[] {
  return labels.filter(
    (label) =>
      label === "hold" ||
      label.startsWith("agent:") ||
      isStatus(label) ||
      priorityOfLabel(label) !== null ||
      severities.some((severity) => label === `blocker:${severity}`) ||
      agents.some((agent) => label === `blocked-on:${agent}`),
  );
}

/** Colour (six hex digits) and description (at most 100 characters, GitHub's limit) of one of our labels. */
export function labelStyle(name: string): { readonly color: string; readonly description: string } {
  const state = taskStates.find((each) => name === `status:${each}`);
  if (state) return { color: stateTable[state].color, description: stateTable[state].meaning };
  if (name === "hold")
    return { color: "e4e669", description: "Kept from starting and from merging until /unhold" };
  const priority = priorityOfLabel(name);
  if (priority) return { color: priorityTable[priority].color, description: priorityTable[priority].meaning };
  const severity = severities.find((each) => name === `blocker:${each}`);
  if (severity) return { color: severityTable[severity].color, description: severityTable[severity].meaning };
  const blocking = /^blocked-on:(.*)$/.exec(name)?.[1];
  if (blocking !== undefined)
    return { color: "f9d0c4", description: `Waits for the agent ${blocking} to unblock it`.slice(0, 100) };
  return {
    color: "bfdadc",
    description: `Assigned to the agent ${name.replace(/^agent:/, "")}`.slice(0, 100),
  };
}

/** A project may have `status:` labels of its own. */
function isStatus(label: string): boolean {
  return taskStates.some((state) => label === `status:${state}`);
}
