/** Artifacts of workflow runs: uploaded once, never changed, gone after 90 days as by GitHub's default. */
import type { Artifact, WorkflowRun } from "../records.ts";
import type { World } from "../world.ts";

const DAYS = 90;

export function uploadArtifact(world: World, run: WorkflowRun, name: string, archive: Uint8Array): Artifact {
  if (run.status === "completed")
    throw new Error(`the workflow run ${run.id} is over: nothing uploads any more`);
  const expires = new Date(world.clock().getTime() + DAYS * 24 * 3_600_000).toISOString();
  return world.artifacts.insert({
    runId: run.id,
    name,
    archive: Buffer.from(archive).toString("base64"),
    createdAt: world.now(),
    expiresAt: `${expires.slice(0, 19)}Z`,
  });
}

export function isExpired(world: World, { expiresAt }: Artifact): boolean {
  return Date.parse(expiresAt) <= world.clock().getTime();
}
