/** The repository's own settings. */
import { invalidField } from "../api-error.ts";
import type { WorldEvent } from "../event.ts";
import { readBranch } from "../git/ref.ts";
import type { Repository } from "../records.ts";
import type { Operation } from "./operation.ts";

export interface RepositoryChange {
  readonly name?: string | undefined;
  readonly description?: string | null | undefined;
  readonly private?: boolean | undefined;
  readonly archived?: boolean | undefined;
  readonly defaultBranch?: string | undefined;
}

export async function updateRepository(operation: Operation, change: RepositoryChange): Promise<Repository> {
  const { world, git, caller } = operation;
  const former = world.repository();
  const { defaultBranch = former.defaultBranch } = change;
  if (defaultBranch !== former.defaultBranch) {
    if ((await readBranch(git, defaultBranch)) === null)
      throw invalidField("Repository", "default_branch", "invalid");
    await git.run(["symbolic-ref", "HEAD", `refs/heads/${defaultBranch}`]);
  }
  const repository = world.repositories.put({
    ...former,
    name: change.name ?? former.name,
    description: change.description === undefined ? former.description : change.description,
    private: change.private ?? former.private,
    archived: change.archived ?? former.archived,
    defaultBranch,
    updatedAt: world.now(),
  });
  for (const action of actionsBetween(former, repository))
    world.emit({ name: "repository", action, repository, former, sender: caller.user });
  return repository;
}

type Action = Extract<WorldEvent, { name: "repository" }>["action"];

function actionsBetween(former: Repository, now: Repository): readonly Action[] {
  const actions: Action[] = [];
  if (former.name !== now.name) actions.push("renamed");
  if (former.private !== now.private) actions.push(now.private ? "privatized" : "publicized");
  if (former.archived !== now.archived) actions.push(now.archived ? "archived" : "unarchived");
  if (former.description !== now.description || former.defaultBranch !== now.defaultBranch)
    actions.push("edited");
  return actions;
}
