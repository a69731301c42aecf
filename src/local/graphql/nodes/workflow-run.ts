/** Runs of GitHub Actions workflows. */
import { nodeId } from "../../node-id.ts";
import type { WorkflowRun } from "../../records.ts";
import { type Context, type Source, webUrl } from "../context.ts";
import { checkSuiteNode } from "./check-run.ts";

export function workflowRunNode(context: Context, run: WorkflowRun): Source {
  return {
    __typename: "WorkflowRun",
    id: nodeId("workflowRun", run.id),
    databaseId: run.id,
    runNumber: run.runNumber,
    event: run.event,
    createdAt: run.createdAt,
    updatedAt: run.updatedAt,
    url: () => webUrl(context, `/actions/runs/${run.id}`),
    checkSuite: () => {
      const suite = context.world.checkSuites.get(run.suiteId);
      return suite && checkSuiteNode(context, suite);
    },
  };
}
