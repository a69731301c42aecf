/** What the demo says before and after the play. */
import type { Metrics } from "../domain/metrics.ts";
import { clip, plain } from "./markdown.ts";
import { metricsText } from "./metrics.ts";

/** `kept`: whether the world stays when the demo ends. */
export function demoOpening(seed: number, dir: string, kept: boolean): string {
  return [
    "Agents are scripted; Git, HTTP, gates and ledger are real.",
    `So is mira scripted, the person who labels, answers, approves and merges. Seed ${seed}; the world is in ${dir}${kept ? "" : " and is removed at the end (--keep keeps it)"}.`,
    "",
  ].join("\n");
}

/** What mira reads before she merges: `#17: ✓ boundaries ✓ naming ✓ approvals 1 of 1`. */
export function readinessText(
  pull: number,
  list: readonly {
    readonly name: string;
    readonly status: "met" | "waiting" | "failed";
    readonly detail: string;
  }[],
): string {
  const marks = { met: "✓", waiting: "…", failed: "✗" } as const;
  const lines = list.map(({ name, status, detail }) => {
    const [count = ""] = /^\d+ of \d+/.exec(detail) ?? [];
    return `${marks[status]} ${name} ${count}`.trim();
  });
  return `reads #${pull}: ${lines.join(" ")}`;
}

/** What she reads on an issue of what is asked there. */
export function noticeText(issue: number, notice: string): string {
  return `reads on #${issue}: ${unquoted(plain(notice)).replaceAll("**", "")}`;
}

/** What she reads of her freeze: its first sentence, and what it holds. */
export function frozenNoticeText(issue: number, reply: string): string {
  const [rule = "", held = ""] = unquoted(plain(reply)).split(/(?<=\.) /);
  return `reads on #${issue}: ${rule} ${held}`;
}

/** Why she leaves a pull request alone for now. */
export function deferralText(pull: number, name: string, detail: string): string {
  return `leaves #${pull} for later: ${name}: ${unquoted(plain(detail))}`;
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
  /** Names that a published attempt brought, and that a standard of the repository refused. */
  readonly naming: readonly Refused[];
  /** Files that a published attempt wrote anew although there is one of their name to use. */
  readonly duplicates: readonly Refused[];
  /** Merges of two open pull requests that were found to collide, and what was said of the one to land first. */
  readonly forecasts: readonly { readonly task: number; readonly pull: number; readonly says: string }[];
  /** The readiness list of each merged commit, as its check shows it. */
  readonly readiness: readonly {
    readonly task: number;
    readonly pull: number;
    readonly head: string;
    readonly conditions: readonly {
      readonly name: string;
      readonly status: "met" | "waiting" | "failed";
      readonly detail: string;
    }[];
  }[];
  /** What agents asked, who answered, and the packet by which the next attempt read it. */
  readonly unblocked: readonly Unblocked[];
  /** Merges that GitHub refused because of a conflict. */
  readonly conflicts: number;
  /** Tasks that waited for another's lease since this start, with a path that both could have touched. */
  readonly overlaps: readonly { readonly task: number; readonly holder: number; readonly path: string }[];
  /** What Signalbox asked of GitHub since this start; the people's and CI's requests are not counted. */
  readonly requests: { readonly rest: number; readonly graphql: number; readonly writes: number };
  /** The branch that recorded it. */
  readonly ledger: string;
  /** What `signalbox metrics` counts in the ledger. */
  readonly metrics: Metrics;
}

/** A blocker that a run raised, and what became of it. */
export interface Unblocked {
  readonly task: number;
  readonly agent: string;
  readonly blocker: string;
  readonly severity: string;
  readonly question: string;
  readonly answer: string;
  readonly by: string;
  /** The first attempt whose packet holds the answer; null when none does. */
  readonly attempt: number | null;
}

/** A reason of a gate, as GitHub shows it at its line. */
export interface Refused {
  readonly task: number;
  readonly agent: string;
  readonly attempt: number;
  readonly path: string;
  readonly line: number;
  readonly says: string;
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
export function demoSummary(result: DemoResult, kept: string | null): string {
  const {
    tasks,
    refusals,
    naming,
    duplicates,
    forecasts,
    readiness,
    unblocked,
    conflicts,
    overlaps,
    requests,
  } = result;
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
    ...naming.map((reason) => `misnamed   ${refusedText(reason)}`),
    ...duplicates.map((reason) => `duplicate  ${refusedText(reason)}`),
    ...overlaps.map(
      ({ task, holder, path }) =>
        `kept apart #${task} waited for #${holder}: both could touch paths such as ${path}`,
    ),
    ...forecasts.map(({ task, says }) => `forecast   #${task}: ${unquoted(says)}`),
    ...unblocked.map((blocker) => `unblocked  ${unblockedText(blocker)}`),
    `readiness  ${readiness.filter(isMet).length} of ${tasks.length} merges had every line of their readiness list met`,
    `conflicts  ${conflicts} merge${conflicts === 1 ? "" : "s"} refused by Git`,
    `requests   ${requests.graphql} GraphQL, ${requests.rest} REST; ${requests.writes} of them writes (${perTask(requests.writes, tasks.length)} a task)`,
    "",
    metricsText(result.metrics, result.ledger),
    ...(kept === null ? [] : ["", ...lookAround(kept)]),
  ].join("\n");
}

function refusedText({ agent, task, attempt, path, line, says }: Refused): string {
  // A diff may follow, which the check shows.
  const [first = ""] = unquoted(says).split("\n");
  // A reason that names the path is about all of it, not about a line.
  return `${agent}, #${task}, attempt ${attempt}: ${says.includes(path) ? "" : `${path}:${line}: `}${first}`;
}

function unblockedText({ agent, task, blocker, severity, answer, by, attempt, question }: Unblocked): string {
  const read = attempt === null ? "" : `; the packet of attempt ${attempt} says so`;
  return `${agent}, #${task}, ${blocker} (${severity}): ${plain(question)} ${by} answered ${plain(answer)}${read}`;
}

function isMet({ conditions }: DemoResult["readiness"][number]): boolean {
  return conditions.every(({ status }) => status === "met");
}

function unquoted(text: string): string {
  return text.replaceAll("`", "");
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
