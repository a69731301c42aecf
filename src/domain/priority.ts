/** How soon a task is to start, the soonest first; each that a person sets has a label. */
export const priorities = ["p0", "p1", "p2", "p3"] as const;

export type Priority = (typeof priorities)[number];

/** That of a task of which nobody said any; it has no label. */
export const USUAL_PRIORITY: Priority = "p2";

export const PRIORITY_LABEL = "priority:";

export const priorityTable: Readonly<Record<Priority, { readonly meaning: string; readonly color: string }>> =
  {
    p0: { meaning: "Starts before everything else", color: "b60205" },
    p1: { meaning: "Starts before what is usual", color: "d93f0b" },
    p2: { meaning: "Starts in its turn, as without a priority", color: "fbca04" },
    p3: { meaning: "Starts when nothing else would", color: "c2e0c6" },
  };

/** Null for a word or a label that is none. */
export function parsePriority(text: string): Priority | null {
  return priorities.find((each) => each === text) ?? null;
}

export function priorityOfLabel(label: string): Priority | null {
  return label.startsWith(PRIORITY_LABEL) ? parsePriority(label.slice(PRIORITY_LABEL.length)) : null;
}

/** The sooner one comes first. */
export function byPriority(a: Priority, b: Priority): number {
  return priorities.indexOf(a) - priorities.indexOf(b);
}
