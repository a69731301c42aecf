/** Commit statuses: the last one written for a commit and context counts. */
import { unprocessable } from "../api-error.ts";
import { isOid, readCommit } from "../git/commit.ts";
import type { CommitStatus } from "../records.ts";
import type { World } from "../world.ts";
import type { Operation } from "./operation.ts";

export interface StatusInput {
  readonly sha: string;
  readonly state: CommitStatus["state"];
  readonly context: string;
  readonly description: string | null;
  readonly targetUrl: string | null;
}

export async function createStatus(
  { world, git, caller }: Operation,
  input: StatusInput,
): Promise<CommitStatus> {
  if (!isOid(input.sha) || !(await readCommit(git, input.sha)))
    throw unprocessable(`No commit found for SHA: ${input.sha}`);
  return world.statuses.insert({ ...input, userId: caller.user.id, createdAt: world.now() });
}

/** Of each context the newest. */
export function latestStatuses(world: World, sha: string): readonly CommitStatus[] {
  const newest = new Map<string, CommitStatus>();
  for (const status of world.statuses.where("sha", sha)) newest.set(status.context.toLowerCase(), status);
  return [...newest.values()];
}
