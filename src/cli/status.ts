/** `signalbox status`: every open task, its state and what it waits for. */
import { indexPulls } from "../reconcile/draft.ts";
import { statusReport, statusText } from "../text/status.ts";
import { defineCommand } from "./command.ts";
import { connect, connectOptions, connectUsage } from "./connect.ts";
import { whyNow } from "./why-now.ts";

const usage = `signalbox status [--dir D | --repo OWNER/NAME] [--json]

Shows the open tasks and why each does not move. Changes nothing.

${connectUsage}
  --json   print { tasks: [{ number, title, agent, state, attempt, pull, why }], problems }
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
      const problems = [
        snapshot.config.problem,
        ...snapshot.ledger.unreadable.map(({ path, problem }) => `${path}: ${problem}`),
      ];
      const { byBranch } = indexPulls(snapshot.observation.pulls);
      const tasks = [...snapshot.ledger.tasks.values()].map((task) => ({
        ...task,
        pull: task.pull ?? byBranch.get(task.branch)?.[0]?.number ?? null,
      }));
      const report = statusReport(
        tasks,
        (number) => whyNow(pass, number),
        problems.filter((problem) => problem !== null),
      );
      io.out(values.json ? JSON.stringify(report, null, 2) : statusText(report));
      return 0;
    } finally {
      await close();
    }
  },
});
