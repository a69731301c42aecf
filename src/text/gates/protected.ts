/** What is said of changes to what steers people, agents and CI. */
import type { SharedPolicy } from "../../domain/shared-policy.ts";
import { clip, code, codeList } from "../markdown.ts";

export function protectedText(path: string, protection: "governance" | "dependencies"): string {
  return protection === "governance"
    ? `${code(path)} steers people, agents or CI: an agent's change of it needs a person. Take it out, or have a person with write access approve this very commit.`
    : `${code(path)} decides what is installed: an agent's change of it needs a person. Take it out, or have a person with write access approve this very commit.`;
}

/** A warning; `path` is null for what is about the commits as a whole. */
export function approvedText(path: string | null, approvers: readonly string[]): string {
  const what = path === null ? "a part of this change" : code(path);
  return `${what} needs a person's word, and has it: approved for this very commit by ${codeList(approvers)}.`;
}

/** Before anything is on a branch. */
export function governanceText(path: string): string {
  return `${code(path)} steers people, agents or CI, and no agent's change of it is published. Take it out; where the task needs it, a person makes that change.`;
}

export function sharedWithPersonText(path: string): string {
  return `${code(path)} is shared with a person's approval (\`shared\`, policy person). Take it out, or have a person with write access approve this very commit.`;
}

/** A warning: the policy spoke for the person. */
export function settledText(path: string, policy: SharedPolicy): string {
  return `${code(path)} decides what is installed; the config lets agents change it (\`shared\`, policy ${policy}), so no person was asked.`;
}

export function disguisedText(path: string, segment: string): string {
  const unseen = points(segment, /[\p{Cf}\p{Zl}\p{Zp}]/u);
  if (unseen !== "")
    return `${code(path)} has the segment ${code(segment)} with something in it that nobody sees (${unseen}), so it passes for a path that it is not. Take that out.`;
  return `${code(path)} has the segment ${code(segment)}, where a word mixes Latin letters with others that look alike (${points(segment, /(?!\p{Script=Latin})\p{L}/u)}), so it passes for a path that it is not. Write it in letters of one script.`;
}

/** Of two paths that look the same, where they part: `other` may be a folder, and so shorter. */
export function doubleText(path: string, other: string): string {
  const theirs = other.split("/");
  const pairs = path.split("/").map((segment, index) => [segment, theirs[index] ?? segment] as const);
  const differing = pairs.filter(([mine, their]) => mine !== their);
  const letters = differing.map(
    ([mine, their]) => `${code(mine)} is ${allPoints(mine)}, ${code(their)} is ${allPoints(their)}`,
  );
  return `${code(path)} looks the same as ${code(other)}, but is written in other letters: ${letters.join("; ")}. Use the path that is there, or a name that nobody takes for it.`;
}

function points(segment: string, meant: RegExp): string {
  return Array.from(segment)
    .filter((char) => meant.test(char))
    .map(point)
    .join(", ");
}

/** Longer names tell enough with their first letters. */
const POINTS = 12;

function allPoints(segment: string): string {
  const chars = Array.from(segment);
  return [...chars.slice(0, POINTS).map(point), ...(chars.length > POINTS ? ["…"] : [])].join(" ");
}

function point(char: string): string {
  return `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

export function collisionText(path: string, other: string): string {
  return `${code(path)} and ${code(other)} are one and the same on a file system that ignores case. Keep one of the two spellings.`;
}

export function foreignSourceText(source: string): string {
  return `a package comes from ${code(clip(source, 200))}, which is no registry over TLS, so what is installed may be swapped on its way. Install it from a registry that answers over https.`;
}

export function revisitedText(path: string): string {
  return `${code(path)} was changed in one commit and put back in another: CI may have run it in between. Squash the commits, or have a person with write access approve this very commit.`;
}

export function revisitedUnreadText(): string {
  return "not every commit could be read (GitHub lists 250), so what was changed and put back in between is not known. Squash the commits, or have a person with write access approve this very commit.";
}
