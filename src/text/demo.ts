/** What the demo says before and after the play. */
import { clip, plain } from "./markdown.ts";

/** `kept`: whether the world stays when the demo ends. */
export function demoOpening(seed: number, dir: string, kept: boolean): string {
  return [
    "Agents are scripted; Git, HTTP, gates and ledger are real.",
    `So is mira scripted, the person who labels, answers, approves and merges. Seed ${seed}; the world is in ${dir}${kept ? "" : " and is removed at the end (--keep keeps it)"}.`,
    "",
  ].join("\n");
}

/** What came of a demo; `--json` prints it as it is. */
export interface DemoResult {
  readonly tasks: readonly DemoTask[];
  /** Each place where an agent's patch left its reach and was refused. */
  readonly refusals: readonly {
    readonly task: number;
    readonly agent: string;
    readonly attempt: number;
    readonly path: string;
    readonly rule: string;
  }[];
  /** Merges that GitHub refused because of a conflict. */
  readonly conflicts: number;
  /** Tasks that waited for another's lease since this start, with a path that both could have touched. */
  readonly overlaps: readonly { readonly task: number; readonly holder: number; readonly path: string }[];
  /** What Signalbox asked of GitHub since this start; the people's and CI's requests are not counted. */
  readonly requests: { readonly rest: number; readonly graphql: number; readonly writes: number };
}

export interface DemoTask {
  readonly number: number;
  readonly title: string;
  readonly agent: string;
  readonly attempts: number;
  readonly branch: string;
  readonly pull: number | null;
  readonly state: string;
}

/** `kept`: where the world stays to be looked at; null when it is removed. */
export function demoSummary(
  { tasks, refusals, conflicts, overlaps, requests }: DemoResult,
  kept: string | null,
): string {
  const done = tasks.filter(({ state }) => state === "done").length;
  const reworked = tasks.filter(({ attempts }) => attempts > 1).length;
  return [
    "",
    `${done} of ${tasks.length} tasks done, ${reworked} of them after more than one attempt.`,
    "",
    ...table(tasks),
    "",
    ...refusals.map(
      ({ agent, task, attempt, path, rule }) =>
        `refused    ${agent}, #${task}, attempt ${attempt}: ${path} (${ruleText(rule)})`,
    ),
    ...overlaps.map(
      ({ task, holder, path }) =>
        `kept apart #${task} waited for #${holder}: both could touch paths such as ${path}`,
    ),
    `conflicts  ${conflicts} merge${conflicts === 1 ? "" : "s"} refused by Git`,
    `requests   ${requests.graphql} GraphQL, ${requests.rest} REST; ${requests.writes} of them writes (${perTask(requests.writes, tasks.length)} a task)`,
    ...(kept === null ? [] : ["", ...lookAround(kept)]),
  ].join("\n");
}

function ruleText(rule: string): string {
  if (rule === "allow") return "outside the agent's boundary";
  if (rule === "scope") return "outside the task's scope";
  return rule === "forbid" ? "forbidden to the agent" : rule;
}

function table(tasks: DemoResult["tasks"]): string[] {
  const rows = tasks.map(({ number, title, agent, attempts, pull, state }) => [
    `#${number}`,
    clip(plain(title), 52),
    agent,
    `${attempts} attempt${attempts === 1 ? "" : "s"}`,
    pull === null ? "" : `PR #${pull}`,
    state,
  ]);
  const widths = [0, 1, 2, 3, 4, 5].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

function perTask(count: number, tasks: number): string {
  return (count / Math.max(1, tasks)).toFixed(1);
}

function lookAround(dir: string): string[] {
  return [
    "Look around:",
    `  git -C ${dir}/origin.git log --oneline main`,
    `  git -C ${dir}/origin.git log signalbox/ledger`,
    `  git -C ${dir}/origin.git log --grep='\\[AGENT ethereum\\]' signalbox/ledger`,
    `  npm run --silent signalbox -- status --dir ${dir}`,
  ];
}
