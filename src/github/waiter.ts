/**
 * Obeys GitHub's rate limits for one installation: until a wait is over, nothing is sent at all; writes leave one at a
 * time, `writeSpacing` apart. https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api
 *
 * Only an answer that says "refused, not done" is followed by sending the same request again. An answer that got lost is
 * never repeated here: whether it was done is for the next observation to find out.
 */
export interface Clock {
  now(): Date;
  sleep(milliseconds: number): Promise<void>;
}

export interface WaiterOptions {
  readonly clock: Clock;
  /** Milliseconds from one write to the next; GitHub asks for at least 1,000. */
  readonly writeSpacing: number;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number | undefined>>;
  /** GraphQL says so in a body with status 200. */
  readonly rateLimited: boolean;
}

export interface Waiter {
  /** Resolves when a request of that kind may be sent; writes hold the turn until `release` is called. */
  enter(kind: "read" | "write"): Promise<() => void>;
  /** Reads an answer; `again` when GitHub refused for the rate limit and the request may be sent again after `enter`. */
  answered(answer: Answer): "again" | "final";
}

const SECONDARY_WAIT = 60_000;

export function createWaiter({ clock, writeSpacing }: WaiterOptions): Waiter {
  let quietUntil = 0;
  let doubled = 0;
  let lastWrite = Number.NEGATIVE_INFINITY;
  let turn: Promise<void> = Promise.resolve();

  return { enter, answered };

  async function enter(kind: "read" | "write"): Promise<() => void> {
    if (kind === "read") {
      await quiet();
      return () => {};
    }
    const before = turn;
    const { promise, resolve } = Promise.withResolvers<void>();
    turn = promise;
    await before;
    await quiet();
    const wait = lastWrite + writeSpacing - clock.now().getTime();
    if (wait > 0) await clock.sleep(wait);
    lastWrite = clock.now().getTime();
    return resolve;
  }

  /** Another answer may prolong the wait while somebody sleeps: look again until it is really over. */
  async function quiet(): Promise<void> {
    for (let wait = quietUntil - clock.now().getTime(); wait > 0; wait = quietUntil - clock.now().getTime()) {
      await clock.sleep(wait);
    }
  }

  function answered(answer: Answer): "again" | "final" {
    const refused = isRefusal(answer);
    if (!refused) {
      if (answer.status < 400) doubled = 0;
      return "final";
    }
    quietUntil = Math.max(quietUntil, clock.now().getTime() + waitFor(answer));
    return "again";
  }

  function waitFor({ headers }: Answer): number {
    const after = Number(headers["retry-after"]);
    if (Number.isFinite(after) && after >= 0 && headers["retry-after"] !== undefined) return after * 1_000;
    if (String(headers["x-ratelimit-remaining"]) === "0") {
      // The reset is a time of GitHub's clock; its Date header tells how far ours is off.
      const server = Date.parse(String(headers["date"])) || clock.now().getTime();
      return Math.max(1_000, Number(headers["x-ratelimit-reset"]) * 1_000 - server);
    }
    doubled += 1;
    return SECONDARY_WAIT * 2 ** (doubled - 1);
  }
}

/** 429, or a 403 that speaks of the rate limit, or GraphQL's RATE_LIMITED. */
function isRefusal({ status, headers, rateLimited }: Answer): boolean {
  if (rateLimited || status === 429) return true;
  if (status !== 403) return false;
  return headers["retry-after"] !== undefined || String(headers["x-ratelimit-remaining"]) === "0";
}
