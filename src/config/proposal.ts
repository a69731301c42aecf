/**
 * Areas for a first config, from nothing but the paths of a repository: one agent for each workspace or top-level folder,
 * and one for the documentation. No two of them can share a path, so that their agents never wait for each other.
 */
import { parseGlob } from "../scope/glob.ts";

export interface ProposedAgent {
  readonly id: string;
  readonly allow: readonly string[];
  readonly forbid: readonly string[];
  /** How many tracked files it may change. */
  readonly files: number;
}

/** Folders whose folders are the parts of a repository. */
const workspaces = ["packages", "apps", "servers", "services", "libs", "crates", "modules", "plugins"];
const documentation = ["docs", "doc", "documentation"];
const AREAS = 8;
const ID_LENGTH = 39;

/** At most 8 agents, the biggest areas first, `docs` last; none for a repository without a file outside of dot folders. */
export function proposeAgents(paths: readonly string[]): readonly ProposedAgent[] {
  const areas = new Map<string, number>();
  const docs = { folders: new Set<string>(), files: 0 };
  let loose = 0;
  for (const path of paths) {
    const [top = "", second, third] = path.split("/");
    if (second === undefined) {
      if (isText(path)) docs.files += 1;
      else loose += 1;
    } else if (documentation.includes(top.toLowerCase())) {
      docs.files += 1;
      docs.folders.add(top);
    } else if (!top.startsWith(".")) {
      const parted = workspaces.includes(top.toLowerCase()) && third !== undefined;
      const folder = parted ? `${top}/${second}` : top;
      areas.set(folder, (areas.get(folder) ?? 0) + 1);
    }
  }
  const documented = docs.files > 0;
  const code = biggest(withoutParents(areas), documented ? AREAS - 1 : AREAS);
  const ids = new Set(["docs"]);
  const agents = code.map(([folder, files]): ProposedAgent => {
    return { id: idOf(folder, ids), allow: [`${literal(folder)}/**`], forbid: [], files };
  });
  // A repository without folders: its files at the root are all there is to work on.
  if (agents.length === 0 && loose > 0)
    agents.push({ id: "code", allow: ["*"], forbid: ["*.md"], files: loose });
  if (!documented) return agents;
  const allow = [...[...docs.folders].toSorted().map((folder) => `${literal(folder)}/**`), "*.md"];
  return [...agents, { id: "docs", allow, forbid: [], files: docs.files }];
}

function isText(path: string): boolean {
  return /\.md$/.test(path);
}

/** Files that lie directly in a folder of workspaces belong to nobody: a glob for them would cover the workspaces too. */
function withoutParents(areas: ReadonlyMap<string, number>): [string, number][] {
  const all = [...areas];
  return all.filter(
    ([folder]) =>
      parseGlob(`${literal(folder)}/**`).ok && !all.some(([other]) => other.startsWith(`${folder}/`)),
  );
}

function biggest(areas: readonly [string, number][], count: number): readonly [string, number][] {
  return areas.toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, count);
}

/** Unique by the rule of ids; the parent's name is added where two folders are called alike. */
function idOf(folder: string, taken: Set<string>): string {
  const [last = ""] = folder.split("/").toReversed();
  const names = [
    slug(last),
    slug(folder),
    ...Array.from({ length: AREAS }, (_, n) => `${slug(last)}-${n + 2}`),
  ];
  const free = names.find((name) => name !== "auto" && name !== "constructor" && !taken.has(name)) ?? "area";
  taken.add(free);
  return free;
}

function slug(name: string): string {
  const words = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  return (words ?? ["area"])
    .join("-")
    .slice(0, ID_LENGTH - 2)
    .replace(/-$/, "");
}

/** A path as a glob that matches only it. */
function literal(path: string): string {
  return path.replace(/[\\*?[\]{}()!+@]/g, "\\$&");
}
