/** Whether a pull request would merge into its base as that is now. */
import { issueOf } from "../find.ts";
import { mergeTrees } from "../git/merge.ts";
import { readBranch } from "../git/ref.ts";
import type { Pull } from "../records.ts";
import type { Operation } from "./operation.ts";

/** Null for one that is not open. GitHub answers null too while it works; here the answer waits for it. */
export async function isMergeable(
  { world, git }: Pick<Operation, "world" | "git">,
  pull: Pull,
): Promise<boolean | null> {
  if (issueOf(world, pull).state !== "open") return null;
  const base = await readBranch(git, pull.baseRef);
  return base === null ? false : (await mergeTrees(git, base, pull.headSha)).kind === "clean";
}
