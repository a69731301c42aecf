/**
 * Numbers that checks reported: from the check run to the suite, to the workflow run that made it on this very head, to the
 * artifact with the report. Read once for each check run; what may still come is asked for again with the next look.
 */
import { z } from "zod";
import { metricCheck } from "../config/metric-check.ts";
import type { Config } from "../config/schema.ts";
import type { MetricDelay, MetricGap, MetricReading, PassedOver } from "../domain/metric-reading.ts";
import { numberAt } from "../domain/number-at.ts";
import type { Check, Pull } from "../domain/pull.ts";
import type { RepositoryAddress } from "../domain/repository.ts";
import { ARCHIVE_BYTES, downloadArtifact, listArtifacts } from "./artifacts.ts";
import type { Client } from "./client.ts";
import { failureOf } from "./failure.ts";
import { readReportFile } from "./report-file.ts";

/** By the metric's name. */
export type ReadMetrics = (
  pull: Pick<Pull, "head" | "baseSha" | "checks">,
  gates: Pick<Config["gates"], "checks" | "metrics">,
) => Promise<ReadonlyMap<string, MetricReading>>;

type Metric = Config["gates"]["metrics"][number];
type Source = Pick<Metric, "file" | "artifact">;

/** Which check run is meant; `id` is null for a base, whose check runs nobody has observed. */
type Reporter = Pick<Check, "name" | "app"> & { readonly id: string | null };

type Report =
  | { readonly kind: "report"; readonly json: unknown }
  | { readonly kind: "pending"; readonly why: MetricDelay }
  | { readonly kind: "missing"; readonly gap: MetricGap };

/** So many readings are kept: enough for every open pull request of a busy repository. */
const KEPT = 500;
/** Artifacts of one run that are looked through for a file that no artifact is named for. */
const ARTIFACTS = 10;
/** Artifacts in one answer of GitHub. */
const LISTED = 100;

