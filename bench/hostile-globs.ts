/** Lists of globs within every limit, made to be as costly as they can: each filled with one family, and paths of 4 KiB for them. */
import { parseGlob, refuseTogether } from "../src/scope/glob.ts";

/** Each of up to 200 globs differs from the others. */
const families: Readonly<Record<string, (at: number) => string>> = {
  "many segments of a star": (at) => `${"*/".repeat(100)}${at}`,
  "stars and letters in turn": (at) => `**/${"*/a/".repeat(30)}${at}/**`,
  "eight stars in a name": (at) => `*a*a*a*a*a*a*a*${at}`,
  "long names": (at) => `**/*a*a*a*a?a?${"a".repeat(230)}${at}`,
  "long runs of a letter": (at) =>
    `*${"a".repeat(60)}*${"a".repeat(60)}*${"a".repeat(60)}*${"a".repeat(50)}b${at}`,
  "any folders, over and over": (at) => `**/*a*/**/*a*/**/*a*/**/*a*/**/*b${at}*`,
  "question marks after a star": (at) => `**/*a??????b/**/${at}`,
  "letters for folders": (at) => `**/${bits(at, 40).join("/")}/**`,
  "stars around question marks": (at) =>
    bits(at, 5)
      .map((letter, place) => (place % 3 === 0 ? "**" : `*${letter}${"?".repeat((at + place) % 6)}*b`))
      .join("/"),
  "single characters": (at) => `**/${"?/".repeat(40)}${"a/".repeat(20)}${at}`,
};

export const hostileLists: readonly (readonly [family: string, globs: readonly string[]])[] = Object.entries(
  families,
).map(([family, globOf]) => [family, filled(globOf)]);

export const hostilePaths: readonly string[] = [
  "a".repeat(4_000),
  `${"a/".repeat(2_000)}b`,
  bits(7, 4_000).join(""),
  bits(7, 2_000).join("/"),
  Array.from({ length: 4_000 }, (_, at) => (at % 119 === 118 ? "b" : "a")).join(""),
];

function filled(globOf: (at: number) => string): readonly string[] {
  const globs: string[] = [];
  for (let at = 0; at < 200; at += 1) {
    const glob = globOf(at);
    const parsed = parseGlob(glob);
    if (!parsed.ok) throw new Error(`${glob}: ${parsed.problem}`);
    if (refuseTogether([...globs, glob]) !== null) break;
    globs.push(glob);
  }
  return globs;
}

/** Letters `a` and `b` that look random, the same in every run. */
function bits(seed: number, count: number): readonly string[] {
  let state = seed + 1;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state >> 16) % 2 === 0 ? "a" : "b";
  });
}
