/** Check runs, and the suites that GitHub groups them in: one for each App and commit, and one for each workflow run. */
import { nodeId } from "../../node-id.ts";
import type { CheckConclusion, CheckRun, CheckSuite } from "../../records.ts";
import { type Context, type Source, webUrl } from "../context.ts";
import { appNode } from "./actor.ts";
import { commitNode } from "./commit.ts";

export function checkRunNode(context: Context, run: CheckRun): Source {
  const { world } = context;
  const url = () => webUrl(context, `/runs/${run.id}`);
  return {
    __typename: "CheckRun",
    id: nodeId("checkRun", run.id),
    databaseId: run.id,
    name: run.name,
    status: run.status.toUpperCase(),
    conclusion: run.conclusion?.toUpperCase() ?? null,
    title: run.title,
    summary: run.summary,
    text: run.text,
    externalId: run.externalId ?? "", // GitHub has an empty text where none was given
    detailsUrl: () => run.detailsUrl ?? url(),
    startedAt: run.startedAt,
    completedAt: run.completedAt,
    url,
    checkSuite: () => {
      const suite = world.checkSuites.get(run.suiteId);
      return suite && checkSuiteNode(context, suite);
    },
  };
}

export function checkSuiteNode(context: Context, suite: CheckSuite): Source {
  const { world } = context;
  const app = world.apps.get(suite.appId);
  const { status, conclusion } = suiteResult(context, suite);
  return {
    __typename: "CheckSuite",
    id: nodeId("checkSuite", suite.id),
    databaseId: suite.id,
    app: app ? appNode(app) : null,
    commit: () => commitNode(context, suite.headSha),
    status: status.toUpperCase(),
    conclusion: conclusion?.toUpperCase() ?? null,
  };
}

/** The worst conclusion wins; this is the order that GitHub's own suites show. */
const worstFirst: readonly CheckConclusion[] = [
  "action_required",
  "timed_out",
  "cancelled",
  "failure",
  "success",
  "neutral",
  "skipped",
];

function suiteResult({ world }: Context, suite: CheckSuite): Pick<CheckRun, "status" | "conclusion"> {
  const [workflowRun] = world.workflowRuns.where("suiteId", suite.id);
  if (workflowRun) return workflowRun;
  const runs = world.checkRuns.where("suiteId", suite.id);
  if (runs.length === 0) return { status: "queued", conclusion: null };
  if (runs.some(({ status }) => status !== "completed")) return { status: "in_progress", conclusion: null };
  const conclusion = worstFirst.find((worst) => runs.some((run) => run.conclusion === worst)) ?? null;
  return { status: "completed", conclusion };
}
