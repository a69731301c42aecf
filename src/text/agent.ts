/** Why an agent cannot start; each ends a sentence that names the agent. */
import { code } from "./markdown.ts";

export function agentMissingText(agent: string): string {
  return `the config names no agent ${code(agent)} any more. Put it back, or drop the task by taking its label off.`;
}

export function runnerText(agent: string): string {
  return `its runner is \`command\`, but there is no \`agents.${agent}.command\`. Add one, such as \`command: [node, agents/${agent}.mjs]\`.`;
}
