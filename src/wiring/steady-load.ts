/**
 * The load as the tasks' explanations name it. It crosses a limit at once; while it stays on its side it is told anew only
 * every quarter of a minute, so that no card is rewritten for each percent.
 */
import { isOverloaded, type MachineLoad } from "../domain/machine-load.ts";

const STEADY_MS = 15_000;

export function steadyLoad(read: () => MachineLoad | null, now: () => Date): () => MachineLoad | null {
  let told: { readonly load: MachineLoad; readonly at: number } | null = null;
  return () => {
    const load = read();
    if (load === null) return null;
    const at = now().getTime();
    const stays = told !== null && isOverloaded(told.load) === isOverloaded(load) && at - told.at < STEADY_MS;
    if (told === null || !stays) told = { load, at };
    return told.load;
  };
}
