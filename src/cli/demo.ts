/** `signalbox demo`: six agents, seventeen servers, sixteen issues, on an embedded GitHub. */
import { resolve } from "node:path";
import { playDemo } from "../demo/demo.ts";
import { openWorldFolder, UnfitFolder } from "../demo/world.ts";
import { WorldInUse } from "../local/store.ts";
import { demoOpening, demoSummary } from "../text/demo.ts";
import { metricsReport } from "../text/metrics.ts";
import { worldInUseText } from "../text/world.ts";
import { defineCommand, WrongUse } from "./command.ts";

const usage = `signalbox demo [--dir D] [--seed N] [--keep] [--json]

Plays six scripted agents on a monorepo of 17 servers until 16 issues are merged. No token, no network.

  --dir D    keep the world in D (D/origin.git is the repository); a second start goes on where the first stopped
  --seed N   another play: timing, mistakes and order vary with N (1 by default)
  --keep     keep the world although no folder was named, and say where it is
  --json     print one JSON object and nothing else
  --help     print this

Exit code 0: every task is done. 1: some are not. 2: wrong use. 3: something failed.`;

export const demo = defineCommand({
  name: "demo",
  usage,
  options: { dir: { type: "string" }, seed: { type: "string" }, keep: { type: "boolean" } },
  positionals: 0,
  run: async ({ dir, seed, keep, json }, _positionals, io) => {
    const folder = await openFolder(dir === undefined ? null : resolve(io.cwd, dir), seed, keep ?? false);
    const print = json ? () => {} : io.out;
    print(demoOpening(folder.seed, folder.dir, dir !== undefined || keep === true));
    try {
      const onError = (message: string, error: unknown) =>
        io.err(`${message}: ${error instanceof Error ? error.message : String(error)}`);
      const result = await playDemo({ dir: folder.dir, seed: folder.seed, print, onError, color: io.color });
      if (json) io.out(JSON.stringify({ ...result, metrics: metricsReport(result.metrics) }, null, 2));
      const kept = dir !== undefined || keep;
      print(demoSummary(result, kept ? folder.dir : null));
      return result.tasks.length > 0 && result.tasks.every(({ state }) => state === "done") ? 0 : 1;
    } catch (error) {
      throw error instanceof WorldInUse ? new WrongUse(worldInUseText(folder.dir)) : error;
    } finally {
      await folder.discard();
    }
  },
});

async function openFolder(dir: string | null, seed: string | undefined, keep: boolean) {
  if (seed !== undefined && !/^[0-9]{1,9}$/.test(seed))
    throw new WrongUse(`--seed takes a whole number, but was given ${seed}`);
  try {
    return await openWorldFolder(dir, seed === undefined ? null : Number(seed), keep);
  } catch (error) {
    if (error instanceof UnfitFolder) throw new WrongUse(error.message);
    throw error;
  }
}
