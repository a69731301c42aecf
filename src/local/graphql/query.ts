/** The root of every query. */
import { type Context, isNamed, isVisible, type Source } from "./context.ts";
import { Failure, repositoryNotFound } from "./failure.ts";
import { userNode } from "./nodes/actor.ts";
import { nodeById } from "./nodes/node.ts";
import { repositoryNode } from "./nodes/repository.ts";

/** GitHub takes no more than this many ids at once. */
const idLimit = 100;

/** @param rateLimit What the query costs, and how the budget stands after it. */
export function queryRoot(context: Context, rateLimit: Source): Source {
  const { caller } = context;
  return {
    __typename: "Query",
    id: "Query",
    rateLimit,
    viewer: () => userNode(caller.user),
    node: ({ id }: { readonly id: string }) => nodeById(context, id),
    nodes: ({ ids }: { readonly ids: readonly string[] }) => {
      if (ids.length > idLimit) {
        const message = `You may not provide more than ${idLimit} node ids; you provided ${ids.length}.`;
        throw new Failure("ARGUMENT_LIMIT", message);
      }
      return ids.map((id) => nodeById(context, id));
    },
    repository: ({ owner, name }: { readonly owner: string; readonly name: string }) => {
      const nameWithOwner = `${owner}/${name}`;
      if (!isVisible(context) || !isNamed(context, nameWithOwner)) throw repositoryNotFound(nameWithOwner);
      return repositoryNode(context);
    },
  };
}
