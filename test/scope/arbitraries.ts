/** Globs, reaches and paths for property tests, and minimatch as the oracle that they are held against. */
import fc from "fast-check";
import { parseGlob } from "../../src/scope/glob.ts";
import { invalidPath } from "../../src/scope/path.ts";
import type { Reach } from "../../src/scope/reach.ts";

/** The options by which minimatch defines the dialect. */
export const dialect = { dot: true, noext: true, nonegate: true, nocomment: true, nobrace: true } as const;

/** Globs of a few characters; a short alphabet makes them meet often. */
export function globs(
  tokens: readonly string[],
  maxTokens: number,
  maxSegments: number,
): fc.Arbitrary<string> {
  const segment = fc.oneof(
    { weight: 1, arbitrary: fc.constant("**") },
    {
      weight: 3,
      arbitrary: fc
        .array(fc.constantFrom(...tokens), { minLength: 1, maxLength: maxTokens })
        .map((all) => all.join("")),
    },
  );
  return fc
    .array(segment, { minLength: 1, maxLength: maxSegments })
    .map((segments) => segments.join("/"))
    .filter((text) => parseGlob(text).ok);
}

export const richGlob = globs(
  ["a", "b", "é", "😀", ".", "%", "2", "e", " ", "*", "?", "\\*", "\\?", "\\[", "(", "]", "!"],
  5,
  4,
);
export const richPath = fc
  .array(
    fc.constantFrom("a", "b", "é", "😀", ".", "%", "2", "e", " ", "*", "?", "[", "(", "]", "!", "/", "/"),
    { maxLength: 12 },
  )
  .map((all) => all.join(""));

export const smallGlob = globs(["a", "b", ".", "*", "?"], 2, 3);
export const someGlobs = fc.array(smallGlob, { maxLength: 2 });
const oneOrTwo = fc.array(smallGlob, { minLength: 1, maxLength: 2 });
export const smallReach: fc.Arbitrary<Reach> = fc.record({
  scope: oneOrTwo,
  allow: fc.oneof(fc.constant(["**"]), oneOrTwo),
  forbid: someGlobs,
});

/** Every valid path of at most five characters over the globs' letters and one that they do not name, shortest first. */
export const shortPaths = words(["a", "b", ".", "x", "/"], 5).filter((path) => invalidPath(path) === null);

function words(letters: readonly string[], length: number): string[] {
  const all = [""];
  for (const word of all) if (word.length < length) all.push(...letters.map((letter) => word + letter));
  return all;
}
