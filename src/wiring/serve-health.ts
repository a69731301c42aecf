/** What `/healthz` tells. Numbers only: whoever asks may be anybody, and a repository's name may be a secret. */
import type { TenantState } from "./serve-tenant.ts";

export interface Health {
  /** False when the resync has not come round for three periods: the queue is stuck. */
  readonly ok: boolean;
  /** The last one that ended, and whether GitHub answered all of it. */
  readonly resync: { readonly at: string | null; readonly ok: boolean };
  readonly repositories: Readonly<Record<"known" | "serving" | "stopped" | "failing", number>>;
  /** Of the repositories that are served: how many had their last pass when. */
  readonly lastPass: Readonly<Record<"thisPeriod" | "earlier" | "never", number>>;
}

export interface Vitals {
  readonly now: Date;
  readonly started: Date;
  readonly lastResync: { readonly at: Date; readonly ok: boolean } | null;
  /** Milliseconds from one resync to the next, at the longest. */
  readonly period: number;
  /** Repositories that the App is installed on. */
  readonly known: number;
  /** Those that have a config. */
  readonly tenants: readonly TenantState[];
}

export function healthOf({ now, started, lastResync, period, known, tenants }: Vitals): Health {
  const since = (at: Date) => now.getTime() - at.getTime();
  const serving = tenants.filter(({ stopped }) => stopped === null);
  const ages = serving.flatMap(({ lastPass }) => (lastPass ? since(lastPass) : []));
  return {
    ok: since(lastResync?.at ?? started) <= 3 * period,
    resync: { at: lastResync?.at.toISOString() ?? null, ok: lastResync?.ok ?? false },
    repositories: {
      known,
      serving: serving.length,
      stopped: tenants.length - serving.length,
      failing: serving.filter(({ failures }) => failures > 0).length,
    },
    lastPass: {
      thisPeriod: ages.filter((age) => age <= period).length,
      earlier: ages.filter((age) => age > period).length,
      never: serving.length - ages.length,
    },
  };
}
