/** `signalbox reconcile`: one pass, now; with `--dry-run` it prints the decision and changes nothing. */
import type { Pass } from "../reconcile/reconcile.ts";
import { passReport, passText } from "../text/pass.ts";
import { defineCommand } from "./command.ts";
import { connect, connectOptions, connectUsage } from "./connect.ts";

const usage = `signalbox reconcile [--dir D | --repo OWNER/NAME] [--dry-run] [--json]

Looks at the repository once, decides, records and applies.

${connectUsage}
  --dry-run   print the decision; change nothing
  --json      print { dryRun, ledger: { written, deleted }, log, effects, results, waits }
  --help      print this

Exit code 0: as wanted. 1: GitHub refused an effect. 2: wrong use. 3: something failed.`;

export const reconcile = defineCommand({
  name: "reconcile",
  usage,
  options: { ...connectOptions, "dry-run": { type: "boolean" } },
  positionals: 0,
  run: async (values, _positionals, io) => {
    const dryRun = values["dry-run"] ?? false;
    const { orchestrator, close } = await connect(values, io);
    try {
      const pass = await orchestrator.pass({ dryRun });
      io.out(values.json ? JSON.stringify(passReport(pass, dryRun), null, 2) : passText(pass, dryRun));
      return isRefused(pass) ? 1 : 0;
    } finally {
      await close();
    }
  },
});

function isRefused({ applied }: Pass): boolean {
  return applied.some(({ result }) => result === "refused" || result === "uncertain");
}
