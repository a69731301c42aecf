/** What is said of a number that a check should have reported: out of bounds, not there yet, or nowhere to be found. */
import type { MetricDelay, MetricGap, PassedOver, ReportProblem } from "../../domain/metric-reading.ts";
import { clip, code } from "../markdown.ts";

interface Wanted {
  readonly name: string;
  readonly check: string;
  readonly file: string;
  readonly artifact?: string | undefined;
  readonly path: string;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

export function outOfBoundsText(metric: Wanted, value: number): string {
  const { name, min, max } = metric;
  const bound =
    min !== undefined && value < min ? `below ${min}, the least allowed` : `above ${max}, the most allowed`;
  const better = min !== undefined && value < min ? "Raise" : "Lower";
  return `${name} is ${value}, ${bound} (${place(metric)}). ${better} it.`;
}

export function regressionText(metric: Wanted, value: number, base: number, allowed: number): string {
  return `${metric.name} is ${value}, and ${base} on the base: it may be worse by at most ${allowed} % (${place(metric)}). Bring it back.`;
}

export function metricDelayText(metric: Wanted, why: MetricDelay): string {
  const { name, check } = metric;
  switch (why) {
    case "check":
      return `${name} is not known yet: the check ${code(check)} has not ended on this commit. It is read when the check ends.`;
    case "run":
      return `${name} is not known yet: the check ${code(check)} has ended, but its workflow run is still at work and has not brought ${code(metric.file)}. It is read when the run ends.`;
    case "refused":
      return `${name} is not known: GitHub does not show Signalbox the artifacts of the run. A maintainer grants it \`actions: read\`.`;
    case "base":
      return `${name} cannot be compared yet: on the base commit, the check ${code(check)} has no report with it. A maintainer lets that workflow run on the base branch.`;
    case "download":
      return `${name} is not known yet: the archive with ${code(metric.file)} could not be fetched. It is tried again with the next pass.`;
    default:
      return why satisfies never;
  }
}

export function metricGapText(metric: Wanted, gap: MetricGap): string {
  const { name, check, file, path } = metric;
  const ended = `${name} is missing although the check ${code(check)} has ended:`;
  switch (gap.what) {
    case "run":
      return `${ended} no workflow run of this commit made the check, so there is no artifact to read ${code(file)} from. Name the check run of a job in \`gates.checks\`.`;
    case "file":
      return `${ended} ${lookedThrough(metric, gap.artifacts, gap.passedOver)} Upload the report in that workflow with actions/upload-artifact.`;
    case "several":
      return `${ended} ${code(file)} is in several artifacts (${list(gap.artifacts)}), and which of them counts is not said. Name one as \`artifact\` in \`gates.metrics\`.`;
    case "many":
      return `${ended} its run has ${gap.count} artifacts, and at most ${gap.limit} are looked through. Name the one with ${code(file)} as \`artifact\` in \`gates.metrics\`.`;
    case "unreadable":
      return `${ended} in the artifact ${code(clip(gap.artifact, 100))}, ${problems[gap.problem]}. Upload ${code(file)} as a small JSON file.`;
    case "number":
      return `${ended} ${code(file)} has ${gap.found} at ${code(path)}, where a number is looked for. Correct \`path\`, or the report.`;
    default:
      return gap satisfies never;
  }
}

const problems: Readonly<Record<ReportProblem, string>> = {
  size: "the report is larger than 2 MiB",
  JSON: "the report is no JSON",
};

function lookedThrough(
  { file, artifact }: Wanted,
  artifacts: readonly string[],
  passedOver: readonly PassedOver[],
): string {
  const named = artifact === undefined ? "" : ` named ${code(clip(artifact, 100))}`;
  const none = artifacts.length === 0 ? `its run has no artifact${named} that could be looked into` : null;
  const others = passedOver.map(({ artifact: name, why }) => `${code(clip(name, 100))} is ${why}`);
  const past = others.length === 0 ? "" : ` (${others.slice(0, 5).join(", ")})`;
  return `${none ?? `no file ${code(file)} is in ${list(artifacts)}`}${past}.`;
}

function list(artifacts: readonly string[]): string {
  return artifacts.map((name) => code(clip(name, 100))).join(", ");
}

function place({ check, file, path }: Wanted): string {
  return `${code(path)} in ${code(file)} of the check ${code(check)}`;
}
