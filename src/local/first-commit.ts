/** Fills the default branch with a folder's files, modes and symbolic links included. */
import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Caller } from "./caller.ts";
import { writeCommit } from "./git/commit.ts";
import { textOf } from "./git/process.ts";
import { readBranch, swapRef } from "./git/ref.ts";
import type { Git } from "./git.ts";
import { followRefChange } from "./operations/ref-change.ts";
import { signatureOf } from "./operations/signature.ts";
import type { World } from "./world.ts";

/** Commits all files of `folder` (but none that its `.gitignore` names) as the default branch's next commit; answers with its id. */
export function commitFolder(
  world: World,
  git: Git,
  caller: Caller,
  folder: string,
  message: string,
): Promise<string> {
  return world.transaction(async () => {
    const branch = world.repository().defaultBranch;
    const parent = await readBranch(git, branch);
    const author = signatureOf(caller.user, world.now());
    const tree = await writeFolder(git, folder);
    const parents = parent === null ? [] : [parent];
    const commit = await writeCommit(git, { tree, parents, message, author, committer: author });
    const ref = `refs/heads/${branch}`;
    if (!(await swapRef(git, ref, parent, commit))) throw new Error(`${branch} moved while it was filled`);
    await followRefChange({ world, git, caller }, { ref, before: parent, after: commit });
    return commit;
  });
}

async function writeFolder(git: Git, folder: string): Promise<string> {
  const index = join(git.dir, `index-${randomUUID()}`);
  const env = { GIT_INDEX_FILE: index };
  try {
    await git.run(["--work-tree", folder, "add", "--all", "."], { env, cwd: folder });
    return textOf(await git.run(["write-tree"], { env }));
  } finally {
    await rm(index, { force: true });
  }
}
