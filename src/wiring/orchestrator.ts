/** Puts one repository's orchestrator together: an observer, the pass, and the queue that starts it. */
import type { RepositoryAddress } from "../domain/repository.ts";
import { repositoryKey } from "../domain/repository.ts";
import { apply } from "../github/apply.ts";
import type { Client } from "../github/client.ts";
import { createObserver } from "../github/observe.ts";
import { record } from "../github/record.ts";
import { createQueue, type QueueClock } from "../queue/in-process.ts";
import { type Pass, reconcile } from "../reconcile/reconcile.ts";

export interface OrchestratorOptions {
  readonly client: Client;
  readonly repository: RepositoryAddress;
  readonly clock: QueueClock;
  /** Told of every pass that was carried out. */
  readonly onPass: (pass: Pass) => void;
  /** Told of a failed pass and when it is tried again, in milliseconds; null for an effect that GitHub refused. */
  readonly onError: (error: unknown, retryIn: number | null) => void;
}

export interface Orchestrator {
  /** "Look at the repository." */
  hint(): void;
  /** One pass, now, outside of the queue. */
  pass(options: { readonly dryRun: boolean }): Promise<Pass>;
  /** The last pass of the queue; null before the first. */
  lastPass(): Pass | null;
  /** Told after each pass of the queue; answers with the way to stop. */
  watch(listener: () => void): () => void;
  /** Resolves when no pass is at work or hinted. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

export function createOrchestrator({
  client,
  repository,
  clock,
  onPass,
  onError,
}: OrchestratorOptions): Orchestrator {
  const observe = createObserver({ client, repository, now: clock.now });
  const ports = {
    observe,
    record: (input: Parameters<typeof record>[2]) => record(client, repository, input),
    apply: (
      observation: Awaited<ReturnType<typeof observe>>,
      effects: Parameters<typeof apply>[1]["effects"],
    ) => apply(client, { repository: observation.repository, labels: observation.labels, effects }),
    now: clock.now,
  };
  let last: Pass | null = null;
  const listeners = new Set<() => void>();
  const queue = createQueue({
    work: async () => {
      const pass = await reconcile(ports, { dryRun: false });
      last = pass;
      onPass(pass);
      for (const listener of listeners) listener();
      reportRefusals(pass, onError);
      failOnUncertain(pass);
      return pass.decision.wakeAt;
    },
    onError: (_key, error, retryIn) => onError(error, retryIn),
    clock,
  });
  const key = repositoryKey(repository);
  return {
    hint: () => queue.hint(key),
    pass: (options) => reconcile(ports, options),
    lastPass: () => last,
    watch: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    idle: queue.idle,
    close: queue.close,
  };
}

/** What GitHub refused is tried again only when an observation asks for it anew; somebody should know. */
function reportRefusals({ applied }: Pass, onError: (error: Error, retryIn: number | null) => void): void {
  for (const { effect, result, message } of applied) {
    if (result === "refused")
      onError(new Error(`GitHub refused the effect ${effect.kind}: ${message ?? ""}`), null);
  }
}

/** An effect without an answer is looked for in a pass of its own, after the queue's backoff. */
function failOnUncertain({ applied }: Pass): void {
  const lost = applied.find(({ result }) => result === "uncertain");
  if (lost) throw new Error(`no answer to the effect ${lost.effect.kind}: ${lost.message ?? ""}`);
}
