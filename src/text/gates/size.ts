/** What is said of a change that is too large, or no text. */
import { code, codeList } from "../markdown.ts";

export function tooManyPathsText(count: number, limit: number): string {
  return `the change touches ${count} paths, and ${code("gates.size.files")} allows ${limit}. Split the task.`;
}

export function tooManyLinesText(count: number, limit: number): string {
  return `the change adds ${count} lines, and ${code("gates.size.lines")} allows ${limit}. Split the task.`;
}

/** `approvers`: who approved this very commit, and vouches for what no gate has seen. */
export function notTextText(path: string, approvers: readonly string[]): string {
  const what = `${code(path)} is binary, kept in Git LFS, or too large to be read, so no gate has seen inside.`;
  return approvers.length > 0
    ? `${what} It was approved by ${codeList(approvers)}.`
    : `${what} Take it out, or have a person with write access look at it and approve this very commit.`;
}
