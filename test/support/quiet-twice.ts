/** How every scenario ends. */
import { expect } from "vitest";
import type { Scene } from "./scene.ts";

/** INV-1: a further pass finds everything as it should be: it applies nothing, and changes no file of the ledger. */
export async function quietTwice(scene: Scene): Promise<void> {
  await scene.quiet();
  expect(scene.errors).toEqual([]);
  const ledger = await scene.git("rev-parse", "signalbox/ledger");
  const { writes } = scene.requests();
  const again = await scene.orchestrator.pass({ dryRun: false });
  expect(again.applied).toEqual([]);
  expect(again.changes).toEqual({ additions: [], deletions: [] });
  await scene.quiet();
  expect(await scene.git("rev-parse", "signalbox/ledger")).toBe(ledger);
  expect(scene.requests().writes).toBe(writes);
}
