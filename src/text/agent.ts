/** Why an agent cannot start; each ends a sentence that names the agent. */
import { WORKFLOW_PATH } from "../domain/agent-workflow.ts";
import { code } from "./markdown.ts";

export function agentMissingText(agent: string): string {
  return `the config names no agent ${code(agent)} any more. Put it back, or drop the task by taking its label off.`;
}

export function runnerText(agent: string): string {
  return `its runner is \`command\`, but there is no \`agents.${agent}.command\`. Add one, such as \`command: [node, agents/${agent}.mjs]\`.`;
}

export function workflowMissingText(): string {
  return `the default branch has no ${code(WORKFLOW_PATH)}, which Signalbox dispatches for each attempt. Add it; the task goes on by itself.`;
}
