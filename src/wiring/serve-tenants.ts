/**
 * All repositories that are served. Who they are is read from GitHub's lists at the start, again and again, and whenever a webhook
 * speaks of an installation or of a repository that is not known; a webhook itself is never believed.
 */
import type { Logger } from "pino";
import type { Hint } from "../app.ts";
import type { Client } from "../github/client.ts";
import { failureOf } from "../github/failure.ts";
import { createQueue, type QueueClock } from "../queue/in-process.ts";
import { createTurns } from "../queue/turns.ts";
import type { Pass } from "../reconcile/reconcile.ts";
import { message, stopAdvice } from "../text/serve-log.ts";
import type { Account } from "./serve-account.ts";
import { hasConfig } from "./serve-config.ts";
import { type Health, healthOf } from "./serve-health.ts";
import {
  type Installation,
  type ListedRepository,
  listInstallations,
  listRepositories,
} from "./serve-installations.ts";
import { stopReasonOf } from "./serve-refusal.ts";
import { createTenant, type Tenant } from "./serve-tenant.ts";

export interface Tenants {
  /** The first resync, which looks at every repository. */
  start(): void;
  /** Cheap and as often as anybody likes; nothing of it waits for GitHub. Throws once it is closed. */
  hint(hint: Hint): void;
  health(): Health;
  /** Resolves when nothing is at work or hinted. */
  idle(): Promise<void>;
  /** Starts nothing any more; resolves when what is at work has ended. */
  close(): Promise<void>;
}

export interface TenantsOptions {
  /** Speaks as the App. */
  readonly app: Client;
  readonly account: (installation: number) => Account;
  readonly clock: QueueClock;
  readonly log: Logger;
  /** Milliseconds between resyncs. */
  readonly period: number;
  readonly onPass: (repository: number, pass: Pass) => void;
}

interface Place {
  readonly installation: number;
  readonly listed: ListedRepository;
  readonly account: Account;
  /** null: it has no config that we know of. */
  tenant: Tenant | null;
  /** `pushedAt` of the push up to which a config was looked for. */
  looked: string | null | undefined;
  /** GitHub would not show it when it was looked for. */
  refused: boolean;
}

/** Milliseconds: however many webhooks come, a repository is looked at so often, and the lists four times less. */
const SPACING = { first: 1_000, longest: 15_000 } as const;
const RESYNC_SPACING = { first: 1_000, longest: 60_000 } as const;

/** Milliseconds until GitHub, which refused the App itself, is asked again. */
const REFUSED = 1_800_000;

const ALL = "all";

/** What changes whom we serve. */
const LISTED = new Set(["installation", "installation_repositories", "installation_target", "repository"]);

