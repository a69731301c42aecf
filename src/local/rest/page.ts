/** Pagination as GitHub's: `per_page` (30, at most 100) and `page`, with a Link header to the other pages. */
import type { Answer, RestRequest } from "./route.ts";

type Paged = Pick<RestRequest, "query" | "url">;

export interface Window {
  readonly perPage: number;
  /** From 1. */
  readonly page: number;
}

/** Values that are out of bounds count as the nearest bound, as on GitHub. */
export function windowOf(query: URLSearchParams): Window {
  const perPage = Math.min(Math.max(whole(query.get("per_page"), 30), 1), 100);
  return { perPage, page: Math.max(whole(query.get("page"), 1), 1) };
}

/** One page of a list; `shape` wraps it where the endpoint answers with an object. */
export function page<T>(
  request: Paged,
  items: readonly T[],
  render: (item: T) => unknown,
  shape: (rendered: readonly unknown[]) => unknown = (rendered) => rendered,
): Answer {
  const { perPage, page: current } = windowOf(request.query);
  const start = (current - 1) * perPage;
  const shown = items.slice(start, start + perPage);
  const link = linkHeader(request.url, current, Math.max(1, Math.ceil(items.length / perPage)));
  return { status: 200, json: shape(shown.map(render)), ...(link === null ? {} : { headers: { link } }) };
}

/** https://docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api; null when there is one page. */
function linkHeader(url: URL, current: number, last: number): string | null {
  const to = (number: number, rel: string) => {
    const target = new URL(url);
    target.searchParams.set("page", String(number));
    return `<${target.href}>; rel="${rel}"`;
  };
  const links: string[] = [];
  if (current > 1) links.push(to(Math.min(current - 1, last), "prev"));
  if (current < last) links.push(to(current + 1, "next"), to(last, "last"));
  if (current > 1) links.push(to(1, "first"));
  return links.length === 0 ? null : links.join(", ");
}

function whole(text: string | null, fallback: number): number {
  return text !== null && /^[0-9]{1,9}$/.test(text) ? Number(text) : fallback;
}
