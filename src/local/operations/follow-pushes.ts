/**
 * Follows what came into the bare repository without this process: a plain `git push` to its path, also while nobody ran,
 * and a move of a process that was killed before the world was saved.
 */
import type { Caller } from "../caller.ts";
import type { Git } from "../git.ts";
import type { World } from "../world.ts";
import { changesBetween, knownRefs, noteRef, refsOf } from "./known-refs.ts";
import { followRefChange } from "./ref-change.ts";

/** Answers with how many refs had moved. `caller` is who counts as the pusher. */
export async function followPushes(world: World, git: Git, caller: Caller): Promise<number> {
  if (world.setting(NOTED) === null) return noteAll(world, git);
  // A first look holds no writer up. It may see a move in the middle of its transaction, hence the second.
  if (changesBetween(knownRefs(world), await refsOf(git)).length === 0) return 0;
  return world.transaction(async () => {
    const changes = changesBetween(knownRefs(world), await refsOf(git));
    for (const change of changes) await followRefChange({ world, git, caller }, change);
    return changes.length;
  });
}

const NOTED = "refs-noted";

/** A new world, or one of a version that noted no refs: they are taken as they are. */
async function noteAll(world: World, git: Git): Promise<number> {
  await world.transaction(async () => {
    for (const [name, oid] of await refsOf(git)) noteRef(world, name, oid);
  });
  world.saveSetting(NOTED, "yes");
  return 0;
}
