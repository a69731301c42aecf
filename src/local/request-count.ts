/** Counts the API requests that were served, for the benchmark and the demo's summary. Git and webhooks do not count. */
export interface RequestCount {
  readonly rest: number;
  readonly graphql: number;
  /** REST requests other than GET, and GraphQL mutations. */
  readonly writes: number;
  /** By `METHOD /path/{template}`. */
  readonly byRoute: ReadonlyMap<string, number>;
}

export interface RequestCounter {
  count(kind: "rest" | "graphql", route: string, write: boolean): void;
  /** The counts of this moment. */
  read(): RequestCount;
}

export function createRequestCounter(): RequestCounter {
  const byRoute = new Map<string, number>();
  const totals = { rest: 0, graphql: 0, writes: 0 };
  return {
    count: (kind, route, write) => {
      totals[kind] += 1;
      if (write) totals.writes += 1;
      byRoute.set(route, (byRoute.get(route) ?? 0) + 1);
    },
    read: () => ({ ...totals, byRoute: new Map(byRoute) }),
  };
}
