/** `signalbox task show`: an issue, its card, its pull request with checks and their reasons, and what was said. */

import { z } from "zod";
import { parseMarker } from "../../domain/marker.ts";
import { issueText } from "../../text/task.ts";
import { defineCommand } from "../command.ts";
import { atDesk, type Desk, deskOptions, deskUsage, numberOf } from "./desk.ts";
import { checksOf, pullOf } from "./pull.ts";

const usage = `signalbox task show NUMBER [--repo PATH] [--as LOGIN] [--json]

Shows an issue: what Signalbox says of it, its pull request with each check and its reasons, and the comments.
${deskUsage}`;

export const taskShow = defineCommand({
  name: "task show",
  usage,
  options: deskOptions,
  positionals: 1,
  run: (values, [named], io) =>
    atDesk(values, io, async (desk) => {
      const number = numberOf(named);
      const { octokit, at } = desk;
      const { data: issue } = await octokit.rest.issues.get({ ...at, issue_number: number });
      const { card, comments } = await readComments(desk, number);
      const pull = await pullOf(desk, number);
      const shown = {
        number,
        title: issue.title,
        state: issue.state,
        labels: issue.labels.map((label) => (typeof label === "string" ? label : (label.name ?? ""))),
        body: issue.body ?? "",
        card,
        comments,
        pull: pull && {
          number: pull.number,
          state: pull.merged_at === null ? pull.state : "merged",
          branch: pull.head.ref,
          base: pull.base.ref,
          checks: await checksOf(desk, pull.head.sha),
        },
      };
      io.out(values.json ? JSON.stringify(shown, null, 2) : issueText(shown));
      return 0;
    }),
});

const Comment = z.object({ body: z.string().default(""), user: z.object({ login: z.string() }).nullable() });

/** The card, which only Signalbox's own comment can be, and everything else. */
async function readComments({ octokit, at }: Desk, number: number) {
  const listed = await octokit.paginate(octokit.rest.issues.listComments, {
    ...at,
    issue_number: number,
    per_page: 100,
  });
  const comments = z
    .array(Comment)
    .parse(listed)
    .map(({ body, user }) => ({ by: user?.login ?? "ghost", body }));
  const isCard = ({ by, body }: { by: string; body: string }) =>
    by === "signalbox[bot]" && parseMarker(body)?.kind === "card";
  return {
    card: comments.find(isCard)?.body ?? null,
    comments: comments.filter((comment) => !isCard(comment)),
  };
}
