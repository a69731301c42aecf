/** Tells from an answer whether GitHub refused for a rate limit, and when to go on. */
import { z } from "zod";

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number | undefined>>;
  /** The body says so: GraphQL does with status 200, and a secondary limit may do with words alone. */
  readonly rateLimited: boolean;
}

const Said = z.object({
  message: z.string().nullish(),
  errors: z.array(z.object({ type: z.string().nullish(), message: z.string().nullish() })).nullish(),
});

/** GitHub's words for its limits; "abuse detection" is what the secondary one was called before. */
const WORDS = /secondary rate limit|rate limit exceeded|abuse detection/i;

/**
 * True when a body speaks of a rate limit: with 403 in its message, with 200 among GraphQL's errors. Elsewhere the words
 * mean nothing, for they may be anybody's: a commit's answer has a `message` too.
 */
export function saysRateLimited(status: number, body: unknown): boolean {
  const said = Said.safeParse(body).data;
  if (!said) return false;
  if (status === 403 && WORDS.test(said.message ?? "")) return true;
  return (
    said.errors?.some(
      ({ type, message }) => type === "RATE_LIMITED" || (!type && WORDS.test(message ?? "")),
    ) ?? false
  );
}

/** 429, or a 403 that speaks of the rate limit, or GraphQL's RATE_LIMITED. Any other 403 is about permissions. */
export function isRefusal({ status, headers, rateLimited }: Answer): boolean {
  if (rateLimited || status === 429) return true;
  return status === 403 && (retryAfter(headers) !== null || isUsedUp(headers));
}

/**
 * Milliseconds for which GitHub asks us to wait; null when it does not say. The reset is a time of GitHub's clock: its Date
 * header tells how far ours is off.
 */
export function waitAsked({ headers }: Answer, now: Date): number | null {
  const after = retryAfter(headers);
  if (after !== null) return Math.max(LEAST, after * 1_000);
  const reset = numberOf(headers["x-ratelimit-reset"]);
  if (!isUsedUp(headers) || reset === null) return null;
  const server = Date.parse(String(headers["date"])) || now.getTime();
  return Math.max(LEAST, reset * 1_000 - server);
}

/** True when this answer took the last request of the hour: the next would be refused. */
export function isUsedUp(headers: Answer["headers"]): boolean {
  return numberOf(headers["x-ratelimit-remaining"]) === 0;
}

/** Milliseconds: "now" would be asked again at once, and refused again. */
const LEAST = 1_000;

function retryAfter(headers: Answer["headers"]): number | null {
  return numberOf(headers["retry-after"]);
}

function numberOf(header: string | number | undefined): number | null {
  return header !== undefined && /^[0-9]+$/.test(String(header)) ? Number(header) : null;
}
