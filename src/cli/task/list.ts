/** `signalbox task list`: the open issues, who has them and how far they are. */

import { parseBranchName } from "../../domain/branch-name.ts";
import { issueListText } from "../../text/task.ts";
import { defineCommand } from "../command.ts";
import { atDesk, deskOptions, deskUsage } from "./desk.ts";

const usage = `signalbox task list [--repo PATH] [--as LOGIN] [--json]

Shows the open issues with their agent, their state and their pull request.
${deskUsage}`;

export const taskList = defineCommand({
  name: "task list",
  usage,
  options: deskOptions,
  positionals: 0,
  run: (values, _positionals, io) =>
    atDesk(values, io, async ({ octokit, at }) => {
      const query = { ...at, state: "open", per_page: 100 } as const;
      const [all, pulls] = await Promise.all([
        octokit.paginate(octokit.rest.issues.listForRepo, query),
        octokit.paginate(octokit.rest.pulls.list, query),
      ]);
      const pullOf = new Map(pulls.map(({ head, number }) => [parseBranchName(head.ref)?.issue, number]));
      const issues = all
        .filter(({ pull_request }) => !pull_request)
        .map(({ number, title, labels }) => {
          const names = labels.map((label) => (typeof label === "string" ? label : (label.name ?? "")));
          return {
            number,
            title,
            agent: labelValue(names, "agent:"),
            state: labelValue(names, "status:"),
            pull: pullOf.get(number) ?? null,
          };
        })
        .toSorted((a, b) => a.number - b.number);
      io.out(values.json ? JSON.stringify({ issues }, null, 2) : issueListText(issues));
      return 0;
    }),
});

function labelValue(labels: readonly string[], prefix: string): string | null {
  return labels.find((label) => label.startsWith(prefix))?.slice(prefix.length) ?? null;
}
