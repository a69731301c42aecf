/** Check runs: a new one each time, written only by Apps, updated only by the App that made it. Limits as published for the Checks API. */
import { ApiError, invalidField, unprocessable } from "../api-error.ts";
import { isOid, readCommit } from "../git/commit.ts";
import type { App, CheckAnnotation, CheckConclusion, CheckRun, CheckStatus, CheckSuite } from "../records.ts";
import type { World } from "../world.ts";
import type { Operation } from "./operation.ts";

export interface CheckRunChange {
  readonly name?: string | undefined;
  readonly status?: CheckStatus | undefined;
  /** Completes the run, whatever `status` says. */
  readonly conclusion?: CheckConclusion | undefined;
  readonly externalId?: string | undefined;
  readonly detailsUrl?: string | undefined;
  readonly startedAt?: string | undefined;
  readonly completedAt?: string | undefined;
  readonly output?:
    | {
        readonly title?: string | undefined;
        readonly summary?: string | undefined;
        readonly text?: string | undefined;
        /** Added to those that are there. */
        readonly annotations?: readonly CheckAnnotation[] | undefined;
      }
    | undefined;
}

export interface CheckRunInput extends CheckRunChange {
  readonly name: string;
  readonly headSha: string;
}

export async function createCheckRun(operation: Operation, input: CheckRunInput): Promise<CheckRun> {
  const { world, git, caller } = operation;
  const app = requireApp(operation);
  if (!isOid(input.headSha) || !(await readCommit(git, input.headSha)))
    throw unprocessable(`No commit found for SHA: ${input.headSha}`);
  const suite = suiteFor(world, app, input.headSha);
  const blank: Omit<CheckRun, "id"> = {
    suiteId: suite.id,
    appId: app.id,
    name: input.name,
    headSha: input.headSha,
    status: "queued",
    conclusion: null,
    externalId: null,
    detailsUrl: null,
    startedAt: world.now(),
    completedAt: null,
    title: null,
    summary: null,
    text: null,
    annotations: [],
  };
  const checkRun = world.checkRuns.insert(changed(world, blank, input));
  world.emit({ name: "check_run", action: "created", checkRun, sender: caller.user });
  if (checkRun.status === "completed")
    world.emit({ name: "check_run", action: "completed", checkRun, sender: caller.user });
  return checkRun;
}

export function updateCheckRun(operation: Operation, before: CheckRun, change: CheckRunChange): CheckRun {
  const { world, caller } = operation;
  if (requireApp(operation).id !== before.appId)
    throw new ApiError(
      403,
      `Invalid app_id \`${before.appId}\` - check run can only be modified by the GitHub App that created it.`,
    );
  const checkRun = world.checkRuns.put({ ...changed(world, before, change), id: before.id });
  if (checkRun.status === "completed" && before.status !== "completed")
    world.emit({ name: "check_run", action: "completed", checkRun, sender: caller.user });
  return checkRun;
}

function requireApp({ caller }: Operation): App {
  if (!caller.app) throw new ApiError(403, "You must authenticate via a GitHub App.");
  return caller.app;
}

function changed(world: World, before: Omit<CheckRun, "id">, change: CheckRunChange): Omit<CheckRun, "id"> {
  checkLimits(change);
  const status = change.conclusion === undefined ? (change.status ?? before.status) : "completed";
  const conclusion = status === "completed" ? (change.conclusion ?? before.conclusion) : null;
  if (status === "completed" && conclusion === null)
    throw invalidField("CheckRun", "conclusion", "missing_field");
  const { output } = change;
  return {
    ...before,
    name: change.name ?? before.name,
    status,
    conclusion,
    externalId: change.externalId ?? before.externalId,
    detailsUrl: change.detailsUrl ?? before.detailsUrl,
    startedAt: change.startedAt ?? before.startedAt,
    completedAt: status === "completed" ? (change.completedAt ?? before.completedAt ?? world.now()) : null,
    title: output?.title ?? before.title,
    summary: output?.summary ?? before.summary,
    text: output?.text ?? before.text,
    annotations: [...before.annotations, ...(output?.annotations ?? [])],
  };
}

/** https://docs.github.com/rest/checks/runs: 65,535 characters, 50 annotations a request; the title's 255 as observed. */
function checkLimits({ output }: CheckRunChange): void {
  if (!output) return;
  if ((output.title?.length ?? 0) > 255) throw invalidField("CheckRun", "title", "too_large");
  if ((output.summary?.length ?? 0) > 65_535) throw invalidField("CheckRun", "summary", "too_large");
  if ((output.text?.length ?? 0) > 65_535) throw invalidField("CheckRun", "text", "too_large");
  if ((output.annotations?.length ?? 0) > 50) throw invalidField("CheckRun", "annotations", "too_large");
}

/** An App has one suite a commit. */
function suiteFor(world: World, app: App, headSha: string): CheckSuite {
  const existing = world.checkSuites.where("headSha", headSha).find((suite) => suite.appId === app.id);
  if (existing) return existing;
  const [pull] = world.pulls.where("headSha", headSha);
  const headBranch = pull?.headRef ?? null;
  return world.checkSuites.insert({ appId: app.id, headSha, headBranch, createdAt: world.now() });
}

/** The runs on a commit that count: of each name and App the newest. */
export function latestCheckRuns(world: World, headSha: string): readonly CheckRun[] {
  const newest = new Map<string, CheckRun>();
  for (const run of world.checkRuns.where("headSha", headSha)) newest.set(`${run.appId} ${run.name}`, run);
  return [...newest.values()].sort((a, b) => b.id - a.id);
}
