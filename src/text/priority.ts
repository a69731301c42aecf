/** What `/priority` answers: what happened, why, and what to type next. */
import { code } from "./markdown.ts";

export function priorityUsageText(typed: string): string {
  const seen = typed === "" ? "No priority was named" : `${code(typed)} is no priority`;
  return `${seen}. Type \`/priority p1\`: p0 starts before everything else, p1 before what is usual, p2 in its turn, p3 when nothing else would.`;
}

/** What is in hand keeps its paths: the order among those that wait no longer concerns it. */
export function priorityRunningText(): string {
  return "Noted. This task has started already and keeps its place; the priority counts when its next attempt waits for its agent.";
}
