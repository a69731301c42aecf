/** `node bench/bench.ts [name…] [--json]`: measures what Signalbox asks of GitHub and how its decisions grow; counts and ratios only. */
import { parseArgs } from "node:util";
import { benchBoard } from "./board.ts";
import { benchDeciding } from "./deciding.ts";
import { type Figure, figureTable, missed, ratioOf } from "./figure.ts";
import { benchGate } from "./gate.ts";
import { benchHostile } from "./hostile.ts";
import { benchIngest } from "./ingest.ts";
import { benchLifecycle } from "./lifecycle.ts";
import { benchPasses } from "./passes.ts";
import { benchPoints } from "./points.ts";
import { benchScope } from "./scope.ts";
import { benchStart } from "./start.ts";
import { benchStorm } from "./storm.ts";

const benches: Readonly<Record<string, () => readonly Figure[] | Promise<readonly Figure[]>>> = {
  passes: benchPasses,
  lifecycle: benchLifecycle,
  points: benchPoints,
  decide: benchDeciding,
  board: benchBoard,
  storm: benchStorm,
  ingest: () => benchIngest(),
  start: () => benchStart(),
  scope: benchScope,
  hostile: benchHostile,
  gate: benchGate,
};

process.exitCode = await main();

/** An aim that is missed is said, not punished: the exit code is 0 when everything could be measured. */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { json: { type: "boolean" } },
    allowPositionals: true,
  });
  const unknown = positionals.find((name) => !Object.hasOwn(benches, name));
  if (unknown !== undefined) {
    process.stderr.write(`There is no bench ${unknown}; there are ${Object.keys(benches).join(", ")}.\n`);
    return 2;
  }
  const figures: Figure[] = [];
  for (const [name, bench] of Object.entries(benches)) {
    if (positionals.length === 0 || positionals.includes(name)) figures.push(...(await bench()));
  }
  process.stdout.write(`${values.json ? asJson(figures) : figureTable(figures)}\n`);
  return 0;
}

function asJson(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => ({ ...figure, ratio: ratioOf(figure), missed: missed(figure) }));
  return JSON.stringify({ figures: rows }, null, 2);
}
