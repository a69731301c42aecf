/** What is said of changes to what steers people, agents and CI. */
import { clip, code } from "../markdown.ts";

export function protectedText(path: string, protection: "governance" | "dependencies"): string {
  return protection === "governance"
    ? `${code(path)} steers people, agents or CI: an agent's change of it needs a person. Take it out, or have a person with write access approve this very commit.`
    : `${code(path)} decides what is installed: an agent's change of it needs a person. Take it out, or have a person with write access approve this very commit.`;
}

/** Before anything is on a branch. */
export function governanceText(path: string): string {
  return `${code(path)} steers people, agents or CI, and no agent's change of it is published. Take it out; where the task needs it, a person makes that change.`;
}

export function disguisedText(path: string, segment: string): string {
  return `${code(path)} has the segment ${code(segment)}, where a word mixes Latin letters with others that look alike (${points(segment)}), so it passes for a path that it is not. Write it in letters of one script.`;
}

function points(segment: string): string {
  return Array.from(segment)
    .filter((char) => /\p{L}/u.test(char) && !/\p{Script=Latin}/u.test(char))
    .map((char) => `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`)
    .join(", ");
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
