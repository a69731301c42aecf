/** Puts one repository's orchestrator together: an observer, the pass, and the queue that starts it. */
import { repositoryKey } from "../domain/repository.ts";
import { apply } from "../github/apply.ts";
import { createObserver, type ObserveOptions } from "../github/observe.ts";
import { record } from "../github/record.ts";
import { createQueue, type QueueClock } from "../queue/in-process.ts";
import { type Pass, reconcile } from "../reconcile/reconcile.ts";

export interface OrchestratorOptions
  extends Pick<ObserveOptions, "client" | "repository" | "machine" | "alone" | "readLag" | "forecast"> {
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
  /** Resolves after the next pass of the queue, or when `signal` is aborted. */
  next(signal: AbortSignal): Promise<void>;
  /** Resolves when no pass is at work or hinted. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

export function createOrchestrator({
  clock,
  onError,
  onPass,
  ...looking
}: OrchestratorOptions): Orchestrator {
  let last: Pass | null = null;
  const listeners = new Set<() => void>();
  const { work, pass } = createPasses({
    ...looking,
    now: clock.now,
    onPass: (made) => {
      last = made;
      onPass(made);
      for (const listener of listeners) listener();
    },
    onRefused: (error) => onError(error, null),
  });
  const queue = createQueue({ work, onError: (_key, error, retryIn) => onError(error, retryIn), clock });
  const key = repositoryKey(looking.repository);
  return {
    hint: () => queue.hint(key),
    pass,
    lastPass: () => last,
    watch,
    next: async (signal) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      const end = () => resolve();
      const unwatch = watch(end);
      signal.addEventListener("abort", end);
      if (signal.aborted) end();
      await promise;
      signal.removeEventListener("abort", end);
      unwatch();
    },
    idle: queue.idle,
    close: queue.close,
  };

  function watch(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }
}

export interface PassOptions extends ObserveOptions {
  readonly onPass: (pass: Pass) => void;
  /** Told of an effect that GitHub refused. */
  readonly onRefused: (error: Error) => void;
}

export interface Passes {
  /** A pass as a queue starts it: resolves to when to look again, and throws when it must be tried again. */
  work(): Promise<Date | null>;
  pass(options: { readonly dryRun: boolean }): Promise<Pass>;
}

/** The passes over one repository, for whoever has a queue of their own. */
export function createPasses({ onPass, onRefused, ...looking }: PassOptions): Passes {
  const { client, repository, now } = looking;
  const observe = createObserver(looking);
  const ports = {
    observe,
    record: (input: Parameters<typeof record>[2]) => record(client, repository, input),
    apply: (
      observation: Awaited<ReturnType<typeof observe>>,
      effects: Parameters<typeof apply>[1]["effects"],
      late: () => boolean,
    ) => apply(client, { repository: observation.repository, labels: observation.labels, effects, late }),
    now,
  };
  return {
    work: async () => {
      const pass = await reconcile(ports, { dryRun: false });
      onPass(pass);
      reportRefusals(pass, onRefused);
      failOnUncertain(pass);
      return pass.decision.wakeAt;
    },
    pass: (options) => reconcile(ports, options),
  };
}

/** What GitHub refused is tried again only when an observation asks for it anew; somebody should know. */
function reportRefusals({ applied }: Pass, onRefused: (error: Error) => void): void {
  for (const { effect, result, message } of applied) {
    if (result === "refused")
      onRefused(new Error(`GitHub refused the effect ${effect.kind}: ${message ?? ""}`));
  }
}

/** An effect without an answer is looked for in a pass of its own, after the queue's backoff. */
function failOnUncertain({ applied }: Pass): void {
  const lost = applied.find(({ result }) => result === "uncertain");
  if (lost) throw new Error(`no answer to the effect ${lost.effect.kind}: ${lost.message ?? ""}`);
}
