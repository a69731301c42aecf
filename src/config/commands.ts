/** The config's key `commands`: how they are typed, and who may use them. */
import { z } from "zod";
import { roles } from "../domain/actor.ts";
import { commandFloors, commandNames } from "../domain/command-name.ts";

const prefixRule = "must be a word of a-z, 0-9 and -, such as `signalbox`";

/** Who answers for what a gate holds is a person. */
const personal = commandNames.filter((name) => commandFloors[name] === "maintain");

export const Commands = z
  .strictObject({
    prefix: z
      .string(prefixRule)
      .regex(/^[a-z][a-z0-9-]{0,30}$/, prefixRule)
      .optional()
      .describe(
        "The word before every command, where bare ones belong to another bot: with `sb`, `/sb hold` is read and `/hold` is not. Without it both `/hold` and `/signalbox hold` are.",
      ),
    needs: z
      .partialRecord(z.enum(commandNames), z.enum(roles))
      .default({})
      .describe(
        "The role that a command needs, where it is not its usual one: `read` (everyone who can comment), `triage`, `write`, `maintain` or `admin`.",
      ),
    bots: z
      .partialRecord(z.enum(commandNames), z.array(z.int().min(1)).max(20))
      .default({})
      .describe(
        "Bots whose comments may hold the command, by the user id of the App's account (`gh api users/my-app[bot] --jq .id`). Whoever can make such a bot write a comment can use it. None by default.",
      ),
  })
  .superRefine(({ needs, bots }, context) => {
    for (const name of commandNames) {
      const [role, floor] = [needs[name], commandFloors[name]];
      if (role !== undefined && roles.indexOf(role) < roles.indexOf(floor))
        context.addIssue({ code: "custom", path: ["needs", name], message: `must be at least \`${floor}\`` });
    }
    for (const name of personal)
      if (bots[name] !== undefined)
        context.addIssue({
          code: "custom",
          path: ["bots", name],
          message: "must not be there: a bot answers for nothing",
        });
  });
