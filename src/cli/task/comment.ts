/** `signalbox task comment`: says something on an issue; a command such as /why or /unblock is answered there. */
import { commentedText } from "../../text/task.ts";
import { defineCommand, WrongUse } from "../command.ts";
import { bodyOf, bodyOptions } from "./body.ts";
import { atDesk, deskOptions, deskUsage, numberOf } from "./desk.ts";

const usage = `signalbox task comment NUMBER [TEXT | --body TEXT | --body-file FILE] [--repo PATH] [--as LOGIN] [--json]

Comments on an issue. A line that starts with / is a command for Signalbox: /why, /assign <agent>, /unblock <answer>, /hold …

  --body TEXT       the same as TEXT
  --body-file FILE  from a file; - is the standard input
${deskUsage}`;

export const taskComment = defineCommand({
  name: "task comment",
  usage,
  options: { ...deskOptions, ...bodyOptions },
  positionals: 2,
  run: (values, [named, text], io) =>
    atDesk(values, io, async ({ octokit, at }) => {
      const number = numberOf(named);
      const given = await bodyOf(values, io);
      if (text !== undefined && given !== null) throw new WrongUse("name the text once");
      const body = text ?? given;
      if (body === null || body.trim() === "") throw new WrongUse("the text is missing");
      const { data } = await octokit.rest.issues.createComment({ ...at, issue_number: number, body });
      io.out(
        values.json ? JSON.stringify({ number, comment: data.id }, null, 2) : commentedText(number, body),
      );
      return 0;
    }),
});
