/** Branches and tags. */
import { needs } from "../../caller.ts";
import { readRef } from "../../git/ref.ts";
import { type Context, demand, type Source } from "../context.ts";
import { formatGitNodeId } from "../git-node-id.ts";
import { gitObjectNode } from "./git-object.ts";
import { type PullArguments, pullConnection } from "./pull.ts";

/** The ref of this full name as it stands now; null when there is none. */
export async function refNode(context: Context, name: string): Promise<Source | null> {
  const oid = await readRef(context.git, name);
  const [, prefix, short] = /^(refs\/(?:heads\/|tags\/)?)(.+)$/.exec(name) ?? [];
  if (oid === null || short === undefined) return null;
  return {
    __typename: "Ref",
    id: formatGitNodeId({ kind: "ref", name }),
    name: short,
    prefix,
    target: () => {
      demand(context, needs.readContents);
      return gitObjectNode(context, oid);
    },
    associatedPullRequests: (args: PullArguments) => {
      demand(context, needs.readPulls);
      return pullConnection(context, "associatedPullRequests", {
        ...args,
        headRefName: args.headRefName ?? short,
      });
    },
  };
}

/** The ref that a caller may mean by a more or less qualified name: `refs/heads/main`, `heads/main` or `main`. */
export async function findRefNode(context: Context, name: string): Promise<Source | null> {
  const candidates = name.startsWith("refs/")
    ? [name]
    : [`refs/${name}`, `refs/heads/${name}`, `refs/tags/${name}`];
  for (const candidate of candidates) {
    const node = await refNode(context, candidate);
    if (node) return node;
  }
  return null;
}
