/** What is said of runs that ended without a word. */
export function lostRunText(run: number, state: "ended" | "gone"): string {
  return state === "ended"
    ? `run ${run} ended without an outcome`
    : `run ${run} does not exist any more, and left no outcome`;
}

export function cutOffRunText(): string {
  return "the process that played this run was stopped";
}

export function noRunText(attempt: number): string {
  return `attempt ${attempt} was dispatched again and again, but no run of it ever started; see whether Actions may run here and what the agent workflow's runs say`;
}
