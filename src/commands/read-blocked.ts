/** Reads what follows `/blocked`: `<severity> on <whom>: <what>; needs: …; impact: …; eta: …; proceeding with: …`. */
import { isAddressee, isPerson } from "../domain/addressee.ts";
import { type Severity, severities } from "../domain/severity.ts";
import {
  blockedEmptyText,
  blockedTooLongText,
  blockedTwiceText,
  blockedUsageText,
  unknownAddresseeText,
  unknownSeverityText,
} from "../text/blockers.ts";

export interface ReadBlocked {
  readonly severity: Severity;
  readonly on: string;
  readonly what: string;
  readonly needs: string | null;
  readonly impact: string | null;
  readonly eta: string | null;
  readonly proceeding: string | null;
}

export type BlockedReading =
  | { readonly ok: true; readonly blocked: ReadBlocked }
  | { readonly ok: false; readonly reply: string };

/** Characters of one part. */
const LONGEST = 500;

const PART = /;\s*(needs|impact|eta|proceeding with)\s*:/i;

/** `agents`: the roster. A semicolon before anything else than one of the four words is the writer's own. */
export function readBlocked(argument: string, agents: readonly string[]): BlockedReading {
  const [, word = "", whom = "", rest = ""] = /^(\S+)\s+on\s+(\S+?)\s*:\s*(.*)$/i.exec(argument) ?? [];
  if (word === "") return refused(blockedUsageText());
  const severity = severities.find((each) => each === word.toLowerCase());
  if (!severity) return refused(unknownSeverityText(word));
  const on = isPerson(whom) && agents.includes(whom.slice(1)) ? whom.slice(1) : whom;
  if (!isAddressee(on) || (!isPerson(on) && !agents.includes(on)))
    return refused(unknownAddresseeText(whom, agents));
  // What is split by a pattern with a group has the group's match at every second place.
  const [what = "", ...pieces] = rest.split(PART).map((piece) => piece.trim());
  if (what === "") return refused(blockedUsageText());
  const parts = new Map<string, string>([["what", what]]);
  for (let at = 0; at < pieces.length; at += 2) {
    const [name = "", said = ""] = [pieces[at]?.toLowerCase(), pieces[at + 1]];
    if (parts.has(name)) return refused(blockedTwiceText(name));
    if (said === "") return refused(blockedEmptyText(name));
    parts.set(name, said);
  }
  for (const [name, said] of parts)
    if (said.length > LONGEST) return refused(blockedTooLongText(name, LONGEST));
  const part = (name: string) => parts.get(name) ?? null;
  const proceeding = part("proceeding with");
  const details = { needs: part("needs"), impact: part("impact"), eta: part("eta"), proceeding };
  return { ok: true, blocked: { severity, on, what, ...details } };
}

function refused(reply: string): BlockedReading {
  return { ok: false, reply };
}
