/** Runs of the agent workflow: one listing tells which are active; its titles tell task and attempt. */
import { z } from "zod";
import { WORKFLOW_PATH } from "../domain/agent-workflow.ts";
import type { ObservedRun } from "../domain/observation.ts";
import type { RepositoryAddress } from "../domain/repository.ts";
import { parseRunTitle } from "../domain/run-title.ts";
import type { Client } from "./client.ts";
import { isMissing } from "./failure.ts";

export interface ListedRuns {
  readonly byId: ReadonlyMap<number, ObservedRun>;
  /** By task and attempt, `12/1`; of several, an active one wins, then the newest. */
  readonly byAttempt: ReadonlyMap<string, ObservedRun>;
}

const Run = z.object({ id: z.int(), status: z.string().nullable() });
const Listing = z.object({
  workflow_runs: z.array(Run.extend({ display_title: z.string(), path: z.string() })),
});

/**
 * Among the newest 100 dispatched runs of the repository. One that other workflows' runs hide is dispatched again, and the
 * second run of an attempt does not get the claim. https://docs.github.com/en/rest/actions/workflow-runs
 */
export async function listRuns(
  { octokit }: Client,
  { owner, name: repo }: RepositoryAddress,
): Promise<ListedRuns> {
  const event = "workflow_dispatch";
  const { data } = await octokit.rest.actions.listWorkflowRunsForRepo({ owner, repo, event, per_page: 100 });
  // GitHub may name the ref after the path: `.github/workflows/agent.yml@main`.
  const listed = Listing.parse(data).workflow_runs.filter(({ path }) => path.split("@")[0] === WORKFLOW_PATH);
  const byId = new Map<number, ObservedRun>();
  const byAttempt = new Map<string, ObservedRun>();
  for (const { id, status, display_title } of listed) {
    const run = toRun(id, status);
    byId.set(run.id, run);
    const title = parseRunTitle(display_title);
    const key = title && `${title.task}/${title.attempt}`;
    const known = key ? byAttempt.get(key) : undefined;
    if (key && (!known || (known.state !== "active" && run.state === "active"))) byAttempt.set(key, run);
  }
  return { byId, byAttempt };
}

/** One run by id, for those that the listing no longer reaches. */
export async function readRun(
  { octokit }: Client,
  { owner, name: repo }: RepositoryAddress,
  id: number,
): Promise<ObservedRun> {
  try {
    const { data } = await octokit.rest.actions.getWorkflowRun({ owner, repo, run_id: id });
    return toRun(id, Run.parse(data).status);
  } catch (error) {
    if (isMissing(error)) return { id, state: "gone" };
    throw error;
  }
}

function toRun(id: number, status: string | null): ObservedRun {
  return { id, state: status === "completed" ? "ended" : "active" };
}
