/** The page of comment commands, from the only list of them. */
import { commands } from "../../src/commands/index.ts";
import { commandFloors } from "../../src/domain/command-name.ts";
import { roleText } from "../../src/text/role.ts";
import { markdownTable } from "./table.ts";

export function commandsPage(): string {
  const rows = commands.map(({ name, usage, summary, needs }) => [
    `\`${usage}\``,
    `${summary}.`,
    roleText(needs),
    `\`${commandFloors[name]}\``,
  ]);
  return `# Commands

<!-- Made by scripts/docs.ts from src/commands/index.ts. Edit that. -->

Typed at the start of a line of a new comment, on the issue of a task or in the conversation of its pull request. 👍 says
that it was done, 👎 that it was refused; a reply says why. \`/help\` lists those that you may use.

${markdownTable(["Command", "What it does", "Who may", "At least"], rows)}

## Who may

Access is asked of GitHub when the command is read, not when it was typed, and for the user, not for the name. What GitHub
does not say is not granted. \`commands.needs\` in [the config](configuration.md) asks for another role; \`At least\` is the
lowest that it may name. Bots give no orders, and Signalbox never reads its own comments: \`commands.bots\` lets a bot use a
command that needs less than \`maintain\`.

## What is read

- \`/hold\` and \`/signalbox hold\` are the same. Where another bot has commands of the same names, \`commands.prefix\` sets a
  word of your own: with \`prefix: sb\` only \`/sb hold\` is read.
- What stands in a code block, a quote, a list, an HTML comment, a \`<details>\` block, or below what a mail program cites, is
  an example, not an order. So is an indented line, and one in capitals.
- An edited comment is not an order either; type it again. One that was deleted or hidden before it was read has no effect.
- A comment is read once. Its first 5 commands count, each on one line, with at most 4000 characters behind it.
- A word that is almost a command is answered with the one that was meant, and nothing is done. Other words are left to others.
- Commands take effect in the order in which they were written, on whatever issue or pull request.
`;
}
