/** How much a blocker presses, the most pressing first; each has a label. */
export const severities = ["urgent", "high", "normal", "low"] as const;

export type Severity = (typeof severities)[number];

export const severityTable: Readonly<
  Record<Severity, { readonly sign: string; readonly meaning: string; readonly color: string }>
> = {
  urgent: { sign: "🚨", meaning: "Blocked, and it cannot wait", color: "b60205" },
  high: { sign: "🔶", meaning: "Blocked, and others are held up", color: "d93f0b" },
  normal: { sign: "🔷", meaning: "Blocked until somebody answers", color: "fbca04" },
  low: { sign: "▫️", meaning: "Blocked, and nothing presses", color: "fef2c0" },
};

/** The most pressing one comes first; those of one severity stay in their order. */
export function bySeverity(a: { readonly severity: Severity }, b: { readonly severity: Severity }): number {
  return severities.indexOf(a.severity) - severities.indexOf(b.severity);
}
