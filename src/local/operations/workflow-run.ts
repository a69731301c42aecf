/** Workflow runs: dispatched, started, concluded. The YAML is not interpreted; who composes the world runs what it asks for. */
import { ApiError, notFound, unprocessable } from "../api-error.ts";
import { readBlob } from "../git/blob.ts";
import { readCommit } from "../git/commit.ts";
import { readBranch } from "../git/ref.ts";
import { findEntry } from "../git/tree.ts";
import type { CheckConclusion, Workflow, WorkflowRun } from "../records.ts";
import type { Operation } from "./operation.ts";

/** The App of GitHub Actions, on github.com too. */
export const actionsAppId = 15_368;

export interface DispatchInput {
  /** The file's name under `.github/workflows/`, or the workflow's id. */
  readonly workflow: string;
  /** A branch. */
  readonly ref: string;
  readonly inputs: Readonly<Record<string, string>>;
}

/** Not idempotent: each call makes a run. */
export async function dispatchWorkflow(operation: Operation, input: DispatchInput): Promise<WorkflowRun> {
  const { world, git, caller } = operation;
  const workflow = await findWorkflow(operation, input.workflow);
  const branch = input.ref.replace(/^refs\/heads\//, "");
  const headSha = await readBranch(git, branch);
  if (headSha === null) throw unprocessable(`No ref found for: ${input.ref}`);
  const headCommit = await readCommit(git, headSha);
  if (headCommit === null || (await findEntry(git, headSha, workflow.path)) === null) throw notFound();
  checkInputs(input.inputs);
  const title = await runTitle(git, headSha, workflow, input.inputs);
  const event = "workflow_dispatch";
  const { inputs } = input;
  const run = insertRun(operation, {
    workflow,
    title,
    event,
    headBranch: branch,
    headSha,
    headCommit,
    inputs,
  });
  const sender = caller.user;
  world.emit({
    name: "workflow_dispatch",
    workflow,
    ref: `refs/heads/${branch}`,
    inputs: input.inputs,
    sender,
  });
  world.emit({ name: "workflow_run", action: "requested", run, workflow, sender });
  return run;
}

export interface TriggeredInput {
  /** The file's name under `.github/workflows/`. */
  readonly workflow: string;
  readonly event: "pull_request" | "push";
  /** Its tip is what the run is about. */
  readonly branch: string;
}

/** What a push or a pull request starts by itself. Nobody reads the workflow's `on`: whoever composes the world says when. */
export async function triggerWorkflow(operation: Operation, input: TriggeredInput): Promise<WorkflowRun> {
  const { world, git, caller } = operation;
  const workflow = await findWorkflow(operation, input.workflow);
  const headSha = await readBranch(git, input.branch);
  const headCommit = headSha === null ? null : await readCommit(git, headSha);
  if (headSha === null || headCommit === null) throw unprocessable(`No ref found for: ${input.branch}`);
  const { event, branch: headBranch } = input;
  const title = headCommit.message.split("\n")[0] ?? workflow.name;
  const run = insertRun(operation, { workflow, title, event, headBranch, headSha, headCommit, inputs: {} });
  world.emit({ name: "workflow_run", action: "requested", run, workflow, sender: caller.user });
  return startWorkflowRun(operation, run);
}

/** Every workflow run has a suite of its own. */
function insertRun(
  { world, caller }: Operation,
  {
    workflow,
    ...fields
  }: Pick<WorkflowRun, "title" | "event" | "headBranch" | "headSha" | "headCommit" | "inputs"> & {
    readonly workflow: Workflow;
  },
): WorkflowRun {
  const at = world.now();
  const { headSha, headBranch } = fields;
  const suite = world.checkSuites.insert({ appId: actionsAppId, headSha, headBranch, createdAt: at });
  return world.workflowRuns.insert({
    ...fields,
    workflowId: workflow.id,
    suiteId: suite.id,
    runNumber: world.workflowRuns.where("workflowId", workflow.id).length + 1,
    status: "queued",
    conclusion: null,
    userId: caller.user.id,
    createdAt: at,
    updatedAt: at,
  });
}

/** The workflow on the default branch, where it must be to be dispatched; 404 otherwise. */
export async function findWorkflow({ world, git }: Operation, fileOrId: string): Promise<Workflow> {
  const known = /^[0-9]+$/.test(fileOrId) ? world.workflows.get(Number(fileOrId)) : undefined;
  const path = known?.path ?? `.github/workflows/${fileOrId}`;
  const head = await readBranch(git, world.repository().defaultBranch);
  const entry = head === null ? null : await findEntry(git, head, path);
  if (entry?.type !== "blob" || !/\.ya?ml$/.test(path)) throw notFound();
  const [existing] = world.workflows.where("path", path);
  if (existing) return existing;
  const text = (await readBlob(git, entry.oid))?.toString("utf8") ?? "";
  const name = /^name:\s*["']?([^"'\n#]+)/m.exec(text)?.[1]?.trim() ?? path;
  return world.workflows.insert({ path, name, createdAt: world.now() });
}

/** The workflow's `run-name`, in which only `${{ inputs.x }}` is understood; its name when it has none. */
async function runTitle(
  git: Operation["git"],
  headSha: string,
  workflow: Workflow,
  inputs: DispatchInput["inputs"],
): Promise<string> {
  const entry = await findEntry(git, headSha, workflow.path);
  const text = entry ? ((await readBlob(git, entry.oid))?.toString("utf8") ?? "") : "";
  const named = /^run-name:\s*(["']?)(.+)\1\s*$/m.exec(text)?.[2] ?? workflow.name;
  return named.replace(/\$\{\{\s*inputs\.(\w+)\s*\}\}/g, (_expression, name: string) => inputs[name] ?? "");
}

function checkInputs(inputs: DispatchInput["inputs"]): void {
  if (Object.keys(inputs).length > 25)
    throw unprocessable("you may only define up to 25 `inputs` for a `workflow_dispatch` event");
  if (JSON.stringify(inputs).length > 65_535) throw unprocessable("inputs are too large.");
}

/** A runner has taken the run. */
export function startWorkflowRun(
  { world, caller }: Pick<Operation, "world" | "caller">,
  run: WorkflowRun,
): WorkflowRun {
  if (run.status !== "queued") return run;
  return change({ world, caller }, { ...run, status: "in_progress" }, "in_progress");
}

/** Concludes a run; one that is concluded already keeps its conclusion. */
export function concludeWorkflowRun(
  operation: Pick<Operation, "world" | "caller">,
  run: WorkflowRun,
  conclusion: CheckConclusion,
): WorkflowRun {
  if (run.status === "completed") return run;
  return change(operation, { ...run, status: "completed", conclusion }, "completed");
}

/** At once, unlike on GitHub, where the runner takes a moment to obey. */
export function cancelWorkflowRun(operation: Operation, run: WorkflowRun): WorkflowRun {
  if (run.status === "completed") throw new ApiError(409, "Cannot cancel a workflow run that is completed.");
  return concludeWorkflowRun(operation, run, "cancelled");
}

function change(
  { world, caller }: Pick<Operation, "world" | "caller">,
  after: WorkflowRun,
  action: "in_progress" | "completed",
): WorkflowRun {
  const run = world.workflowRuns.put({ ...after, updatedAt: world.now() });
  const workflow = world.workflows.get(run.workflowId);
  if (workflow) world.emit({ name: "workflow_run", action, run, workflow, sender: caller.user });
  return run;
}
