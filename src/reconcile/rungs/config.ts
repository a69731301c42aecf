/** Rung "rules": a valid config that differs from the one in force is copied to the ledger, where it stays the last valid one. */
import type { Draft } from "../draft.ts";

export function acceptConfig({ snapshot, config, events }: Draft): void {
  const { problem, oid } = snapshot.config;
  if (problem !== null || oid === snapshot.ledger.desk.config) return;
  events.push({ kind: "config", agents: Object.keys(config.agents).length });
}
