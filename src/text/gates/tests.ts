/** What is said of a change that weakens its own tests. */
import { clip, code } from "../markdown.ts";

export function deletedTestText(path: string): string {
  return `${code(path)} is a test, and is deleted: what it showed is shown no more. Bring it back, or move it under the same file name.`;
}

export function skippedTestText(found: string): string {
  return `${code(clip(found, 80))} switches a test off, or all others. Let it run, and mend what it shows.`;
}

export function assertionsLostText(path: string, lost: number): string {
  return `${code(path)} has ${lost} ${lost === 1 ? "assertion" : "assertions"} fewer than before. Assert again what ${lost === 1 ? "it" : "they"} asserted, in the same file.`;
}

export function silencedLintText(found: string): string {
  return `${code(clip(found, 80))} switches a check of the code off. Take it out, and mend what the check says.`;
}

export function loweredThresholdText(what: string, before: number, after: number | null): string {
  const now = after === null ? "is taken out" : `is lowered to ${after}`;
  return `${code(what)}, which had to reach ${before}, ${now}. Keep it, and test what is new.`;
}
