/** How a commit's checks stand together: the newest run of each name and App, and the newest status of each context. */
import { allows, needs } from "../../caller.ts";
import { nodeId } from "../../node-id.ts";
import { latestCheckRuns } from "../../operations/check-run.ts";
import { latestStatuses } from "../../operations/commit-status.ts";
import type { CheckRun, CommitStatus } from "../../records.ts";
import { connection, type PageArguments } from "../connection.ts";
import { type Context, demand, type Source } from "../context.ts";
import { Failure } from "../failure.ts";
import { checkRunNode } from "./check-run.ts";
import { commitNode } from "./commit.ts";

/** Null for a commit that nobody has checked, as on GitHub. */
export function rollupNode(context: Context, oid: string): Source | null {
  demand(context, needs.readChecks);
  const { world } = context;
  const runs = latestCheckRuns(world, oid);
  const statuses = latestStatuses(world, oid);
  if (runs.length + statuses.length === 0) return null;
  return {
    __typename: "StatusCheckRollup",
    id: `SCR_${oid}`,
    state: stateOf([...runs.map(runState), ...statuses.map(statusState)]),
    commit: () => commitNode(context, oid),
    contexts: (args: PageArguments) =>
      connection("contexts", args, {
        items: [
          ...runs.map((run) => ({ id: run.id, kind: 0, node: () => checkRunNode(context, run) })),
          ...statuses.map((status) => ({ id: status.id, kind: 1, node: () => statusNode(context, status) })),
        ],
        place: ({ kind, id }) => [kind, id],
        node: ({ node }) => node(),
      }),
  };
}

export function statusNode({ world, caller }: Context, status: CommitStatus): Source | Error {
  // An error as an item of a list makes that item null, and leaves the others.
  if (!allows(world, caller, needs.readStatuses))
    return new Failure("FORBIDDEN", "Resource not accessible by integration");
  return {
    __typename: "StatusContext",
    id: nodeId("status", status.id),
    context: status.context,
    state: statusState(status),
    description: status.description,
    targetUrl: status.targetUrl,
    createdAt: status.createdAt,
  };
}

type State = "SUCCESS" | "PENDING" | "FAILURE" | "ERROR";

function runState({ conclusion }: CheckRun): State {
  switch (conclusion) {
    case null:
      return "PENDING";
    case "success":
    case "neutral":
    case "skipped":
      return "SUCCESS";
    case "failure":
    case "cancelled":
    case "timed_out":
    case "action_required":
      return "FAILURE";
    default:
      return conclusion satisfies never;
  }
}

function statusState({ state }: CommitStatus): State {
  switch (state) {
    case "success":
      return "SUCCESS";
    case "pending":
      return "PENDING";
    case "failure":
      return "FAILURE";
    case "error":
      return "ERROR";
    default:
      return state satisfies never;
  }
}

function stateOf(states: readonly State[]): State {
  const worst = (["FAILURE", "ERROR", "PENDING"] as const).find((state) => states.includes(state));
  return worst ?? "SUCCESS";
}
