/** `signalbox task label` and `unlabel`: what gives an issue to an agent, and takes it back. */
import { labelledText, unlabelledText } from "../../text/task.ts";
import { defineCommand, WrongUse } from "../command.ts";
import { atDesk, deskOptions, deskUsage, numberOf } from "./desk.ts";

const MANY = 100;

export const taskLabel = defineCommand({
  name: "task label",
  summary: "Give an issue labels: agent:<id> starts the agent",
  usage: `signalbox task label NUMBER LABEL … [--repo PATH] [--as LOGIN] [--json]

Sets labels. agent:<id> makes the issue a task of that agent; hold stops it until the label is taken off.
${deskUsage}`,
  options: deskOptions,
  positionals: MANY,
  run: (values, [named, ...labels], io) =>
    atDesk(values, io, async ({ octokit, at }) => {
      const number = numberOf(named);
      if (labels.length === 0) throw new WrongUse("name a label, such as agent:docs");
      const { data } = await octokit.rest.issues.addLabels({ ...at, issue_number: number, labels });
      const names = data.map(({ name }) => name);
      io.out(values.json ? JSON.stringify({ number, labels: names }, null, 2) : labelledText(number, labels));
      return 0;
    }),
});

export const taskUnlabel = defineCommand({
  name: "task unlabel",
  summary: "Take a label off: without agent:<id> the task is dropped",
  usage: `signalbox task unlabel NUMBER LABEL [--repo PATH] [--as LOGIN] [--json]

Takes a label off. Without its agent:<id> an issue is no task any more: what it holds is free for others.
${deskUsage}`,
  options: deskOptions,
  positionals: 2,
  run: (values, [named, label], io) =>
    atDesk(values, io, async ({ octokit, at }) => {
      const number = numberOf(named);
      if (label === undefined) throw new WrongUse("name the label to take off");
      const { data } = await octokit.rest.issues.removeLabel({ ...at, issue_number: number, name: label });
      const names = data.map(({ name }) => name);
      io.out(
        values.json ? JSON.stringify({ number, labels: names }, null, 2) : unlabelledText(number, label),
      );
      return 0;
    }),
});
