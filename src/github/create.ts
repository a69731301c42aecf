/** Creations: one request each, sent once; an answer that says "it is there already" is as good as "done". */
import { z } from "zod";
import { WORKFLOW_FILE } from "../domain/agent-workflow.ts";
import type { Effect } from "../domain/effect.ts";
import type { ObservedRepository } from "../domain/observation.ts";
import type { Applied } from "./applied.ts";
import type { BatchedEffect } from "./batch.ts";
import type { Client } from "./client.ts";
import { failureOf, isAlready, isOver, isUnauthorized, messageOf } from "./failure.ts";

export type Creation = Exclude<Effect, BatchedEffect>;

/** `labels` learns the node id of a label that was created. Throws only when our token is not believed: nothing would be. */
export async function create(
  client: Client,
  repository: ObservedRepository,
  labels: Map<string, string>,
  effect: Creation,
): Promise<Applied> {
  try {
    await send(client, repository, labels, effect);
    return { effect, result: "done", message: null };
  } catch (error) {
    if (isUnauthorized(error)) throw error;
    const failure = failureOf(error);
    const message = messageOf(error);
    if (!failure || failure.status >= 500) return { effect, result: "uncertain", message };
    if (!isAlready(error) && !(effect.kind === "cancel" && isOver(error)))
      return { effect, result: "refused", message };
    if (effect.kind === "label") await learn(client, repository, labels, effect.name);
    return { effect, result: "already", message };
  }
}

async function send(
  { octokit }: Client,
  repository: ObservedRepository,
  labels: Map<string, string>,
  effect: Creation,
): Promise<void> {
  const { owner, name: repo } = repository;
  switch (effect.kind) {
    case "label": {
      const { name, color, description } = effect;
      const { data } = await octokit.rest.issues.createLabel({ owner, repo, name, color, description });
      const label = Label.safeParse(data);
      if (label.success) labels.set(name, label.data.node_id);
      return;
    }
    case "branch":
      if (effect.from === null)
        await octokit.rest.git.createRef({ owner, repo, ref: `refs/heads/${effect.branch}`, sha: effect.to });
      else
        await octokit.rest.git.updateRef({
          owner,
          repo,
          ref: `heads/${effect.branch}`,
          sha: effect.to,
          force: false,
        });
      return;
    case "pull": {
      const { branch, base, title, body } = effect;
      await octokit.rest.pulls.create({ owner, repo, head: branch, base, title, body });
      return;
    }
    case "issue":
      await octokit.rest.issues.create({ owner, repo, title: effect.title, body: effect.body });
      return;
    case "comment":
      await octokit.rest.issues.createComment({ owner, repo, issue_number: effect.issue, body: effect.body });
      return;
    case "dispatch": {
      const inputs = { task: String(effect.task), attempt: String(effect.attempt) };
      await octokit.rest.actions.createWorkflowDispatch({
        owner,
        repo,
        workflow_id: WORKFLOW_FILE,
        ref: repository.defaultBranch,
        inputs,
      });
      return;
    }
    case "cancel":
      await octokit.rest.actions.cancelWorkflowRun({ owner, repo, run_id: effect.run });
      return;
    default:
      effect satisfies never;
  }
}

const Label = z.object({ node_id: z.string() });

/** Somebody else created the label since we looked: the batch that follows wants its id. Left unknown, the next pass sets it. */
async function learn(
  { octokit }: Client,
  { owner, name: repo }: ObservedRepository,
  labels: Map<string, string>,
  name: string,
): Promise<void> {
  const answer = await octokit.rest.issues.getLabel({ owner, repo, name }).catch(() => null);
  const label = Label.safeParse(answer?.data);
  if (label.success) labels.set(name, label.data.node_id);
}
