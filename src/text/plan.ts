/** What `signalbox plan apply` says: what it filed or would file, what is wrong, and what to type next. */
import { clip, code, plain } from "./markdown.ts";

interface Problem {
  readonly line: number;
  readonly column: number;
  readonly path: string;
  readonly message: string;
}

export function planRefusedText(file: string, problems: readonly Problem[]): string {
  const lines = problems.map(
    ({ line, column, path, message }) =>
      `${file}:${line}:${column}  ${path === "" || message.includes(`\`${path}\``) ? "" : `${path}: `}${message}`,
  );
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  return [
    ...lines,
    "",
    `${count}; nothing was filed. Correct ${problems.length === 1 ? "it" : "them"}, then run: signalbox plan apply ${file} --dry-run`,
  ].join("\n");
}

interface Shown {
  readonly id: string;
  readonly title: string;
  readonly agent: string;
  readonly dependencies: readonly string[];
  readonly number: number | null;
  readonly state: "new" | "there" | "outdated";
}

/** One line a task, in the order in which they are filed. */
export function planAppliedText(
  plan: string,
  file: string,
  issues: readonly Shown[],
  dryRun: boolean,
): string {
  const rows = issues.map(({ id, title, agent, dependencies, number, state }) => [
    stateText(state, number),
    id,
    agent,
    `${clip(plain(title), 60)}${dependencies.length === 0 ? "" : `  (after ${dependencies.join(", ")})`}`,
  ]);
  const widths = [0, 1, 2].map((column) => Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  "));
  const fresh = issues.filter(({ state }) => state === "new").length;
  const outdated = issues.flatMap(({ number, state }) => (state === "outdated" ? [`#${number}`] : []));
  const changed =
    outdated.length === 0
      ? []
      : [
          `${outdated.join(", ")}: filed from an earlier text of the plan, and left as ${outdated.length === 1 ? "it is" : "they are"}. Edit the issue if it should say what the plan says now.`,
        ];
  return [...lines, ...changed, endText(plan, file, fresh, dryRun)].join("\n");
}

function stateText(state: Shown["state"], number: number | null): string {
  return state === "new" ? (number === null ? "file" : `filed #${number}`) : `there #${number}`;
}

function endText(plan: string, file: string, fresh: number, dryRun: boolean): string {
  if (fresh === 0) return `${plan}: every task has its issue already; nothing was filed.`;
  const count = fresh === 1 ? "1 issue" : `${fresh} issues`;
  return dryRun
    ? `${plan}: ${count} would be filed. File ${fresh === 1 ? "it" : "them"}: signalbox plan apply ${file}`
    : `${plan}: ${count} filed. Each starts by itself when what it waits for is done: signalbox status`;
}

export function planUnansweredText(id: string, file: string): string {
  return `GitHub gave no answer to the issue of ${code(id)}, and does not show it either: it may still appear. Nothing was filed after it. Wait a minute and run the same again; it looks first, and goes on where this stopped: signalbox plan apply ${file}`;
}

interface Double {
  readonly number: number;
  readonly task: string;
  /** The issue that came first. */
  readonly first: number;
}

export function planDoublesText(doubles: readonly Double[]): string {
  const list = doubles.map(
    ({ number, task, first }) => `#${number} is there for ${code(task)} as well as #${first}`,
  );
  return `Somebody filed this plan at the same moment: ${list.join(", ")}. Close ${doubles.length === 1 ? "it" : "the later ones"}, and where an issue depends on it, write the other's number.`;
}

export function planStrangersText(
  strangers: readonly { readonly number: number; readonly author: string }[],
): string {
  const list = strangers.map(({ number, author }) => `#${number} by ${plain(author)}`).join(", ");
  return `Left out of account: ${list} ${strangers.length === 1 ? "bears" : "bear"} the mark of this plan, but whoever filed it may not write here.`;
}

export function planNoPersonText(): string {
  return "A plan is filed by a person: an agent label counts by who set it, and one that an App or a workflow set starts nothing. Put a token of your own into GITHUB_TOKEN.";
}

export function planMayNotWriteText(login: string): string {
  return `${plain(login)} may not give tasks to agents here: that takes write access. Somebody who has it can run this; --dry-run needs none.`;
}

export function planNoConfigText(problem: string | null): string {
  return problem === null
    ? "The default branch has no .github/signalbox.yml, so there are no agents to give tasks to. Commit one first."
    : `The config on the default branch cannot be used, so nothing can be compared with it: ${plain(problem)}. Mend .github/signalbox.yml first.`;
}

export function planFileText(file: string, why: string): string {
  return `${file} cannot be read: ${why}. Name a plan: signalbox plan apply FILE`;
}
