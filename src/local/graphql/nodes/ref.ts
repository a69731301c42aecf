/** Branches and tags. */
import { needs } from "../../caller.ts";
import { isRefName } from "../../git/ref.ts";
import { type Context, demand, type Source } from "../context.ts";
import { formatGitNodeId } from "../git-node-id.ts";
import { gitObjectNode } from "./git-object.ts";
import { type PullArguments, pullConnection } from "./pull.ts";

/** The ref of this full name as it stands now; null when there is none. */
export async function refNode(context: Context, name: string): Promise<Source | null> {
  const object = isRefName(name) ? await context.git.objects.read(name) : null;
  const [, prefix, short] = /^(refs\/(?:heads\/|tags\/)?)(.+)$/.exec(name) ?? [];
  if (object === null || short === undefined) return null;
  return {
    __typename: "Ref",
    id: formatGitNodeId({ kind: "ref", name }),
    name: short,
    prefix,
    target: () => {
      demand(context, needs.readContents);
      return gitObjectNode(context, object.oid);
    },
    associatedPullRequests: (args: PullArguments) => {
      demand(context, needs.readPulls);
      const field = "associatedPullRequests";
      return pullConnection(context, field, args, ({ headRef }) => `refs/heads/${headRef}` === name);
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
