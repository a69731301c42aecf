/** Names as GitHub allows them, made from names that people chose elsewhere. */

/** Letters, digits and single hyphens between them, at most 39; null when nothing is left of the name. */
export function githubLogin(name: string): string | null {
  const words = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  const login = (words ?? []).join("-").slice(0, 39).replace(/-$/, "");
  return login === "" ? null : login;
}

/** A repository's name: what GitHub would make of it, `repository` when nothing is left. */
export function githubName(name: string): string {
  const usable = name.replace(/[^A-Za-z0-9._-]+/g, "-").slice(0, 100);
  return /^[.-]*$/.test(usable) ? "repository" : usable;
}
