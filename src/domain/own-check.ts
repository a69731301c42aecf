/** Our own check runs: one of the same name by another App says nothing. */
import type { Actor } from "./actor.ts";
import { newestCheck } from "./newest-check.ts";
import type { Check } from "./pull.ts";
import { type GateName, gateCheckName } from "./verdict.ts";

/** An App's checks carry its slug; its user is the slug with a suffix. */
export function appSlug(self: Actor): string {
  return self.login.replace(/\[bot\]$/, "");
}

export function findOwnCheck(checks: readonly Check[], self: Actor, name: string): Check | undefined {
  return newestCheck(checks, { name, app: appSlug(self) });
}

/** Whether a gate's earlier success was given to exactly what `key` (`verdictKey`) names, so that nothing need be judged again. */
export function verdictStands(checks: readonly Check[], self: Actor, gate: GateName, key: string): boolean {
  const check = findOwnCheck(checks, self, gateCheckName(gate));
  return check?.externalId === key && check.conclusion === "success";
}
