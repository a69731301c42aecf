/** What our own check runs show of the gates on a head: what a person sees who looks at the pull request. */
import type { Actor } from "./actor.ts";
import { findOwnCheck } from "./own-check.ts";
import type { Check } from "./pull.ts";
import { type GateName, gateNames } from "./verdict.ts";

export interface ShownGate {
  readonly status: "pass" | "wait" | "fail";
  /** Since when this check run is there; null when GitHub does not say. */
  readonly since: Date | null;
}

/** A gate without a check run of ours is left out: nobody saw a verdict of it. */
export function shownGates(checks: readonly Check[], self: Actor): ReadonlyMap<GateName, ShownGate> {
  return new Map(
    gateNames.flatMap((name) => {
      const check = findOwnCheck(checks, self, `signalbox/${name}`);
      return check ? [[name, { status: statusOf(check), since: check.startedAt }] as const] : [];
    }),
  );
}

function statusOf({ status, conclusion }: Check): ShownGate["status"] {
  if (status !== "completed") return "wait";
  return conclusion === "success" ? "pass" : "fail";
}
