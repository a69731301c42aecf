/**
 * GitHub's secondary rate limits, counted by the world's clock for each user or App:
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits
 * A request that goes over one is a breach. It is always noted; whether it is also refused is up to the world's options, for a
 * GitHub that is on one's own machine has nobody to protect.
 */
export interface Request {
  readonly userId: number;
  readonly api: "rest" | "graphql";
  /** `POST /repos/{owner}/{repo}/issues`, or `mutation Apply`. */
  readonly route: string;
  readonly writes: boolean;
  /** Whether it makes what notifies people: issues, comments, pull requests, reviews. */
  readonly creates: boolean;
}

export type Limit = "concurrent" | "rest-minute" | "graphql-minute" | "creations-minute" | "creations-hour";

export interface Breach {
  readonly limit: Limit;
  readonly route: string;
  readonly at: Date;
  /** Whole seconds until a request of this kind is within the limits again. */
  readonly retryAfter: number;
}

export interface Traffic {
  /** The breach that the request is, if any; `leave` when it is answered. */
  enter(request: Request): { readonly breach: Breach | null; leave(): void };
  /** Oldest first. */
  breaches(): readonly Breach[];
}

const minute = 60_000;
const hour = 60 * minute;
const concurrentLimit = 100;

interface Weighed {
  readonly at: number;
  readonly points: number;
}

export function createTraffic(clock: () => Date): Traffic {
  const weighed = new Map<string, readonly Weighed[]>();
  const underway = new Map<number, number>();
  const breaches: Breach[] = [];

  /** Counts the points; answers with the seconds to wait when there are too many within the window. */
  const weigh = (key: string, points: number, most: number, window: number): number | null => {
    const at = clock().getTime();
    const recent = (weighed.get(key) ?? []).filter((one) => one.at > at - window);
    const sum = recent.reduce((total, one) => total + one.points, points);
    if (sum <= most) {
      weighed.set(key, [...recent, { at, points }]);
      return null;
    }
    weighed.set(key, recent);
    return Math.max(1, Math.ceil(((recent[0]?.at ?? at) + window - at) / 1000));
  };

  const judge = ({ userId, api, writes, creates }: Request): { limit: Limit; retryAfter: number } | null => {
    if ((underway.get(userId) ?? 0) >= concurrentLimit) return { limit: "concurrent", retryAfter: 1 };
    const points = writes ? 5 : 1;
    const most = { rest: 900, graphql: 2_000 }[api];
    const minutely = weigh(`${userId} ${api}`, points, most, minute);
    if (minutely !== null) return { limit: `${api}-minute`, retryAfter: minutely };
    if (!creates) return null;
    const soon = weigh(`${userId} creations, minute`, 1, 80, minute);
    if (soon !== null) return { limit: "creations-minute", retryAfter: soon };
    const late = weigh(`${userId} creations, hour`, 1, 500, hour);
    return late === null ? null : { limit: "creations-hour", retryAfter: late };
  };

  return {
    enter: (request) => {
      const judged = judge(request);
      const breach = judged && { ...judged, route: request.route, at: clock() };
      if (breach) breaches.push(breach);
      const { userId } = request;
      underway.set(userId, (underway.get(userId) ?? 0) + 1);
      return { breach, leave: () => underway.set(userId, (underway.get(userId) ?? 1) - 1) };
    },
    breaches: () => [...breaches],
  };
}
