/** Who else holds paths. */
import { holdsLease, type Task } from "./task.ts";

/** The tasks besides this one that hold a lease, by number. */
export function otherLeaseHolders(task: Pick<Task, "number">, tasks: Iterable<Task>): readonly Task[] {
  return [...tasks]
    .filter((other) => other.number !== task.number && holdsLease(other))
    .toSorted((a, b) => a.number - b.number);
}
