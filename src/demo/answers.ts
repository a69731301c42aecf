/** What agents asked in the course of a demo, who answered, and whether the next run was told: its packet is read from its folder. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Task } from "../ledger/task.ts";
import { Packet } from "../runs/packet.ts";
import { workspaceIn } from "../runs/workspace.ts";
import type { Unblocked } from "../text/demo.ts";

/** `runsDir` holds a folder for each run, named by its task, attempt and number. */
export async function readUnblocked(runsDir: string, tasks: readonly Task[]): Promise<readonly Unblocked[]> {
  const folders = await readdir(runsDir);
  const found = await Promise.all(
    tasks.flatMap((task) =>
      task.blockers.map(async ({ id, severity, question, answer }): Promise<Unblocked[]> => {
        if (answer === null) return [];
        const packets = await packetsOf(runsDir, folders, task.number);
        const told = packets.filter(({ answers }) =>
          answers.some((each) => each.id === id && each.answer === answer.text),
        );
        const attempt = Math.min(...told.map((packet) => packet.attempt.n));
        return [
          {
            task: task.number,
            agent: task.agent,
            blocker: id,
            severity,
            question,
            answer: answer.text,
            by: answer.by,
            attempt: Number.isFinite(attempt) ? attempt : null,
          },
        ];
      }),
    ),
  );
  return found.flat();
}

async function packetsOf(
  runsDir: string,
  folders: readonly string[],
  task: number,
): Promise<readonly Packet[]> {
  const own = folders.filter((name) => name.startsWith(`${task}-`));
  const read = own.map(async (name) => {
    // A run that was ended at once may have left none.
    const text = await readFile(workspaceIn(join(runsDir, name)).packet, "utf8").catch(() => "");
    return text === "" ? [] : [Packet.parse(JSON.parse(text))];
  });
  return (await Promise.all(read)).flat();
}
