/** One repository that is served: its passes, how they fare, and whether it is stopped because GitHub will not have us there. */
import { randomUUID } from "node:crypto";
import type { Logger } from "pino";
import type { RepositoryAddress } from "../domain/repository.ts";
import type { Pass } from "../reconcile/reconcile.ts";
import { message, type StopReason, stopAdvice } from "../text/serve-log.ts";
import { createForecastClone } from "./forecast-clone.ts";
import { createPasses } from "./orchestrator.ts";
import type { Account } from "./serve-account.ts";
import { stopReasonOf } from "./serve-refusal.ts";

export interface Tenant {
  readonly address: RepositoryAddress;
  readonly state: TenantState;
  /** A pass, as a queue starts it; nothing while it is stopped. */
  work(): Promise<Date | null>;
  /** Until GitHub's lists show it healthy, and at least for so many milliseconds. Says so once. */
  stop(reason: StopReason, atLeast: number): void;
  /** Whether it was stopped, and may be tried again. Goes on if so. */
  resume(): boolean;
  /** Something changed for the better, perhaps: the next resync may try. */
  encourage(): void;
  failed(error: unknown, retryIn: number): void;
  /** Takes away what it keeps on the disk, once nothing of it is at work. */
  close(): Promise<void>;
}

export interface TenantState {
  readonly stopped: StopReason | null;
  /** In a row. */
  readonly failures: number;
  readonly lastPass: Date | null;
}

export interface TenantOptions {
  readonly id: number;
  readonly address: RepositoryAddress;
  readonly account: Account;
  readonly now: () => Date;
  readonly log: Logger;
  readonly onPass: (pass: Pass) => void;
}

/** Milliseconds until what GitHub refused is tried again unasked: a trial costs up to 4 requests, and 5 an hour is the most. */
const TRIAL = 3_600_000;

export function createTenant({ id, address, account, now, log, onPass }: TenantOptions): Tenant {
  const repository = `${address.owner}/${address.name}`;
  const fields = { repository, repositoryId: id };
  let pass = "";
  let stopped: StopReason | null = null;
  let until = Number.NEGATIVE_INFINITY;
  let failures = 0;
  let lastPass: Date | null = null;

  const client = account.worker(id, ({ method, url, operation }) =>
    log.debug({ ...fields, pass, method, url, operation }, "request"),
  );
  const clone = createForecastClone(() => account.source(id, address));
  const passes = createPasses({
    client,
    forecast: clone.forecast,
    repository: address,
    now,
    onPass: (done) => {
      const { decision, applied } = done;
      log.info({ ...fields, pass, moves: decision.events.length, effects: applied.length }, message.pass);
      onPass(done);
    },
    onRefused: (error) => log.warn({ ...fields, pass, err: error }, message.refusedEffect),
  });

  return {
    address,
    get state() {
      return { stopped, failures, lastPass };
    },
    work,
    stop,
    resume,
    close: clone.close,
    encourage: () => {
      until = Number.NEGATIVE_INFINITY;
    },
    failed: (error, retryIn) => {
      failures += 1;
      log.warn({ ...fields, pass, failures, retryIn, err: error }, message.passFailed);
    },
  };

  async function work(): Promise<Date | null> {
    if (stopped !== null) return null;
    pass = randomUUID();
    try {
      const due = await passes.work();
      failures = 0;
      lastPass = now();
      return due;
    } catch (error) {
      const reason = await stopReasonOf(error, client, address);
      if (reason === null) throw error;
      stop(reason, TRIAL, error);
      return null;
    }
  }

  function stop(reason: StopReason, atLeast: number, error?: unknown): void {
    if (stopped === null) {
      const err = error === undefined ? {} : { err: error };
      log.warn({ ...fields, reason, advice: stopAdvice[reason], ...err }, message.stopped);
    }
    stopped = reason;
    until = now().getTime() + atLeast;
  }

  function resume(): boolean {
    if (stopped === null || now().getTime() < until) return false;
    log.info({ ...fields, reason: stopped }, message.resumed);
    stopped = null;
    failures = 0;
    return true;
  }
}
