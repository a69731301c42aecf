/**
 * What `signalbox check --format github` prints: a line that says what was judged, and a command for each finding, which a workflow's
 * log shows at its place. https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
import type { Reason } from "../domain/verdict.ts";
import { unfenced } from "./block.ts";
import { type CheckFacts, closing, subjectText } from "./check.ts";
import { type RefusedConfig, refusedConfigLine } from "./check-refusal.ts";
import { workflowLogLine, workflowLogText } from "./workflow-log.ts";

type Level = "error" | "warning";

/** GitHub shows no more of a level for one step: https://docs.github.com/en/actions/reference/limits */
const SHOWN = 10;

export function checkAnnotations(facts: CheckFacts): string {
  const found = facts.gates.flatMap(({ gate, verdict: { reasons, warnings } }) => [
    ...reasons.map((reason) => ({ level: "error" as const, gate, reason })),
    ...warnings.map((reason) => ({ level: "warning" as const, gate, reason })),
  ]);
  const most = Math.max(...(["error", "warning"] as const).map((each) => countOf(found, each)));
  const overflow =
    most > SHOWN
      ? [`GitHub shows ${SHOWN} errors and ${SHOWN} warnings of a step; all are in this log.`]
      : [];
  return [
    workflowLogLine([subjectText(facts), ...facts.notes, closing(facts), ...overflow].join(" ")),
    ...found.map(({ level, gate, reason }) => findingLine(level, gate, reason)),
  ].join("\n");
}

/** Nothing could be judged: wrong use. */
export function wrongUseAnnotation(message: string): string {
  return command("error", { title: "signalbox check" }, message);
}

/** The config cannot be used: each problem at its place, and what to do. */
export function refusedConfigAnnotations(refused: RefusedConfig): string {
  const { base, file, problems } = refused;
  const of = base === null ? "" : `${base}: `;
  return [
    ...problems.map(({ line, column, message }) =>
      command("error", { file, line, col: column, title: "signalbox/config" }, `${of}${message}`),
    ),
    wrongUseAnnotation(refusedConfigLine(refused)),
  ].join("\n");
}

function countOf(found: readonly { readonly level: Level }[], level: Level): number {
  return found.filter((each) => each.level === level).length;
}

function findingLine(level: Level, gate: string, { path, line, rule, message }: Reason): string {
  return command(
    level,
    {
      ...(path === null ? {} : { file: path }),
      ...(line === null ? {} : { line }),
      title: `signalbox/${gate}: ${rule}`,
    },
    unfenced(message),
  );
}

function command(
  level: Level,
  properties: Readonly<Record<string, string | number>>,
  message: string,
): string {
  const named = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`);
  return `::${level} ${named.join(",")}::${data(workflowLogText(message))}`;
}

function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
