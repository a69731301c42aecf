/** Which pull request an event is about, and at which head: a hint of where to look, like every event. */
import { z } from "zod";

export interface PullEvent {
  readonly number: number;
  /** The head that the check will stand at; null where the check stands at a commit of the merge queue. */
  readonly head: string | null;
}

const OfPull = z.object({
  pull_request: z.object({ number: z.int().positive(), head: z.object({ sha: z.string() }) }),
});
const OfGroup = z.object({ merge_group: z.object({ head_ref: z.string() }) });

/** null for an event that is about no pull request. `event`: the text of the event file. */
export function pullEvent(event: string | null): PullEvent | null {
  const told = jsonOf(event);
  const pull = OfPull.safeParse(told);
  if (pull.success) return { number: pull.data.pull_request.number, head: pull.data.pull_request.head.sha };
  const group = OfGroup.safeParse(told);
  // The queue tests each entry on a branch of its own, named for the entry's pull request.
  const [, number] = /\/pr-([1-9][0-9]{0,9})-[0-9a-f]+$/.exec(group.data?.merge_group.head_ref ?? "") ?? [];
  return number === undefined ? null : { number: Number(number), head: null };
}

function jsonOf(event: string | null): unknown {
  try {
    return event === null ? null : JSON.parse(event);
  } catch {
    return null;
  }
}
