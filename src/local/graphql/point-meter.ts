/** The hourly budget of GraphQL points. https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api */

export interface Budget {
  /** Points an hour. */
  readonly limit: number;
  readonly used: number;
  readonly remaining: number;
  readonly resetAt: Date;
}

export interface PointMeter {
  /** Takes the points from the user's budget; null, and takes nothing, when fewer are left. */
  spend(userId: number, points: number): Budget | null;
  /** How the user's budget stands. */
  budget(userId: number): Budget;
}

/** What GitHub grants a user, and an installation outside of an enterprise. */
const hourlyPoints = 5_000;
const hour = 60 * 60 * 1_000;

/** Counts by the given clock; nothing is kept over a restart. */
export function createPointMeter(clock: () => Date): PointMeter {
  const windows = new Map<number, { readonly used: number; readonly resetAt: Date }>();
  const budget = (userId: number): Budget => {
    const window = windows.get(userId);
    const now = clock();
    const { used, resetAt } =
      window && window.resetAt > now ? window : { used: 0, resetAt: new Date(now.getTime() + hour) };
    return { limit: hourlyPoints, used, remaining: hourlyPoints - used, resetAt };
  };
  return {
    budget,
    spend: (userId, points) => {
      const { used, remaining, resetAt } = budget(userId);
      if (points > remaining) return null;
      windows.set(userId, { used: used + points, resetAt });
      return budget(userId);
    },
  };
}
