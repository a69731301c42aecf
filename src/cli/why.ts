/** `signalbox why <n>`: the same explanation as the command `/why` on the issue. */

import { whyText } from "../text/board.ts";
import { explanationText } from "../text/replies.ts";
import { noTaskText } from "../text/status.ts";
import { defineCommand, WrongUse } from "./command.ts";
import { connect, connectOptions, connectUsage } from "./connect.ts";
import { whyNow } from "./why-now.ts";

const usage = `signalbox why NUMBER [--dir D | --repo OWNER/NAME] [--json]

Says why a task does not move, and what would move it. Changes nothing.

${connectUsage}
  --json   print { number, state, wait, text }
  --help   print this

Exit code 0: explained. 1: there is no such open task. 2: wrong use. 3: something failed.`;

export const why = defineCommand({
  name: "why",
  usage,
  options: connectOptions,
  positionals: 1,
  run: async (values, [named], io) => {
    if (!named || !/^#?[1-9][0-9]{0,9}$/.test(named)) throw new WrongUse("name the number of an issue");
    const number = Number(named.replace("#", ""));
    const { orchestrator, close } = await connect(values, io);
    try {
      const pass = await orchestrator.pass({ dryRun: true });
      const state = pass.snapshot.ledger.tasks.get(number)?.state ?? null;
      const wait = pass.decision.waits.get(number) ?? null;
      const why = whyText(whyNow(pass, number), pass.snapshot.config.config?.commands.prefix);
      const text = why === null ? noTaskText(number, state) : explanationText(number, why);
      if (values.json) io.out(JSON.stringify({ number, state, wait, text }, null, 2));
      else io.out(text);
      return state !== null || why !== null ? 0 : 1;
    } finally {
      await close();
    }
  },
});
