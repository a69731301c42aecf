/** `/pattern [globs:] <text>`: how something is done here, for the agents whom it fits. */
import { fitting, type Pattern, SAID_MOST } from "../ledger/said.ts";
import { reachOfTasks } from "../planning/task-reach.ts";
import { parseGlob } from "../scope/glob.ts";
import { badGlobText, manySaidText, patternText } from "../text/said.ts";
import { type Command, type CommandInput, type CommandResult, refused } from "./command.ts";
import { wordsOf } from "./said.ts";

export const pattern: Command = {
  name: "pattern",
  usage: "/pattern [globs:] <text>",
  summary: "Tell the agents that may touch these paths, or all, how something is done here",
  needs: "write",
  run: runPattern,
};

function runPattern({ argument, by, config, desk, task, tasks, now }: CommandInput): CommandResult {
  const words = wordsOf("pattern", argument);
  if (!words.ok) return refused(words.problem);
  const { scope, text } = readPattern(words.text);
  for (const glob of scope) {
    const parsed = parseGlob(glob);
    if (!parsed.ok) return refused(badGlobText(glob, parsed.problem));
  }
  const { patterns, said } = desk;
  const most = SAID_MOST.patterns;
  if (patterns.length >= most)
    return refused(
      manySaidText(
        "patterns",
        most,
        patterns.map(({ id }) => id),
      ),
    );
  const made: Pattern = { id: `p${said + 1}`, scope: [...scope], by, text, at: now.toISOString() };
  const [fits, reachOf] = [fitting([made]), reachOfTasks(config)];
  const open = [...tasks.values()].filter((each) => each.end === null && fits(reachOf(each)).length > 0);
  return {
    kind: "done",
    task,
    desk: { ...desk, said: said + 1, patterns: [...patterns, made] },
    events: [{ kind: "announced", id: made.id, by, text }],
    reply: patternText(made.id, scope, open.length),
  };
}

/** Words with a slash or a star before a colon say where; everything else is text. */
function readPattern(argument: string): { readonly scope: readonly string[]; readonly text: string } {
  const colon = argument.indexOf(": ");
  const globs = argument
    .slice(0, Math.max(0, colon))
    .split(" ")
    .filter((word) => word !== "");
  const where = globs.length > 0 && globs.every((word) => /[/*]/.test(word) && !word.includes("://"));
  if (!where) return { scope: [], text: argument };
  return { scope: globs.map((glob) => glob.replace(/^`|`$/g, "")), text: argument.slice(colon + 1).trim() };
}
