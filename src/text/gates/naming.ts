/** What a person and an agent read about a name that breaks a standard. */
import { clip, code } from "../markdown.ts";

const places = {
  "added-lines": "this line has the name",
  paths: "the path has the name",
  branch: "the branch has the name",
  commits: "a commit has the name",
  title: "the title has the name",
} as const;

export function wrongNameText({
  name,
  where,
  rule,
  template,
  proposed,
}: {
  readonly name: string;
  readonly where: keyof typeof places;
  readonly rule: string;
  readonly template: string;
  /** With `<part>` for what nobody can know. */
  readonly proposed: string;
}): string {
  const standard = `the rule ${code(rule)} of ${code("naming")} wants ${code(template)}`;
  return `${places[where]} ${code(clip(name, 200))}, but ${standard}. Write ${code(clip(proposed, 200))}.`;
}

export function commitsUnreadText(): string {
  return "not every commit could be read (GitHub lists 250), so their names could not be judged. Squash them, or split the pull request.";
}
