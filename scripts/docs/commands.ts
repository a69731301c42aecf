/** The page of comment commands, from the only list of them. */
import { commands } from "../../src/commands/index.ts";
import { markdownTable } from "./table.ts";

const who = {
  maintain: "Those with maintain or admin access, now",
  write: "Those with write access, now",
  read: "Everyone who can comment",
} as const;

export function commandsPage(): string {
  const rows = commands.map(({ usage, summary, needs }) => [`\`${usage}\``, `${summary}.`, who[needs]]);
  return `# Commands

<!-- Made by scripts/docs.ts from src/commands/index.ts. Edit that. -->

Typed as a comment on the issue of a task, at the start of a line. 👍 says that it was done, 👎 that it was refused; a
reply says why.

${markdownTable(["Command", "What it does", "Who may"], rows)}

- What stands in a code block, a quote, a list, an HTML comment or a \`<details>\` block is an example, not an order.
- An edited comment is not an order either; type it again.
- Who may is looked up when the command is read, not when it was typed.
- A comment is read once. Its first 5 commands count.
`;
}
