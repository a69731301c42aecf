/** What is wrong with how a command of the terminal was called; one line each. */
import { clip, plain } from "./markdown.ts";

/** `option` as it was typed, with its dashes; `near`: the name of the one that was most likely meant. */
export function unknownOptionText(command: string, option: string, near: string | null): string {
  const guess = near === null ? "" : ` Did you mean --${near}?`;
  return `signalbox ${command} has no option ${clip(plain(option), 60)}.${guess} ${helpText(command)}`;
}

/** `said`: what Node says of a value that is missing or too much. https://nodejs.org/api/util.html#utilparseargsconfig */
export function misusedOptionText(command: string, said: string): string {
  const [, option] = /'(--?[a-z-]+)/.exec(said) ?? [];
  const what = /does not take/.test(said)
    ? "takes no value, and was given one"
    : "takes a value, and was given none";
  return `signalbox ${command}: ${option ?? "an option"} ${what}. ${helpText(command)}`;
}

function helpText(command: string): string {
  return `\`signalbox ${command} --help\` shows them all.`;
}
