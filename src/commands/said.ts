/** What the commands that say something have in common: the words as a reader sees them, which are there and are not too many. */
import { SAID_LENGTH } from "../ledger/said.ts";
import { emptySaidText, longSaidText } from "../text/said.ts";
import { visible } from "../text/visible.ts";

type Words = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly problem: string };

/** Cleaned where they come in, so that ledger, card and prompt have the very same words. */
export function wordsOf(command: string, argument: string): Words {
  const text = visible(argument);
  if (text === "") return { ok: false, problem: emptySaidText(command) };
  if (text.length > SAID_LENGTH)
    return { ok: false, problem: longSaidText(command, text.length, SAID_LENGTH) };
  return { ok: true, text };
}
