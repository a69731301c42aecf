/** Which of the known configs rules: the default branch's own, or else the last valid one. */
import { parseConfig } from "./parse.ts";
import type { Config } from "./schema.ts";

export interface ConfigText {
  readonly text: string | null;
  /** Its blob id; null when it is not known. */
  readonly oid: string | null;
}

export interface RulesInForce {
  readonly config: Config;
  readonly oid: string | null;
}

/** The first that is there and valid; null when none is. */
export function rulesInForce(configs: readonly (ConfigText | null)[]): RulesInForce | null {
  for (const found of configs) {
    const parsed = found?.text == null ? null : parseConfig(found.text);
    if (parsed?.ok) return { config: parsed.config, oid: found?.oid ?? null };
  }
  return null;
}
