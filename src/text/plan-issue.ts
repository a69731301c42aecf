/** The issue that a task of a plan becomes: title and text, in the sections of the hand-off protocol. */
import { clip, code, plain } from "./markdown.ts";

interface PlannedTask {
  readonly type: string;
  readonly title?: string | undefined;
  readonly description: string;
  readonly success: readonly string[];
  readonly files: readonly string[];
}

export function planIssueTitle({ type, title, description }: Omit<PlannedTask, "success" | "files">): string {
  const [first = ""] = plain(description).split(/(?<=[.!?]) /);
  return `${type}: ${title ?? clip(first.replace(/\.$/, ""), 100)}`;
}

/** `mark`: by which the issue is found again. `dependencies`: the issues of the tasks that it waits for. */
export function planIssueBody(task: PlannedTask, dependencies: readonly number[], mark: string): string {
  const list = (items: readonly string[]) => items.map((item) => `- ${item}`).join("\n");
  const sections = [
    ["Context", task.description.trim()],
    ["Success criteria", list(task.success)],
    ["Scope", list(task.files.map(code))],
    ["Dependencies", list(dependencies.map((number) => `#${number}`))],
  ];
  const told = sections
    .filter(([, text]) => text !== "")
    .map(([heading, text]) => `### ${heading}\n\n${text}`);
  return `${[mark, ...told].join("\n\n")}\n`;
}
