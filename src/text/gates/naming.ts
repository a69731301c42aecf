/** What a person and an agent read about a name that breaks a standard. */
import { clip, code, codeList } from "../markdown.ts";

const places = {
  "added-lines": "this line has the name",
  paths: "the path has the name",
  branch: "the branch has the name",
  commits: "a commit has the name",
  title: "the title has the name",
} as const;

interface Proposed {
  /** With `<part>` for each gap. */
  readonly text: string;
  /** Parts that nobody but the author can know, and what each may be: any words where none are listed. */
  readonly gaps: readonly { readonly part: string; readonly listed: readonly string[] }[];
}

/** So many values of a part are named; the rest is counted. */
const VALUES = 12;

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
  readonly proposed: Proposed;
}): string {
  const standard = `the rule ${code(rule)} of ${code("naming")} wants ${code(template)}`;
  const gaps = proposed.gaps.map(gapText).join("; ");
  const wanted = `${code(clip(proposed.text, 200))}${gaps === "" ? "" : `, where ${gaps}`}`;
  return `${places[where]} ${code(clip(name, 200))}, but ${standard}. Write ${wanted}.`;
}

function gapText({ part, listed }: Proposed["gaps"][number]): string {
  const gap = code(`<${part}>`);
  if (listed.length === 0) return `${gap} is a word of yours, in letters a to z and digits`;
  const more = listed.length > VALUES ? ` and ${listed.length - VALUES} more of \`parts\`` : "";
  const shown = codeList(listed.slice(0, VALUES));
  return listed.length === 1 ? `${gap} is ${shown}` : `${gap} is one of ${shown}${more}`;
}

export function commitsUnreadText(): string {
  return "not every commit could be read (GitHub lists 250), so their names could not be judged. Squash them, or split the pull request.";
}
