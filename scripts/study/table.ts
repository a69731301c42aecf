/** The table of a study, and each refusal but the boundaries' with the words that it would have had, for a person to judge. */
import type { GateName, Reason } from "../../src/domain/verdict.ts";
import type { JudgedCommit } from "./judge-commit.ts";

export function studyTable(name: string, commits: readonly JudgedCommit[]): string {
  const [newest, oldest] = [commits.at(0), commits.at(-1)];
  const gates = commits[0]?.verdicts.map(({ gate }) => gate) ?? [];
  const rows = gates.map((gate) => rowOf(gate, commits));
  const refused = commits.filter(({ verdicts }) => verdicts.some(({ verdict }) => verdict.status === "fail"));
  const otherwise = refused.filter((commit) => refusedBy(commit).some((gate) => gate !== "boundaries"));
  const across = refused.filter(({ elsewhere }) => elsewhere.others > 0);
  const inside = refused.filter(({ elsewhere }) => elsewhere.others + elsewhere.nobody === 0);
  return [
    `${commits.length} commits of ${name}, ${short(oldest)} to ${short(newest)}, along the first parents.`,
    "",
    "| gate | refused | held for a person | passed | rules that refused, by commits |",
    "|---|---|---|---|---|",
    ...rows,
    "",
    `Refused by some gate: ${refused.length}; by another than boundaries: ${otherwise.length}.`,
    `Of those that leave their area ${across.length} change another agent's, and ${refused.length - across.length - inside.length} only what is nobody's.`,
    "",
    ...otherwise.flatMap(listOf),
    "",
  ].join("\n");
}

function rowOf(gate: GateName, commits: readonly JudgedCommit[]): string {
  const statuses = commits.map(({ verdicts }) => verdicts.find((each) => each.gate === gate)?.verdict);
  const count = (status: string) => statuses.filter((verdict) => verdict?.status === status).length;
  const rules = new Map<string, number>();
  for (const verdict of statuses) {
    if (verdict?.status !== "fail") continue;
    for (const rule of new Set(verdict.reasons.map((reason) => reason.rule)))
      rules.set(rule, (rules.get(rule) ?? 0) + 1);
  }
  const named = [...rules].toSorted(([, a], [, b]) => b - a).map(([rule, times]) => `${rule} ${times}`);
  return `| ${gate} | ${count("fail")} | ${count("wait")} | ${count("pass")} | ${named.join(", ")} |`;
}

function refusedBy({ verdicts }: JudgedCommit): readonly GateName[] {
  return verdicts.filter(({ verdict }) => verdict.status === "fail").map(({ gate }) => gate);
}

function listOf(commit: JudgedCommit): readonly string[] {
  const reasons = commit.verdicts
    .filter(({ gate, verdict }) => gate !== "boundaries" && verdict.status === "fail")
    .flatMap(({ gate, verdict }) => verdict.reasons.map((reason) => `  - ${gate}, ${placeOf(reason)}`));
  return [`- ${short(commit)} ${commit.subject.slice(0, 80)}`, ...reasons];
}

function placeOf({ path, line, rule, message }: Reason): string {
  const place = path === null ? "" : ` ${path}${line === null ? "" : `:${line}`}`;
  return `${rule}${place}: ${message.slice(0, 140)}`;
}

function short(commit: JudgedCommit | undefined): string {
  return commit?.sha.slice(0, 10) ?? "(none)";
}
