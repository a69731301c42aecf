/**
 * What every operation is given. Operations are what REST and GraphQL do alike: they check the state, not the permission
 * (the transport does), refuse with `ApiError`, and run inside `world.transaction`.
 */
import type { Caller } from "../caller.ts";
import type { Git } from "../git.ts";
import type { World } from "../world.ts";

export interface Operation {
  readonly world: World;
  readonly git: Git;
  readonly caller: Caller;
}
