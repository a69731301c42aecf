/** What is said of runs that ended without a word. */
export function lostRunText(run: number, state: "ended" | "gone"): string {
  return state === "ended"
    ? `run ${run} ended without an outcome`
    : `run ${run} does not exist any more, and left no outcome`;
}

export function cutOffRunText(): string {
  return "the process that played this run was stopped";
}
