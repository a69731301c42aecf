/** What the gates said in the course of a demo, read from the checks of every pull request as GitHub shows them afterwards. */
import type { Octokit } from "@octokit/rest";
import { z } from "zod";
import { parseTrailers } from "../domain/trailers.ts";
import type { DemoResult, DemoTask, Refused } from "../text/demo.ts";
import { readReadiness } from "./readiness-list.ts";

export interface Judgements extends Pick<DemoResult, "naming" | "duplicates" | "forecasts" | "readiness"> {}

interface Address {
  readonly owner: string;
  readonly repo: string;
}

const Checks = z.array(
  z.object({
    id: z.int(),
    name: z.string(),
    conclusion: z.string().nullable(),
    output: z.object({ summary: z.string().nullable() }),
  }),
);
type Check = z.infer<typeof Checks>[number];

export async function readJudgements(
  octokit: Octokit,
  at: Address,
  tasks: readonly DemoTask[],
): Promise<Judgements> {
  const read = await Promise.all(tasks.map((task) => readPull(octokit, at, task)));
  return {
    naming: read.flatMap(({ naming }) => naming),
    duplicates: read.flatMap(({ duplicates }) => duplicates),
    forecasts: read.flatMap(({ forecasts }) => forecasts),
    readiness: read.flatMap(({ readiness }) => readiness),
  };
}

const nothing: Judgements = { naming: [], duplicates: [], forecasts: [], readiness: [] };

async function readPull(
  octokit: Octokit,
  at: Address,
  { number: task, pull }: DemoTask,
): Promise<Judgements> {
  if (pull === null) return nothing;
  const { data: commits } = await octokit.rest.pulls.listCommits({ ...at, pull_number: pull, per_page: 100 });
  const judged = await Promise.all(
    commits.map(async ({ sha, commit }) => {
      const { data } = await octokit.rest.checks.listForRef({ ...at, ref: sha, per_page: 100 });
      return { sha, written: parseTrailers(commit.message), checks: Checks.parse(data.check_runs) };
    }),
  );
  const refused = async (name: string): Promise<readonly Refused[]> => {
    const found = judged.flatMap(({ written, checks }) =>
      checks.flatMap((check) => (written && isFailed(check, name) ? [{ id: check.id, written }] : [])),
    );
    const reasons = found.map(async ({ id, written }) => {
      const { data } = await octokit.rest.checks.listAnnotations({ ...at, check_run_id: id, per_page: 50 });
      return data.map(({ path, start_line: line, message }) => ({
        ...written,
        path,
        line,
        says: message ?? "",
      }));
    });
    return (await Promise.all(reasons)).flat();
  };
  const last = judged.at(-1);
  const summary = (name: string) => last?.checks.find((check) => check.name === name)?.output.summary ?? "";
  const conditions = readReadiness(summary("signalbox/ready"));
  return {
    naming: await refused("signalbox/naming"),
    duplicates: await refused("signalbox/duplicates"),
    forecasts: collisions(summary("signalbox/conflicts")).map((says) => ({ task, pull, says })),
    readiness: last && conditions.length > 0 ? [{ task, pull, head: last.sha, conditions }] : [],
  };
}

function isFailed({ name, conclusion }: Check, wanted: string): boolean {
  return name === wanted && conclusion === "failure";
}

/** The lines of a summary that tell of a collision. */
function collisions(summary: string): readonly string[] {
  return Array.from(summary.matchAll(/^- (.*\bcollides\b.*)$/gm), ([, line = ""]) => line);
}
