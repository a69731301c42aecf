/** `signalbox task label` and `unlabel`: what gives an issue to an agent, and takes it back. */
import { z } from "zod";
import { nearest } from "../../config/nearest.ts";
import { parseConfig } from "../../config/parse.ts";
import {
  closedLabelledText,
  labelledText,
  pullLabelledText,
  unknownAgentText,
  unlabelledText,
} from "../../text/task.ts";
import { defineCommand, WrongUse } from "../command.ts";
import { atDesk, type Desk, deskOptions, deskUsage, numberOf } from "./desk.ts";

const MANY = 100;

export const taskLabel = defineCommand({
  name: "task label",
  usage: `signalbox task label NUMBER LABEL … [--repo PATH] [--as LOGIN] [--json]

Sets labels. agent:<id> makes the issue a task of that agent; hold stops it until the label is taken off.
${deskUsage}`,
  options: deskOptions,
  positionals: MANY,
  run: (values, [named, ...labels], io) =>
    atDesk(values, io, async ({ octokit, at }) => {
      const number = numberOf(named);
      if (labels.length === 0) throw new WrongUse("name a label, such as agent:docs");
      const problem = await whyNot({ octokit, at }, number, labels);
      if (problem !== null) {
        io.err(problem);
        return 1;
      }
      const { data } = await octokit.rest.issues.addLabels({ ...at, issue_number: number, labels });
      const names = data.map(({ name }) => name);
      io.out(values.json ? JSON.stringify({ number, labels: names }, null, 2) : labelledText(number, labels));
      return 0;
    }),
});

/** On GitHub these labels would be set and answered on the card; at a desk it can be said at once. */
async function whyNot(
  { octokit, at }: Pick<Desk, "octokit" | "at">,
  number: number,
  labels: readonly string[],
): Promise<string | null> {
  const wanted = labels.flatMap((label) =>
    label.startsWith("agent:") ? [label.slice("agent:".length)] : [],
  );
  if (wanted.length === 0) return null;
  const { data: issue } = await octokit.rest.issues.get({ ...at, issue_number: number });
  if (issue.pull_request) return pullLabelledText(number);
  if (issue.state === "closed") return closedLabelledText(number);
  const agents = await agentsOf({ octokit, at });
  const unknown = wanted.find((agent) => agents !== null && !agents.includes(agent));
  return unknown === undefined
    ? null
    : unknownAgentText(unknown, agents ?? [], nearest(unknown, agents ?? []));
}

/** Null when there is no config that can be read: then Signalbox says so itself. */
async function agentsOf({ octokit, at }: Pick<Desk, "octokit" | "at">): Promise<readonly string[] | null> {
  const { data } = await octokit.rest.repos.getContent({
    ...at,
    path: ".github/signalbox.yml",
    mediaType: { format: "raw" },
  });
  const text = z.string().safeParse(data);
  const parsed = text.success ? parseConfig(text.data) : null;
  return parsed?.ok ? Object.keys(parsed.config.agents) : null;
}

export const taskUnlabel = defineCommand({
  name: "task unlabel",
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
