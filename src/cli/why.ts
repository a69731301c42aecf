/** `signalbox why <n>`: the same explanation as the command `/why` on the issue. */
import { explanationText } from "../text/replies.ts";
import { noTaskText } from "../text/status.ts";
import { waitText } from "../text/wait.ts";
import { defineCommand, WrongUse } from "./command.ts";
import { connect, connectOptions, connectUsage } from "./connect.ts";

const usage = `signalbox why NUMBER [--dir D | --repo OWNER/NAME] [--json]

Says why a task does not move, and what would move it. Changes nothing.

${connectUsage}
  --json   print { number, state, wait, text }
  --help   print this

Exit code 0: explained. 1: there is no such open task. 2: wrong use. 3: something failed.`;

export const why = defineCommand({
  name: "why",
  summary: "Explain why a task does not move",
  usage,
  options: connectOptions,
  positionals: 1,
  run: async (values, [named], io) => {
    if (!named || !/^#?[1-9][0-9]{0,9}$/.test(named)) throw new WrongUse("name the number of an issue");
    const number = Number(named.replace("#", ""));
    const { orchestrator, close } = await connect(values, io);
    try {
      const { decision } = await orchestrator.pass({ dryRun: true });
      const task = decision.ledger.tasks.get(number);
      const wait = decision.waits.get(number) ?? null;
      const text = wait ? explanationText(number, waitText(wait)) : noTaskText(number, task?.state ?? null);
      if (values.json) io.out(JSON.stringify({ number, state: task?.state ?? null, wait, text }, null, 2));
      else io.out(text);
      return task || wait ? 0 : 1;
    } finally {
      await close();
    }
  },
});
