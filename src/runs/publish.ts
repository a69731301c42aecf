/**
 * The trusted end of a run: by the config and the ledger as they are now, its patch is judged, uploaded as a commit and
 * recorded as the task's head. The record comes first and moves no branch: any reconcile pass does that, because the
 * branch is a projection of the ledger.
 *
 * The race: another attempt may begin while this one is published. The fence (`holdsClaim`) is asked before anything is
 * uploaded, and again for each try to write; the ledger's compare-and-swap makes its last answer hold. A commit that was
 * uploaded and then lost the race hangs on no branch, and GitHub collects it.
 */
import type { Reason } from "../domain/verdict.ts";
import { holdsClaim, recordResult } from "../ledger/fencing.ts";
import type { Task } from "../ledger/task.ts";
import { type Result, withChanged } from "../ledger/transitions.ts";
import { commitMessage } from "../text/commit-message.ts";
import { unfinishedText } from "../text/patch.ts";
import { type Amendment, amendTask } from "./amend.ts";
import { cleanFinish } from "./clean-outcome.ts";
import { endEvents } from "./end-events.ts";
import { frozenNow } from "./frozen.ts";
import { type Finish, type Judgement, judgeRun } from "./judge.ts";
import type { Patch } from "./patch.ts";
import type { RunKey, RunPorts, Standing } from "./ports.ts";

export type Published =
  /** The attempt is not this run's any more: nothing was uploaded to a branch, nothing recorded. */
  | { readonly kind: "stale"; readonly reason: string }
  /** `reasons` say why a patch was refused; empty when none was. */
  | { readonly kind: "recorded"; readonly result: Result; readonly reasons: readonly Reason[] };

/** A freeze holds the task: nothing was uploaded or recorded, and the run still has its claim. */
export interface Kept {
  readonly kind: "frozen";
}

export async function publish(ports: RunPorts, key: RunKey, said: Finish): Promise<Published | Kept> {
  const finish = cleanFinish(said);
  const upload = uploadOnce(ports, key, finish);
  const published = await amendTask(ports, (standing) => propose(ports, key, finish, upload, standing));
  if (published.kind !== "frozen") ports.wake();
  return published;
}

/** Publishes as soon as no freeze is in the way; null when `signal` is aborted before. */
export async function publishThawed(
  ports: RunPorts,
  key: RunKey,
  finish: Finish,
  signal: AbortSignal,
): Promise<Published | null> {
  for (;;) {
    // Before the look: a change that comes right after it counts.
    const changed = ports.change(signal);
    const published = await publish(ports, key, finish);
    if (published.kind !== "frozen") return published;
    await changed;
    if (signal.aborted) return null;
  }
}

type Upload = (task: Task, patch: Patch) => Promise<string>;

async function propose(
  ports: RunPorts,
  key: RunKey,
  finish: Finish,
  upload: Upload,
  standing: Standing,
): Promise<Amendment<Published | Kept>> {
  const { config, ledger } = standing;
  const limit = config.limits.attempts;
  const held = holdsClaim(ledger.tasks.get(key.task), key.attempt, key.run);
  if (!held.ok) return stale(held.reason);
  if (isKept(standing, held.task, finish, ports.now())) return { kind: "keep", value: { kind: "frozen" } };
  const judgement = judgeRun(held.task, key.attempt, standing, finish);
  const result = await resultOf(judgement, held.task, finish, upload);
  const recorded = recordResult(held.task, key.attempt, key.run, result, limit, ports.now());
  if (!recorded.ok) return stale(recorded.reason);
  const paths = judgement.kind === "end" ? [] : judgement.patch.map(({ path }) => path);
  const after = withChanged(recorded.task, paths);
  return {
    kind: "change",
    task: after,
    events: endEvents({ before: held.task, after, attempt: key.attempt, result, files: paths.length, limit }),
    value: { kind: "recorded", result, reasons: judgement.kind === "end" ? judgement.reasons : [] },
  };
}

/** What has nothing to publish ends whatever is frozen. */
function isKept(standing: Standing, task: Task, { patch }: Finish, now: Date): boolean {
  const freeze = frozenNow(standing, task, now);
  return freeze !== null && !freeze.drain && patch?.ok === true && patch.patch.length > 0;
}

async function resultOf(
  judgement: Judgement,
  task: Task,
  { outcome }: Finish,
  upload: Upload,
): Promise<Result> {
  if (judgement.kind === "end") return judgement.result;
  if (judgement.kind === "park") return { ...judgement.result, head: await upload(task, judgement.patch) };
  const assumptions = outcome.kind === "complete" ? (outcome.assumptions ?? []) : [];
  const head = await upload(task, judgement.patch);
  return { kind: "published", summary: outcome.summary, head, assumptions };
}

/** Of one attempt there is one patch on one base: a lost race is no reason to upload it again. */
function uploadOnce(ports: RunPorts, { attempt }: RunKey, { outcome }: Finish): Upload {
  let commit: Promise<string> | undefined;
  return (task, patch) => {
    if (!task.attempt) throw new Error(`#${task.number} has no attempt to publish`);
    const evidence = outcome.kind === "complete" ? outcome.evidence : [];
    const trailers = { agent: task.agent, task: task.number, attempt };
    const summary = outcome.kind === "blocked" ? unfinishedText(outcome.summary) : outcome.summary;
    const message = commitMessage({ summary, evidence, trailers });
    const { base } = task.attempt;
    commit ??= ports.createCommit({ base, merges: task.merges, patch, message });
    return commit;
  };
}

function stale(reason: string): Amendment<Published> {
  return { kind: "keep", value: { kind: "stale", reason } };
}
