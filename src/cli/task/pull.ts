/** The pull request that a person means by the number of a task or of the pull request itself, and how ready Signalbox finds it. */
import { z } from "zod";
import { parseBranchName } from "../../domain/branch-name.ts";
import { checkNames } from "../../domain/verdict.ts";
import type { Desk } from "./desk.ts";

const Pull = z.object({
  number: z.int(),
  title: z.string(),
  state: z.enum(["open", "closed"]),
  draft: z.boolean().default(false),
  merged_at: z.string().nullable(),
  head: z.object({ ref: z.string(), sha: z.string() }),
  base: z.object({ ref: z.string() }),
});
export type Pull = z.infer<typeof Pull>;

/** The open one, else the newest; null when there is none. */
export async function pullOf(desk: Pick<Desk, "octokit" | "at">, number: number): Promise<Pull | null> {
  const { octokit, at } = desk;
  const listed = await octokit.paginate(octokit.rest.pulls.list, { ...at, state: "all", per_page: 100 });
  const pulls = z.array(Pull).parse(listed);
  const named = pulls.find((pull) => pull.number === number);
  if (named) return named;
  const own = pulls
    .filter(({ head }) => parseBranchName(head.ref)?.issue === number)
    .toSorted((a, b) => b.number - a.number);
  return own.find(({ state }) => state === "open") ?? own[0] ?? null;
}

export interface CheckSeen {
  readonly name: string;
  /** `success`, `failure` …; what it is doing while it is not completed. */
  readonly result: string;
  readonly title: string;
  readonly summary: string;
}

const Check = z.object({
  id: z.int(),
  name: z.string(),
  status: z.string(),
  conclusion: z.string().nullable(),
  app: z.object({ slug: z.string() }).nullable(),
  output: z.object({ title: z.string().nullable(), summary: z.string().nullable() }),
});

/** The newest check run of each App and name on a commit. */
export async function checksOf(
  { octokit, at }: Pick<Desk, "octokit" | "at">,
  sha: string,
): Promise<readonly CheckSeen[]> {
  const listed = await octokit.paginate(octokit.rest.checks.listForRef, { ...at, ref: sha, per_page: 100 });
  const newest = new Map<string, z.infer<typeof Check>>();
  for (const check of z.array(Check).parse(listed)) {
    const key = `${check.app?.slug ?? ""} ${check.name}`;
    if ((newest.get(key)?.id ?? 0) < check.id) newest.set(key, check);
  }
  return (
    [...newest.values()]
      // The name alone proves nothing: any App could report a check of this name.
      .filter(({ name, app }) => !name.startsWith("signalbox/") || app?.slug === "signalbox")
      .map(({ name, status, conclusion, output }) => ({
        name,
        result: conclusion ?? status,
        title: output.title ?? "",
        summary: output.summary ?? "",
      }))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
  );
}

/** Signalbox's own judgement of whether a pull request may be merged; null before it is judged. */
export async function readinessOf(
  desk: Pick<Desk, "octokit" | "at">,
  sha: string,
): Promise<CheckSeen | null> {
  return (await checksOf(desk, sha)).find(({ name }) => name === checkNames.ready) ?? null;
}
