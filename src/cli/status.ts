/** `signalbox status`: every open task, its state and what it waits for. */
import { boardModel } from "../reconcile/board.ts";
import { indexPulls } from "../reconcile/draft.ts";
import { statusReport, statusText } from "../text/status.ts";
import { defineCommand } from "./command.ts";
import { connect, connectOptions, connectUsage } from "./connect.ts";
import { whyNow } from "./why-now.ts";

const usage = `signalbox status [--dir D | --repo OWNER/NAME] [--json]

Shows the open tasks and why each does not move. Changes nothing.

${connectUsage}
  --json   print the board as data: { tasks, freeze, agents, blockers, conflicts, said, problems }
  --help   print this

Exit code 0: shown. 2: wrong use. 3: something failed.`;

export const status = defineCommand({
  name: "status",
  usage,
  options: connectOptions,
  positionals: 0,
  run: async (values, _positionals, io) => {
    const { orchestrator, close } = await connect(values, io);
    try {
      const pass = await orchestrator.pass({ dryRun: true });
      const { snapshot } = pass;
      const board = boardModel({
        snapshot,
        // One that is over by now is none, whether a pass noted that or not.
        said: { ...snapshot.ledger.desk, freeze: pass.decision.ledger.desk.freeze },
        tasks: snapshot.ledger.tasks,
        pulls: indexPulls(snapshot.observation.pulls),
        whyOf: (number) => whyNow(pass, number),
      });
      io.out(values.json ? JSON.stringify(statusReport(board), null, 2) : statusText(board));
      return 0;
    } finally {
      await close();
    }
  },
});