export function createTenants({ app, account, clock, log, period, onPass }: TenantsOptions): Tenants {
  const places = new Map<number, Place>();
  const accounts = new Map<number, Account>();
  const inTurn = createTurns(10);
  const started = clock.now();
  let refusedUntil = Number.NEGATIVE_INFINITY;
  let lastResync: { readonly at: Date; readonly ok: boolean } | null = null;
  let closed = false;

  const passes = createQueue({
    clock,
    spacing: SPACING,
    jitter: Math.random,
    work: (key) => visit(Number(key)),
    onError: (key, error, retryIn) => {
      const place = places.get(Number(key));
      if (place?.tenant) place.tenant.failed(error, retryIn);
      else log.warn({ repositoryId: Number(key), retryIn, err: error }, message.lookFailed);
    },
  });
  const resyncs = createQueue({
    clock,
    spacing: RESYNC_SPACING,
    jitter: Math.random,
    work: resync,
    onError: (_key, error, retryIn) => {
      lastResync = { at: clock.now(), ok: false };
      log.warn({ retryIn, err: error }, message.resyncFailed);
    },
  });

  return {
    start: () => resyncs.hint(ALL),
    hint,
    health,
    idle: async () => {
      await resyncs.idle();
      await passes.idle();
    },
    close: async () => {
      closed = true;
      await Promise.all([resyncs.close(), passes.close()]);
      await Promise.all([...places.values()].flatMap(({ tenant }) => (tenant ? [tenant.close()] : [])));
    },
  };

  function hint({ event, repository }: Hint): void {
    if (closed) throw new Error("stopping");
    const place = repository === null ? undefined : places.get(repository);
    if (LISTED.has(event)) {
      encourage(place);
      resyncs.hint(ALL);
    } else if (repository === null) return;
    else if (!place) resyncs.hint(ALL);
    else if (!place.tenant) {
      if (event !== "push") return;
      place.looked = undefined;
      passes.hint(String(repository));
    } else if (place.tenant.state.stopped === null) passes.hint(String(repository));
  }

  /** An event without a repository is about an installation: which one is for the lists to say. */
  function encourage(place: Place | undefined): void {
    for (const each of place ? [place] : places.values()) {
      each.tenant?.encourage();
      if (each === place || each.refused) each.looked = undefined;
    }
  }

  async function visit(id: number): Promise<Date | null> {
    const place = places.get(id);
    if (!place) return null;
    return place.account.inTurn(async () => {
      if (!place.tenant && (await wantsService(place))) {
        const { id, owner, name } = place.listed;
        log.info({ repository: `${owner}/${name}`, repositoryId: id }, message.tenant);
        place.tenant = tenantOf(place);
      }
      return place.tenant?.work() ?? null;
    });
  }

  /** What GitHub will not show is asked about again when something changes, not in a loop. */
  async function wantsService(place: Place): Promise<boolean> {
    const { listed, account: at } = place;
    const reader = at.reader(listed.id);
    try {
      const wanted = await hasConfig(reader, listed);
      place.refused = false;
      if (!wanted) place.looked = listed.pushedAt;
      return wanted;
    } catch (error) {
      const reason = await stopReasonOf(error, reader, listed);
      if (reason === null) throw error;
      place.refused = true;
      place.looked = listed.pushedAt;
      log.warn(
        { repositoryId: listed.id, reason, advice: stopAdvice[reason], err: error },
        message.lookRefused,
      );
      return false;
    }
  }

  function tenantOf({ listed: { id, owner, name }, account: at }: Place): Tenant {
    const address = { owner, name };
    return createTenant({
      id,
      address,
      account: at,
      now: clock.now,
      log,
      onPass: (pass) => onPass(id, pass),
    });
  }

  /** Returns when to do it again. */
  async function resync(): Promise<Date> {
    const now = clock.now().getTime();
    if (now < refusedUntil) return new Date(refusedUntil);
    const installations = await listInstallations(app).catch(refusedApp);
    if (installations === null) return new Date(refusedUntil);
    const failed = await Promise.all(installations.map((each) => inTurn(() => resyncOne(each))));
    const known = new Set(installations.map(({ id }) => id));
    for (const [id, { installation }] of places) if (!known.has(installation)) drop(id);
    for (const id of accounts.keys()) if (!known.has(id)) accounts.delete(id);
    lastResync = { at: clock.now(), ok: failed.every((each) => !each) };
    log.info({ installations: installations.length, ...health().repositories }, message.resynced);
    return new Date(clock.now().getTime() + period);
  }

  /** null when GitHub does not know the App, or not its key: trying again at once would be a loop. */
  function refusedApp(error: unknown): null {
    const status = failureOf(error)?.status ?? 0;
    if (![401, 403, 404].includes(status)) throw error;
    refusedUntil = clock.now().getTime() + REFUSED;
    lastResync = { at: clock.now(), ok: false };
    log.error({ advice: message.appAdvice, err: error }, message.appRefused);
    return null;
  }

  /** True when it could not be listed: what is unknown stays as it is. */
  async function resyncOne(installation: Installation): Promise<boolean> {
    const mine = () => [...places].filter(([, place]) => place.installation === installation.id);
    if (installation.stop === "suspended") {
      for (const [, { tenant }] of mine()) tenant?.stop("suspended", 0);
      return false;
    }
    const at = accounts.get(installation.id) ?? account(installation.id);
    accounts.set(installation.id, at);
    try {
      const repositories = await listRepositories(at.lister);
      for (const listed of repositories) settle(installation, at, listed);
      const listed = new Set(repositories.map(({ id }) => id));
      for (const [id] of mine()) if (!listed.has(id)) drop(id);
      return false;
    } catch (error) {
      log.warn({ installation: installation.id, err: error }, message.listFailed);
      return true;
    }
  }

  function settle(installation: Installation, at: Account, listed: ListedRepository): void {
    const before = places.get(listed.id);
    const place = placed(before, installation, at, listed);
    places.set(listed.id, place);
    const stop = installation.stop ?? listed.stop;
    if (place.tenant && stop) place.tenant.stop(stop, 0);
    else if (place.tenant) {
      place.tenant.resume();
      if (place.tenant.state.stopped === null) passes.hint(String(listed.id));
    } else if (!stop && place.looked !== listed.pushedAt) passes.hint(String(listed.id));
  }

  /** Renamed or transferred: the same repository by its id, under another address. */
  function placed(
    before: Place | undefined,
    installation: Installation,
    at: Account,
    listed: ListedRepository,
  ): Place {
    const place: Place = {
      installation: installation.id,
      listed,
      account: at,
      tenant: null,
      looked: before?.looked,
      refused: before?.refused ?? false,
    };
    if (!before?.tenant) return place;
    const { owner, name } = before.tenant.address;
    const stays = owner === listed.owner && name === listed.name && before.account === at;
    if (!stays) leave(before.tenant);
    return { ...place, tenant: stays ? before.tenant : tenantOf(place) };
  }

  function drop(id: number): void {
    const place = places.get(id);
    places.delete(id);
    if (!place?.tenant) return;
    log.info({ repositoryId: id }, message.dropped);
    leave(place.tenant);
  }

  /** A pass that is still at work only cannot look any more. */
  function leave(tenant: Tenant): void {
    tenant.close().catch((error: unknown) => log.warn({ err: error }, message.leftBehind));
  }

  function health(): Health {
    const tenants = [...places.values()].flatMap(({ tenant }) => tenant?.state ?? []);
    const longest = Math.max(period, REFUSED);
    return healthOf({ now: clock.now(), started, lastResync, period: longest, known: places.size, tenants });
  }
}
