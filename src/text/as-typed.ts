/** Signalbox's sentences name commands as `/hold`; where a config sets a prefix they are typed with it. */
import { commandNames } from "../domain/command-name.ts";

/** At the start of inline code. */
const command = new RegExp(`(?<=\`)/(?=(?:${commandNames.join("|")})[ \`])`, "g");

export function asTyped(text: string, prefix: string | undefined): string {
  return prefix === undefined ? text : text.replace(command, `/${prefix} `);
}
