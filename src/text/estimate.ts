/** What `/estimate` answers when it cannot be read: what was seen, and what to type. */
import { code } from "./markdown.ts";

export function estimateUsageText(typed: string): string {
  const seen = typed === "" ? "No time was named" : `${code(typed)} is no time`;
  return `${seen}. Type one number and one unit: \`/estimate 90m\`, \`/estimate 2h\` or \`/estimate 3d\`, at most 90d.`;
}
