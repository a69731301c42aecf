/** The readiness list of a pull request, read off the check `signalbox/ready` as a person reads it there. */

export interface ReadinessLine {
  readonly name: string;
  readonly status: "met" | "waiting" | "failed";
  readonly detail: string;
}

const marks: Readonly<Record<string, ReadinessLine["status"]>> = {
  "✅": "met",
  "⏳": "waiting",
  "❌": "failed",
};

/** The rows of the summary's table, in their order; what is no row of it is left out. */
export function readReadiness(summary: string): readonly ReadinessLine[] {
  return summary.split("\n").flatMap((row) => {
    const [, mark = "", name = "", detail = ""] = /^\| (\S+) \| (.+?) \| (.*) \|$/u.exec(row) ?? [];
    const status = marks[mark];
    return status ? [{ name, status, detail: detail.replaceAll("\\|", "|") }] : [];
  });
}

/** Nothing is open but what a person can give with an approval: the list says so itself. */
export function waitsForApproval(list: readonly ReadinessLine[]): boolean {
  const open = list.filter(({ status }) => status !== "met");
  return (
    open.length > 0 && open.every(({ status, detail }) => status === "waiting" && /\bapprove/.test(detail))
  );
}

/** A line of a pull request that is to land after another task's. */
export function waitsForAnother({ status, detail }: ReadinessLine): boolean {
  return status === "waiting" && /\bwaits for #\d/.test(detail);
}
