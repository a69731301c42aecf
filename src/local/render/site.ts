/** Where the embedded GitHub is served: the base of every address in a response. */
import type { World } from "../world.ts";

export interface Site {
  readonly world: World;
  /** Without a final slash, `http://127.0.0.1:4000`. */
  readonly url: string;
}

export function ownerLogin({ world }: Pick<Site, "world">): string {
  return world.users.get(world.repository().ownerId)?.login ?? "ghost";
}

/** `owner/name` */
export function fullName(site: Pick<Site, "world">): string {
  return `${ownerLogin(site)}/${site.world.repository().name}`;
}

/** The API's address of something in the repository; `path` starts with `/`, or is empty. */
export function apiUrl(site: Site, path: string): string {
  return `${site.url}/repos/${fullName(site)}${path}`;
}

/** The address of its page. */
export function pageUrl(site: Site, path: string): string {
  return `${site.url}/${fullName(site)}${path}`;
}
