/** `signalbox task merge`: puts a task's work onto the default branch, when Signalbox finds it ready. */

import { notMergedFrozenText } from "../../text/freeze.ts";
import { mergedText, noPullText, notReadyText, pullClosedText } from "../../text/task.ts";
import { terminalText } from "../../text/terminal.ts";
import { frozenMerge } from "../../wiring/frozen-merge.ts";
import { defineCommand } from "../command.ts";
import { atDesk, deskOptions, deskUsage, numberOf } from "./desk.ts";
import { pullOf, readinessOf } from "./pull.ts";

const usage = `signalbox task merge NUMBER [--repo PATH] [--as LOGIN] [--json]

Merges the pull request of a task (squashed into one commit). NUMBER is the task's or the pull request's. Refused while its check
signalbox/ready has not passed, as a protected branch on github.com would refuse it, and while it is frozen.
${deskUsage}`;

export const taskMerge = defineCommand({
  name: "task merge",
  usage,
  options: deskOptions,
  positionals: 1,
  run: (values, [named], io) =>
    atDesk(values, io, async (desk) => {
      const { octokit, at } = desk;
      const number = numberOf(named);
      const pull = await pullOf(desk, number);
      if (pull?.state !== "open") {
        io.err(pull === null ? noPullText(number) : pullClosedText(pull.number, pull.merged_at !== null));
        return 1;
      }
      const ready = await readinessOf(desk, pull.head.sha);
      if (ready?.result !== "success") {
        const report = { pull: pull.number, merged: false, why: ready?.title ?? null };
        if (values.json) io.out(JSON.stringify(report, null, 2));
        else io.err(notReadyText(pull.number, ready));
        return 1;
      }
      const freeze = await frozenMerge(desk.door, pull.head.ref, new Date());
      if (freeze) {
        const report = { pull: pull.number, merged: false, why: terminalText(notMergedFrozenText(freeze)) };
        if (values.json) io.out(JSON.stringify(report, null, 2));
        else io.err(report.why);
        return 1;
      }
      const { data } = await octokit.rest.pulls.merge({
        ...at,
        pull_number: pull.number,
        // What was judged is what is merged, or nothing.
        sha: pull.head.sha,
        merge_method: "squash",
      });
      const report = { pull: pull.number, merged: true, commit: data.sha };
      io.out(
        values.json ? JSON.stringify(report, null, 2) : mergedText(pull.number, pull.base.ref, data.sha),
      );
      return 0;
    }),
});
