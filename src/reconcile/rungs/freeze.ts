/** Rung "freeze and safety": a freeze ends by itself when its time is over. */
import { isOver } from "../../domain/freeze.ts";
import type { Draft } from "../draft.ts";

export function endFreeze({ spoken, now, events }: Draft): void {
  const { freeze } = spoken;
  if (freeze === null || !isOver(freeze, now)) return;
  spoken.freeze = null;
  events.push({ kind: "thawed", freeze, by: null });
}
