/** What is said of a change that is too large, or no text. */
import { code } from "../markdown.ts";

export function tooManyPathsText(count: number, limit: number): string {
  return `the change touches ${count} paths, and ${limit} are allowed (\`gates.size.files\`). Split the task.`;
}

export function tooManyLinesText(count: number, limit: number): string {
  return `the change adds ${count} lines, and ${limit} are allowed (\`gates.size.lines\`). Split the task.`;
}

export function notTextText(path: string): string {
  return `${code(path)} is binary or too large to be read, so no gate has seen inside. A person who approves the pull request vouches for it.`;
}
