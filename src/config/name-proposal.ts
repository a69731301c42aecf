/** The right name for a wrong one, as far as it can be known: `solTransferToken` → `sol_transfer_token`, `eth_fetch_balance` → `eth_<action>_balance`. */
import { fits, type NameTemplate, type Piece, written } from "./name-template.ts";
import { wordsOf } from "./name-words.ts";

export interface NameProposal {
  /** With `<part>` for each gap. */
  readonly text: string;
  /** Parts that nobody but the author can know. */
  readonly gaps: readonly NameGap[];
}

export interface NameGap {
  readonly part: string;
  /** What it may be; empty when any words will do. */
  readonly listed: readonly string[];
}

type Part = Extract<Piece, { kind: "part" }>;

/**
 * The name that was probably meant: its words in the template's order and form. A listed part that the name lacks is taken from
 * `hints` (the words of the path, say) or is the only one there is. A word that is not listed, and stands where a listed one should,
 * is wrong there and no part of the rest.
 */
export function propose(template: NameTemplate, name: string, hints: readonly string[]): NameProposal {
  const chosen = choose(template, wordsOf(name).map(unaccented), hints);
  const proposed = compose(template, chosen);
  if (proposed.gaps.length > 0 || fits(template, proposed.text)) return proposed;
  // What is left has no right form: it is too long, or begins with a digit where a letter must be.
  for (const { name: part, listed } of partsOf(template)) if (listed.length === 0) chosen.delete(part);
  return compose(template, chosen);
}

function choose(
  template: NameTemplate,
  words: readonly string[],
  hints: readonly string[],
): Map<string, readonly string[]> {
  const parts = partsOf(template);
  const chosen = new Map<string, readonly string[]>();
  const places = new Map<string, number>();
  for (const { name, listed } of parts) {
    const at = words.findIndex(
      (word, index) => listed.includes(word) && ![...places.values()].includes(index),
    );
    if (at < 0) continue;
    places.set(name, at);
    chosen.set(name, words.slice(at, at + 1));
  }
  const missing = parts.filter(({ name, listed }) => listed.length > 0 && !chosen.has(name));
  for (const { name, listed } of missing) {
    const hinted = fromHints(listed, hints);
    if (hinted !== undefined) chosen.set(name, [hinted]);
  }
  const free = parts.filter(({ listed }) => listed.length === 0);
  const unknown = missing.filter(({ name }) => !chosen.has(name));
  const left = words.length - places.size - free.length;
  // With fewer words than parts, nobody knows which of them are missing: all words are kept.
  const replaced = left >= missing.length ? missing : left >= unknown.length ? unknown : [];
  for (const part of replaced) {
    const at = standsFor(part, parts, words, places);
    if (at === null) continue;
    places.set(part.name, at);
    const meant = meantBy(part.listed, words.slice(at, at + 1));
    if (meant !== undefined) chosen.set(part.name, [meant]);
  }
  const used = new Set(places.values());
  const rest = words.filter((_word, index) => !used.has(index));
  for (const [index, { name }] of free.entries())
    chosen.set(name, index === free.length - 1 ? rest.splice(0) : rest.splice(0, 1));
  return chosen;
}

/** Where the word stands that was written for a part: between those of the parts beside it, and with words left for the free ones. */
function standsFor(
  part: Part,
  parts: readonly Part[],
  words: readonly string[],
  places: ReadonlyMap<string, number>,
): number | null {
  const index = parts.indexOf(part);
  const placesOf = (some: readonly Part[]) => some.flatMap(({ name }) => places.get(name) ?? []);
  const after = Math.max(-1, ...placesOf(parts.slice(0, index)));
  const before = Math.min(words.length, ...placesOf(parts.slice(index + 1)));
  const taken = new Set(places.values());
  const open = words.flatMap((_word, at) => (taken.has(at) ? [] : [at]));
  const freeIn = (some: readonly Part[]) => some.filter(({ listed }) => listed.length === 0).length;
  const [freeBefore, freeAfter] = [freeIn(parts.slice(0, index)), freeIn(parts.slice(index + 1))];
  const candidates = open.filter(
    (at, nth) => at > after && at < before && nth >= freeBefore && open.length - 1 - nth >= freeAfter,
  );
  return (freeAfter > 0 ? candidates[0] : candidates.at(-1)) ?? null;
}

function compose(template: NameTemplate, chosen: ReadonlyMap<string, readonly string[]>): NameProposal {
  const isGap = ({ name }: Part) => {
    const words = chosen.get(name) ?? [];
    return words.length === 0 || words.some((word) => !/^[a-z0-9]+$/.test(word));
  };
  const text = template.pieces.map((piece) => {
    if (piece.kind === "literal") return piece.text;
    return isGap(piece)
      ? `<${piece.name}>`
      : written(chosen.get(piece.name) ?? [], piece.style, template.separator);
  });
  const gaps = partsOf(template).filter(isGap);
  return { text: text.join(""), gaps: gaps.map(({ name, listed }) => ({ part: name, listed })) };
}

function partsOf({ pieces }: NameTemplate): readonly Part[] {
  return pieces.filter((piece) => piece.kind === "part");
}

function fromHints(listed: readonly string[], hints: readonly string[]): string | undefined {
  return listed.length === 1 ? listed[0] : meantBy(listed, hints);
}

/** `sol` is meant by `solana`. Several that fit are none. */
function meantBy(listed: readonly string[], words: readonly string[]): string | undefined {
  const meant = listed.filter((each) => words.some((word) => word.startsWith(each)));
  return meant.length === 1 ? meant[0] : undefined;
}

function unaccented(word: string): string {
  return word.normalize("NFKD").replace(/\p{Mn}/gu, "");
}
