/** Workflow runs that were dispatched: given to whoever stands for GitHub's runners, and those that are not concluded. */
import type { Caller } from "./caller.ts";
import { actionsAppId, startWorkflowRun } from "./operations/workflow-run.ts";
import type { Workflow, WorkflowRun } from "./records.ts";
import type { World } from "./world.ts";

export interface DispatchedRun {
  readonly id: number;
  /** The workflow's file name. */
  readonly workflow: string;
  readonly ref: string;
  readonly inputs: Readonly<Record<string, string>>;
}

export interface PendingRun extends DispatchedRun {
  readonly status: WorkflowRun["status"];
}

/** Gives every dispatched run to the runner, once the request that dispatched it is answered. */
export function runDispatched(world: World, startRun: (run: DispatchedRun) => void): void {
  world.onEvent((event) => {
    if (event.name !== "workflow_run" || event.action !== "requested") return;
    const { run, workflow } = event;
    if (run.event !== "workflow_dispatch") return;
    queueMicrotask(() => {
      world.write(() => startWorkflowRun({ world, caller: actionsCaller(world) }, run));
      startRun(toDispatched(run, workflow));
    });
  });
}

/** Also those that an earlier process was asked for. */
export function pendingRuns(world: World): readonly PendingRun[] {
  return world.workflowRuns
    .all()
    .filter(({ status, event }) => status !== "completed" && event === "workflow_dispatch")
    .map((run) => ({ ...toDispatched(run, world.workflows.get(run.workflowId)), status: run.status }));
}

function toDispatched(
  { id, headBranch, inputs }: WorkflowRun,
  workflow: Workflow | undefined,
): DispatchedRun {
  return { id, workflow: workflow?.path.split("/").at(-1) ?? "", ref: headBranch, inputs };
}

/** GitHub Actions itself, whose deeds these are. */
export function actionsCaller(world: World): Caller {
  const app = world.apps.get(actionsAppId) ?? null;
  const user = app && world.users.get(app.botId);
  if (!user) throw new Error("the embedded GitHub has lost the App of GitHub Actions");
  return { user, app, grants: app.grants, repositoryIds: null };
}
