/** `signalbox task new`: files an issue. */
import { issueFiledText } from "../../text/task.ts";
import { defineCommand, WrongUse } from "../command.ts";
import { bodyOf, bodyOptions } from "./body.ts";
import { atDesk, deskOptions, deskUsage } from "./desk.ts";

const usage = `signalbox task new --title TITLE [--body TEXT | --body-file FILE] [--repo PATH] [--as LOGIN] [--json]

Files an issue. It becomes a task when it gets a label agent:<id>; a section "## Scope" in its text narrows what may change.

  --title TITLE     what is to be done, in a line
  --body TEXT       the rest
  --body-file FILE  the rest, from a file; - is the standard input
${deskUsage}`;

export const taskNew = defineCommand({
  name: "task new",
  usage,
  options: { ...deskOptions, title: { type: "string" }, ...bodyOptions },
  positionals: 0,
  run: (values, _positionals, io) =>
    atDesk(values, io, async ({ octokit, at }) => {
      const { title } = values;
      if (title === undefined || title.trim() === "") throw new WrongUse("--title is missing");
      const body = await bodyOf(values, io);
      const { data } = await octokit.rest.issues.create({ ...at, title, ...(body === null ? {} : { body }) });
      io.out(
        values.json
          ? JSON.stringify({ number: data.number, title }, null, 2)
          : issueFiledText(data.number, title),
      );
      return 0;
    }),
});
