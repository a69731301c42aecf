/** Anything by its node id. */
import { allows, type Need, needs } from "../../caller.ts";
import { parseNodeId } from "../../node-id.ts";
import { type Context, isVisible, type Source } from "../context.ts";
import { nodeNotFound } from "../failure.ts";
import { parseGitNodeId } from "../git-node-id.ts";
import { actorNode, appNode } from "./actor.ts";
import { checkRunNode, checkSuiteNode } from "./check-run.ts";
import { commentNode } from "./comment.ts";
import { gitObjectNode } from "./git-object.ts";
import { issueNode } from "./issue.ts";
import { labelNode } from "./label.ts";
import { pullNode } from "./pull.ts";
import { reactionNode } from "./reaction.ts";
import { refNode } from "./ref.ts";
import { repositoryNode } from "./repository.ts";
import { reviewNode } from "./review.ts";
import { statusNode } from "./rollup.ts";
import { timelineNode } from "./timeline.ts";
import { workflowRunNode } from "./workflow-run.ts";

/** Throws NOT_FOUND for an id that names nothing, and for what the caller may not read: GitHub does not tell them apart. */
export async function nodeById(context: Context, id: string): Promise<Source | Error> {
  const found = await find(context, id);
  if (!found) throw nodeNotFound(id);
  return found;
}

async function find(context: Context, id: string): Promise<Source | Error | null | undefined> {
  if (!isVisible(context)) return null;
  const { world } = context;
  const may = (need: Need) => allows(world, context.caller, need);
  const ofGit = parseGitNodeId(id);
  if (ofGit) {
    if (!may(needs.readContents)) return null;
    return ofGit.kind === "ref" ? refNode(context, ofGit.name) : gitObjectNode(context, ofGit.oid);
  }
  const node = parseNodeId(id);
  if (node === null) return null;
  switch (node.kind) {
    case "user":
    case "bot":
      return actorNode(context, node.id);
    case "app":
      return shown(world.apps.get(node.id), appNode);
    case "repository":
      return world.repository().id === node.id ? repositoryNode(context) : null;
    case "label":
      return shown(world.labels.get(node.id), labelNode);
    case "issue":
      return shown(may(needs.readIssues) && world.issues.get(node.id), (issue) => issueNode(context, issue));
    case "comment":
      return shown(may(needs.readIssues) && world.comments.get(node.id), (comment) =>
        commentNode(context, comment),
      );
    case "event":
      return shown(may(needs.readIssues) && world.timeline.get(node.id), (event) =>
        timelineNode(context, event),
      );
    case "reaction":
      return shown(may(needs.readIssues) && world.reactions.get(node.id), reactionNode);
    case "pull":
      return shown(may(needs.readPulls) && world.pulls.get(node.id), (pull) => pullNode(context, pull));
    case "review":
      return shown(may(needs.readPulls) && world.reviews.get(node.id), (review) =>
        reviewNode(context, review),
      );
    case "checkSuite":
      return shown(may(needs.readChecks) && world.checkSuites.get(node.id), (suite) =>
        checkSuiteNode(context, suite),
      );
    case "checkRun":
      return shown(may(needs.readChecks) && world.checkRuns.get(node.id), (run) =>
        checkRunNode(context, run),
      );
    case "status":
      return shown(may(needs.readStatuses) && world.statuses.get(node.id), (status) =>
        statusNode(context, status),
      );
    case "workflowRun":
      return shown(may(needs.readActions) && world.workflowRuns.get(node.id), (run) =>
        workflowRunNode(context, run),
      );
    case "workflow": // the subset of the schema has no such type
      return null;
    case "artifact":
      // GitHub's GraphQL has no artifacts.
      return null;
    default:
      return node.kind satisfies never;
  }
}

function shown<Item, Node>(item: Item | false | undefined, node: (item: Item) => Node): Node | null {
  return item ? node(item) : null;
}
