/** The readiness list of a pull request, as the check `signalbox/ready` shows it. */
import type { Condition } from "../domain/verdict.ts";
import { clip } from "./markdown.ts";

const marks = { met: "✅", waiting: "⏳", failed: "❌" } as const;

export function readyTitle(conditions: readonly Condition[]): string {
  const open = conditions.filter((condition) => condition.status !== "met");
  if (open.length === 0) return "Ready to merge";
  const failed = open.filter((condition) => condition.status === "failed");
  const named = (failed.length > 0 ? failed : open).map((condition) => condition.name).join(", ");
  return clip(failed.length > 0 ? `Failed: ${named}` : `Waits for: ${named}`, 255);
}

/** Under a list in which a gate stands in the way. */
function overrideHint(conditions: readonly Condition[]): readonly string[] {
  const [held] = conditions.filter(({ gate, status }) => gate !== null && status !== "met");
  if (!held) return [];
  return [
    "",
    `A maintainer may answer for this very commit: \`/override ${held.gate} because …\` on the task's issue.`,
  ];
}

export function readySummary(conditions: readonly Condition[]): string {
  const rows = conditions.map(
    ({ name, status, detail }) => `| ${marks[status]} | ${name} | ${detail.replaceAll("|", "\\|")} |`,
  );
  return clip(
    ["| | Condition | |", "|---|---|---|", ...rows, ...overrideHint(conditions)].join("\n"),
    65_000,
  );
}