export function metricsReader(client: Client, repository: RepositoryAddress): ReadMetrics {
  const kept = new Map<string, MetricReading>();

  return async ({ head, baseSha, checks }, gates) => {
    const readings = new Map<string, MetricReading>();
    /** Several numbers may stand in one report. */
    const reports = new Map<string, Report>();
    for (const metric of gates.metrics) {
      const check = metricCheck(metric, gates.checks, checks);
      const reading = check ? await read(metric, head, check, reports) : pending("check");
      readings.set(metric.name, check ? await compared(reading, metric, baseSha, check, reports) : reading);
    }
    return readings;
  };

  /** Where the base's number counts too, one that is not there leaves nothing to compare with. */
  async function compared(
    reading: MetricReading,
    metric: Metric,
    base: string,
    { name, app }: Check,
    reports: Map<string, Report>,
  ): Promise<MetricReading> {
    if (metric.regression === undefined || reading.kind !== "number") return reading;
    const before = await read(metric, base, { id: null, name, app }, reports);
    return before.kind === "number" ? { ...reading, base: before.value } : pending("base");
  }

  async function read(
    metric: Metric,
    head: string,
    check: Reporter,
    reports: Map<string, Report>,
  ): Promise<MetricReading> {
    const source = JSON.stringify([head, check.id, check.name, check.app, metric.artifact, metric.file]);
    const key = `${source} ${metric.path}`;
    const known = kept.get(key);
    if (known) return known;
    const report = reports.get(source) ?? (await readReport(head, check, metric));
    reports.set(source, report);
    const reading = report.kind === "report" ? numberIn(report.json, metric.path) : report;
    // What a base lacks may still come: its check runs are not followed.
    if (reading.kind === "number" || (reading.kind === "missing" && check.id !== null)) keep(key, reading);
    return reading;
  }

  function keep(key: string, reading: MetricReading): void {
    kept.set(key, reading);
    for (const oldest of kept.keys()) {
      if (kept.size <= KEPT) return;
      kept.delete(oldest);
    }
  }

  async function readReport(head: string, check: Reporter, source: Source): Promise<Report> {
    try {
      const suite = await suiteOf(head, check);
      // The observation knows a check run that this listing does not show (yet), or not any more.
      if (suite === null) return pending("check");
      const run = await runOf(suite, head);
      if (run === null) return { kind: "missing", gap: { what: "run" } };
      const report = await reportOf(run.id, source);
      return report.kind === "missing" && run.status !== "completed" ? pending("run") : report;
    } catch (error) {
      const status = failureOf(error)?.status;
      if (status === 403 || status === 404 || status === 410) return pending("refused");
      throw error;
    }
  }

  /** The suite of this very check run; on a base, of the last one that has ended. */
  async function suiteOf(commit: string, { id, name, app }: Reporter): Promise<number | null> {
    const { data } = await client.octokit.rest.checks.listForRef({
      owner: repository.owner,
      repo: repository.name,
      ref: commit,
      check_name: name,
      per_page: 100,
    });
    const found = CheckRuns.parse(data).check_runs.find((run) =>
      id === null ? run.app?.slug === app && run.status === "completed" : run.node_id === id,
    );
    return found?.check_suite?.id ?? null;
  }

  /** A suite of another commit, or one that no workflow run made, tells nothing about this head. */
  async function runOf(suite: number, head: string): Promise<z.infer<typeof Run> | null> {
    const { data } = await client.octokit.rest.actions.listWorkflowRunsForRepo({
      owner: repository.owner,
      repo: repository.name,
      check_suite_id: suite,
      per_page: 100,
    });
    const runs = Runs.parse(data).workflow_runs;
    return runs.find((run) => run.head_sha === head && run.check_suite_id === suite) ?? null;
  }

  async function reportOf(run: number, { file, artifact: wanted }: Source): Promise<Report> {
    const listed = await listArtifacts(client, repository, run, wanted);
    if (listed.artifacts.length > ARTIFACTS || listed.count > LISTED) {
      return { kind: "missing", gap: { what: "many", count: listed.count, limit: ARTIFACTS } };
    }
    const reports: { readonly artifact: string; readonly json: unknown }[] = [];
    const without: string[] = [];
    const passedOver: PassedOver[] = [];
    for (const artifact of listed.artifacts) {
      const { name } = artifact;
      const why = artifact.expired ? "expired" : artifact.bytes > ARCHIVE_BYTES ? "too large" : null;
      if (why !== null) {
        passedOver.push({ artifact: name, why });
        continue;
      }
      const archive = await downloadArtifact(client, repository, artifact);
      if (archive === null) return pending("download");
      const found = await readReportFile(archive, file);
      switch (found.kind) {
        case "report":
          reports.push({ artifact: name, json: found.json });
          break;
        case "absent":
          without.push(name);
          break;
        case "damaged":
          passedOver.push({ artifact: name, why: "damaged" });
          break;
        case "unreadable":
          return { kind: "missing", gap: { what: "unreadable", artifact: name, problem: found.problem } };
        default:
          found satisfies never;
      }
    }
    const [report, ...others] = reports;
    if (report === undefined)
      return { kind: "missing", gap: { what: "file", artifacts: without, passedOver } };
    if (others.length === 0) return { kind: "report", json: report.json };
    return { kind: "missing", gap: { what: "several", artifacts: reports.map(({ artifact }) => artifact) } };
  }
}

function numberIn(json: unknown, path: string): MetricReading {
  const found = numberAt(json, path);
  return found.ok
    ? { kind: "number", value: found.value, base: null }
    : { kind: "missing", gap: { what: "number", found: found.found } };
}

function pending(why: MetricDelay): { readonly kind: "pending"; readonly why: MetricDelay } {
  return { kind: "pending", why };
}

const CheckRuns = z.object({
  check_runs: z.array(
    z.object({
      node_id: z.string(),
      status: z.string().optional(),
      app: z.object({ slug: z.string() }).nullish(),
      check_suite: z.object({ id: z.int() }).nullable(),
    }),
  ),
});

const Run = z.object({
  id: z.int(),
  check_suite_id: z.int().nullish(),
  head_sha: z.string(),
  status: z.string().nullable(),
});
const Runs = z.object({ workflow_runs: z.array(Run) });
