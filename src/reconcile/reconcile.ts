/** One pass: observe → decide → record → apply. Every entry comes through here; a dry run stops before it writes. */
import type { Effect } from "../domain/effect.ts";
import type { LedgerEvent } from "../domain/ledger-event.ts";
import type { Observation } from "../domain/observation.ts";
import type { FileChanges } from "../ledger/ledger.ts";
import { ledgerChanges } from "../ledger/ledger.ts";
import { personalTokenText } from "../text/replies.ts";
import { type Decision, decide } from "./decide.ts";
import { readSnapshot, type Snapshot } from "./snapshot.ts";

export interface ReconcilePorts {
  observe(): Promise<Observation>;
  record(input: {
    readonly branch: string;
    readonly head: string | null;
    readonly changes: FileChanges;
    readonly events: readonly LedgerEvent[];
  }): Promise<"recorded" | "lost">;
  /** `late`: whether it is too late to create a comment, because another replica may take it for lost. */
  apply(
    observation: Observation,
    effects: readonly Effect[],
    late: () => boolean,
  ): Promise<readonly AppliedEffect[]>;
  now(): Date;
}

export interface AppliedEffect {
  readonly effect: Effect;
  readonly result: "done" | "already" | "refused" | "uncertain";
  readonly message: string | null;
}

export interface Pass {
  readonly snapshot: Snapshot;
  readonly decision: Decision;
  readonly changes: FileChanges;
  /** What was carried out; empty in a dry run. */
  readonly applied: readonly AppliedEffect[];
}

/** A lost race is observed and decided anew; so many in a row mean that something else is wrong. */
const RACES = 10;

export async function reconcile(
  ports: ReconcilePorts,
  { dryRun }: { readonly dryRun: boolean },
): Promise<Pass> {
  for (let race = 0; race < RACES; race += 1) {
    const snapshot = readSnapshot(await ports.observe());
    const decidedAt = ports.now();
    const decision = decide(snapshot, decidedAt);
    const changes = ledgerChanges(snapshot.ledger, decision.ledger);
    if (dryRun) return { snapshot, decision, changes, applied: [] };
    checkIdentity(snapshot.observation);
    if ((await recordChanges(ports, snapshot, decision, changes)) === "lost") continue;
    const applied =
      decision.effects.length > 0
        ? await ports.apply(snapshot.observation, decision.effects, isLate(ports, snapshot, decidedAt))
        : [];
    return { snapshot, decision, changes, applied };
  }
  throw new Error(`the ledger was written by somebody else ${RACES} times in a row`);
}

/**
 * A comment that nobody sees is sent again by whoever looks after `readLag`. Who was held up must leave half of that time for
 * GitHub to show it; after that the comment is the other's to send.
 */
function isLate(ports: ReconcilePorts, { observation }: Snapshot, decidedAt: Date): () => boolean {
  return () => ports.now().getTime() - decidedAt.getTime() > (observation.readLag / 2) * 1_000;
}

/** Comments and checks are found again by who wrote them: under a person's name they would be taken for theirs. */
function checkIdentity({ self }: Observation): void {
  if (!self.login.endsWith("[bot]")) throw new Error(personalTokenText(self.login));
}

async function recordChanges(
  ports: ReconcilePorts,
  { observation, config }: Snapshot,
  { events }: Decision,
  changes: FileChanges,
): Promise<"recorded" | "lost"> {
  if (changes.additions.length === 0 && changes.deletions.length === 0) return "recorded";
  const branch = config.config?.ledger;
  if (branch === undefined) throw new Error("a decision without rules must not change the ledger");
  return ports.record({ branch, head: observation.ledger?.head ?? null, changes, events });
}
