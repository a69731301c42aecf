/** A valid config in one line. */
interface Summary {
  readonly agents: Readonly<Record<string, unknown>>;
  readonly gates: { readonly checks: Readonly<Record<string, unknown>> };
  readonly merge: { readonly approvals: number };
  readonly limits: { readonly agents: number; readonly attempts: number };
}

export function configSummaryText(file: string, { agents, gates, merge, limits }: Summary): string {
  const parts = [
    counted(Object.keys(agents), "agent"),
    counted(Object.keys(gates.checks), "check"),
    plural(merge.approvals, "approval"),
    `${limits.agents} at work at once`,
    plural(limits.attempts, "attempt"),
  ];
  return `${file} is valid: ${parts.join(", ")}`;
}

function counted(names: readonly string[], noun: string): string {
  if (names.length === 0) return `no ${noun}s`;
  const shown = names.slice(0, 8).join(", ");
  return `${plural(names.length, noun)} (${shown}${names.length > 8 ? ", …" : ""})`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
