/**
 * Records that a run is lost, for whoever knows that nobody plays it any more. It was not the agent's doing, so it counts against
 * no limit: the attempt is tried again at once.
 */
import { recordResult } from "../ledger/fencing.ts";
import { amendTask } from "./amend.ts";
import { endEvents } from "./end-events.ts";
import type { RunKey, RunPorts } from "./ports.ts";

/** False, and nothing is recorded, when the run does not hold the claim of the open attempt. */
export function recordLost(ports: RunPorts, key: RunKey, summary: string): Promise<boolean> {
  return amendTask<boolean>(ports, ({ ledger }) => {
    const before = ledger.tasks.get(key.task);
    const result = { kind: "lost", summary } as const;
    const limit = Number.POSITIVE_INFINITY;
    const recorded = recordResult(before, key.attempt, key.run, result, limit, ports.now());
    if (!recorded.ok || !before) return { kind: "keep", value: false };
    const next = { cause: "retry", notBefore: null } as const;
    const after = { ...recorded.task, retries: before.retries, next };
    const events = endEvents({ before, after, attempt: key.attempt, result, files: 0, limit });
    return { kind: "change", task: after, events, value: true };
  });
}
