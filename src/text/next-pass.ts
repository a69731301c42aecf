/** What a pass that was only tried out would do with a task. */

/** A sentence without its subject; `state` null: the task leaves the open tasks. */
export function nextPassText(state: string | null, attempt: number): string {
  const becomes =
    state === null
      ? "leaves the open tasks"
      : `becomes ${state}${attempt > 0 ? ` (attempt ${attempt})` : ""}`;
  return `moves with the next pass: it ${becomes}.`;
}
