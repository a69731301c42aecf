/** What `/help` answers. */
import { code } from "./markdown.ts";

interface ShownCommand {
  readonly usage: string;
  readonly summary: string;
}

/** `withheld`: how many commands more there are, which need more access. */
export function helpText(by: string, commands: readonly ShownCommand[], withheld: number): string {
  const lines = commands.map(({ usage, summary }) => `- ${code(usage)}: ${summary}.`);
  const more = withheld > 0 ? `\n\n${withheld} more need more access than you have.` : "";
  return `What you can type here, ${code(`@${by}`)}, each at the start of a line of a new comment:\n\n${lines.join("\n")}${more}`;
}
