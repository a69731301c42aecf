/** Agent branches: `agent/<agent>/<issue>-<slug>`, one for each assignment of a task. */
export interface BranchName {
  readonly agent: string;
  readonly issue: number;
  readonly slug: string;
}

const SLUG_LENGTH = 40;

export function formatBranchName({ agent, issue, slug }: BranchName): string {
  return `agent/${agent}/${issue}-${slug}`;
}

/** Whether a branch is an agent's by its name, well formed or not. */
export function isAgentBranch(branch: string): boolean {
  return branch.startsWith("agent/");
}

/** Reads an agent branch; null for any other branch. */
export function parseBranchName(branch: string): BranchName | null {
  const match = /^agent\/([a-z0-9-]{1,39})\/([1-9][0-9]{0,9})-([a-z0-9][a-z0-9-]{0,59})$/.exec(branch);
  if (!match) return null;
  const [, agent = "", issue = "", slug = ""] = match;
  return { agent, issue: Number(issue), slug };
}

/** A title as `[a-z0-9-]`, at most 40 characters, cut between words; `task` when nothing is left. */
export function slugOf(title: string): string {
  const words = title
    .normalize("NFKD")
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  let slug = "";
  for (const word of words ?? []) {
    const longer = slug === "" ? word.slice(0, SLUG_LENGTH) : `${slug}-${word}`;
    if (longer.length > SLUG_LENGTH) break;
    slug = longer;
  }
  return slug === "" ? "task" : slug;
}
