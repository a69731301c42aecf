/** The repository: the root of nearly everything that is asked. */
import { needs } from "../../caller.ts";
import { labelNamed } from "../../find.ts";
import { listRefs } from "../../git/ref.ts";
import { nodeId } from "../../node-id.ts";
import { fullName } from "../../render/site.ts";
import { connection, type PageArguments } from "../connection.ts";
import { type Context, demand, type Source } from "../context.ts";
import { Failure } from "../failure.ts";
import { actorNode } from "./actor.ts";
import { gitObjectNode } from "./git-object.ts";
import { type IssueArguments, issueConnection, issueNode } from "./issue.ts";
import { type LabelArguments, labelConnection, labelNode } from "./label.ts";
import { type PullArguments, pullConnection, pullNode } from "./pull.ts";
import { findRefNode, refNode } from "./ref.ts";

export function repositoryNode(context: Context): Source {
  const { world } = context;
  const repository = world.repository();
  return {
    __typename: "Repository",
    id: nodeId("repository", repository.id),
    databaseId: repository.id,
    name: repository.name,
    nameWithOwner: fullName(context),
    owner: () => actorNode(context, repository.ownerId),
    isArchived: repository.archived,
    isPrivate: repository.private,
    defaultBranchRef: () => refNode(context, `refs/heads/${repository.defaultBranch}`),
    ref: ({ qualifiedName }: { readonly qualifiedName: string }) => {
      demand(context, needs.readContents);
      return findRefNode(context, qualifiedName);
    },
    object: ({ expression, oid }: { readonly expression?: string | null; readonly oid?: string | null }) => {
      demand(context, needs.readContents);
      const revision = expression ?? oid;
      return revision ? gitObjectNode(context, revision) : null;
    },
    refs: async ({ refPrefix, ...args }: PageArguments & { readonly refPrefix: string }) => {
      demand(context, needs.readContents);
      return connection("refs", args, {
        items: await listRefs(context.git, refPrefix.endsWith("/") ? refPrefix : `${refPrefix}/`),
        place: ({ name }) => [name],
        node: ({ name }) => refNode(context, name),
      });
    },
    label: ({ name }: { readonly name: string }) => {
      const label = labelNamed(world, name);
      return label ? labelNode(label) : null;
    },
    labels: (args: LabelArguments) => labelConnection(world.labels.all(), args),
    issue: ({ number }: { readonly number: number }) => {
      demand(context, needs.readIssues);
      const [issue] = world.issues.where("number", number);
      if (!issue || issue.pullId !== null) throw numberNotFound("an Issue", number);
      return issueNode(context, issue);
    },
    issues: (args: IssueArguments) => {
      demand(context, needs.readIssues);
      return issueConnection(context, args);
    },
    pullRequest: ({ number }: { readonly number: number }) => {
      demand(context, needs.readPulls);
      const [pull] = world.pulls.where("number", number);
      if (!pull) throw numberNotFound("a PullRequest", number);
      return pullNode(context, pull);
    },
    pullRequests: (args: PullArguments) => {
      demand(context, needs.readPulls);
      return pullConnection(context, "pullRequests", args);
    },
  };
}

function numberNotFound(what: string, number: number): Error {
  return new Failure("NOT_FOUND", `Could not resolve to ${what} with the number of ${number}.`);
}
