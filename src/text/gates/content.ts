/** What is said of a line that a content rule forbids. */
import { clip, code, sentence } from "../markdown.ts";

/** `instead`: what the rule's author says to do. */
export function forbiddenContentText(rule: string, found: string, instead: string | null): string {
  const next = instead === null ? "Take it out." : sentence(instead);
  return `${code(clip(found, 120))} is forbidden by the rule ${code(rule)} of ${code("content")}. ${next}`;
}
