/**
 * Follows GitHub's redirects (a renamed or transferred repository) with the same method and body. `fetch` by itself makes a
 * GET of a POST that is answered 301, and the list that it then gets looks as if the write had been done.
 * https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#follow-redirects
 */
const MOVED: ReadonlySet<number> = new Set([301, 302, 307, 308]);

/** A repository that was renamed twice takes two. */
const HOPS = 3;

/**
 * A redirected request was not carried out, so sending it to its new place does not repeat it. Throws when it leads elsewhere. With
 * `redirect: "manual"` the redirect itself is the answer.
 */
export async function fetchRedirected(input: string, init: RequestInit): Promise<Response> {
  if (init.redirect === "manual") return fetch(input, init);
  let url = new URL(input);
  for (let hops = 0; hops <= HOPS; hops += 1) {
    const response = await fetch(url, { ...init, redirect: "manual" });
    const location = response.headers.get("location");
    if (!MOVED.has(response.status) || location === null) return response;
    await response.body?.cancel();
    const next = new URL(location, url);
    // Our token goes to nobody else.
    if (next.origin !== url.origin) throw new Error(`GitHub redirects to another host, ${next.host}`);
    url = next;
  }
  throw new Error(`GitHub redirects ${url.pathname} without end`);
}
