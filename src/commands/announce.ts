/** `/announce <text>`: a word to every agent, in every open task's card and in every prompt until it is withdrawn. */
import { canMaintain } from "../domain/actor.ts";
import { SAID_MOST } from "../ledger/said.ts";
import { announcedText, announceWhereText, manySaidText } from "../text/said.ts";
import { type Command, type CommandInput, type CommandResult, refused } from "./command.ts";
import { wordsOf } from "./said.ts";

export const announce: Command = {
  name: "announce",
  usage: "/announce <text>",
  summary: "Say something to every agent, on the board's issue; a maintainer may say it anywhere",
  needs: "write",
  run: runAnnounce,
};

function runAnnounce({
  argument,
  by,
  desk,
  onBoard,
  permission,
  task,
  tasks,
  now,
}: CommandInput): CommandResult {
  if (!onBoard && !canMaintain(permission)) return refused(announceWhereText(by));
  const words = wordsOf("announce", argument);
  if (!words.ok) return refused(words.problem);
  const { text } = words;
  const { announcements, said } = desk;
  const most = SAID_MOST.announcements;
  if (announcements.length >= most)
    return refused(
      manySaidText(
        "announcements",
        most,
        announcements.map(({ id }) => id),
      ),
    );
  const made = { id: `a${said + 1}`, by, text, at: now.toISOString() };
  const open = [...tasks.values()].filter(({ end }) => end === null).length;
  return {
    kind: "done",
    task,
    desk: { ...desk, said: said + 1, announcements: [...announcements, made] },
    events: [{ kind: "announced", id: made.id, by, text }],
    reply: announcedText(made.id, open),
  };
}
