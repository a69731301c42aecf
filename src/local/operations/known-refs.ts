/** Which branches and tags the world knows of. It is noted with what a move has caused, in one transaction: never one without the other. */
import { listRefs } from "../git/ref.ts";
import type { Git } from "../git.ts";
import type { World } from "../world.ts";
import type { RefChange } from "./ref-change.ts";

/** `after` null: the ref is gone. */
export function noteRef(world: World, name: string, after: string | null): void {
  if (!isFollowed(name)) return;
  const [known] = world.knownRefs.where("name", name);
  if (after === null) {
    if (known) world.knownRefs.remove(known.id);
  } else if (known) world.knownRefs.put({ ...known, oid: after });
  else world.knownRefs.insert({ name, oid: after });
}

export function knownRefs(world: World): ReadonlyMap<string, string> {
  return new Map(world.knownRefs.all().map(({ name, oid }) => [name, oid]));
}

/** The branches and tags of the Git repository. */
export async function refsOf(git: Git): Promise<ReadonlyMap<string, string>> {
  const followed = (await listRefs(git)).filter(({ name }) => isFollowed(name));
  return new Map(followed.map(({ name, oid }) => [name, oid]));
}

export function changesBetween(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): readonly RefChange[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((ref) => ({ ref, before: before.get(ref) ?? null, after: after.get(ref) ?? null }))
    .filter((change) => change.before !== change.after);
}

/** `refs/pull/` is the server's own. */
function isFollowed(name: string): boolean {
  return name.startsWith("refs/heads/") || name.startsWith("refs/tags/");
}
