/** How an issue stands on which a task depends. */
export type DependencyState = "done" | "open" | "dropped" | "missing";
