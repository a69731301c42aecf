/** Signalbox's own labels: their names, colours and descriptions. */
import { stateTable, taskStates } from "./task-state.ts";

/** Those of an issue's labels that Signalbox keeps true. */
export function ownLabels(labels: readonly string[]): readonly string[] {
  return labels.filter((label) => label === "hold" || label.startsWith("agent:") || isStatus(label));
}

/** Colour (six hex digits) and description (at most 100 characters, GitHub's limit) of one of our labels. */
export function labelStyle(name: string): { readonly color: string; readonly description: string } {
  const state = taskStates.find((each) => name === `status:${each}`);
  if (state) return { color: stateTable[state].color, description: stateTable[state].meaning };
  if (name === "hold")
    return { color: "e4e669", description: "Kept from starting and from merging until /unhold" };
  return {
    color: "bfdadc",
    description: `Assigned to the agent ${name.replace(/^agent:/, "")}`.slice(0, 100),
  };
}

/** A project may have `status:` labels of its own. */
function isStatus(label: string): boolean {
  return taskStates.some((state) => label === `status:${state}`);
}
