/**
 * Pages of a list as GitHub's connections. A cursor is opaque and holds an item's place in the order, not its index: a
 * page continues from there although items came, left or moved meanwhile. As on GitHub, an item that moves in the
 * order while it is being listed can be met twice, or not at all.
 * https://docs.github.com/en/graphql/guides/using-pagination-in-the-graphql-api
 */
import { Failure } from "./failure.ts";

export interface PageArguments {
  readonly first?: number | null;
  readonly last?: number | null;
  readonly after?: string | null;
  readonly before?: string | null;
}

/** Where an item stands: compared part by part, so it ends with something unique. */
export type Place = readonly (string | number)[];

export interface Listed<Item> {
  readonly items: readonly Item[];
  readonly place: (item: Item) => Place;
  readonly descending?: boolean;
  /** The item as its GraphQL type. */
  readonly node: (item: Item) => unknown;
}

/** The largest page. */
const pageLimit = 100;

/**
 * One page of `list`, for the connection called `field`. Throws as GitHub does unless exactly one of `first` and `last` is
 * given and lies within 1 to 100. (GitHub's page asks for that on every connection, though it is known to let a mere
 * `totalCount` pass; we do not.)
 */
export function connection<Item>(field: string, args: PageArguments, list: Listed<Item>) {
  checkBoundaries(field, args);
  const compare = (a: Place, b: Place) => (list.descending ? -1 : 1) * comparePlaces(a, b);
  const all = list.items
    .map((item) => ({ item, place: list.place(item) }))
    .toSorted((a, b) => compare(a.place, b.place));
  const after = args.after ? parseCursor(args.after) : null;
  const before = args.before ? parseCursor(args.before) : null;
  let start = after ? all.filter(({ place }) => compare(place, after) <= 0).length : 0;
  let end = before ? all.filter(({ place }) => compare(place, before) < 0).length : all.length;
  if (args.first) end = Math.min(end, start + args.first);
  if (args.last) start = Math.max(start, end - args.last);
  const edges = all
    .slice(start, end)
    .map(({ item, place }) => ({ cursor: formatCursor(place), node: list.node(item) }));
  return {
    totalCount: all.length,
    edges,
    nodes: edges.map(({ node }) => node),
    pageInfo: {
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
      hasPreviousPage: start > 0,
      hasNextPage: end < all.length,
    },
  };
}

function checkBoundaries(field: string, args: PageArguments): void {
  const given = (["first", "last"] as const).flatMap((name) => {
    const value = args[name];
    return value === null || value === undefined ? [] : [{ name, value }];
  });
  const [boundary, second] = given;
  if (!boundary) {
    const message = `You must provide a \`first\` or \`last\` value to properly paginate the \`${field}\` connection.`;
    throw new Failure("MISSING_PAGINATION_BOUNDARIES", message);
  }
  if (second) {
    const message = `Passing both \`first\` and \`last\` to paginate the \`${field}\` connection is not supported.`;
    throw new Failure("UNPROCESSABLE", message);
  }
  const { name, value } = boundary;
  if (value > pageLimit) {
    const message = `Requesting ${value} records on the \`${field}\` connection exceeds the \`${name}\` limit of ${pageLimit} records.`;
    throw new Failure("EXCESSIVE_PAGINATION", message);
  }
  if (value < 1)
    throw new Failure(
      "EXCESSIVE_PAGINATION",
      `\`${name}\` on the \`${field}\` connection cannot be less than 1.`,
    );
}

function comparePlaces(a: Place, b: Place): number {
  for (const [index, part] of a.entries()) {
    const other = b[index];
    if (other === undefined || part === other) continue;
    return part < other ? -1 : 1;
  }
  return 0;
}

export function formatCursor(place: Place): string {
  return Buffer.from(`cursor:${JSON.stringify(place)}`).toString("base64");
}

function parseCursor(cursor: string): Place {
  const [, json] = /^cursor:(\[.*\])$/.exec(Buffer.from(cursor, "base64").toString()) ?? [];
  const place = json === undefined ? null : readPlace(json);
  if (!place)
    throw new Failure("INVALID_CURSOR_ARGUMENTS", `\`${cursor}\` does not appear to be a valid cursor.`);
  return place;
}

function readPlace(json: string): Place | null {
  try {
    const value: unknown = JSON.parse(json);
    return Array.isArray(value) && value.every((part) => typeof part === "string" || typeof part === "number")
      ? value
      : null;
  } catch {
    return null; // A made-up cursor: the caller refuses it.
  }
}
