/** Creations: one request each, sent once; an answer that says "it is there already" is as good as "done". */
import { z } from "zod";
import { WORKFLOW_FILE } from "../domain/agent-workflow.ts";
import type { Effect } from "../domain/effect.ts";
import type { ObservedRepository } from "../domain/observation.ts";
import type { Applied } from "./apply.ts";
import type { BatchedEffect } from "./batch.ts";
import type { Client } from "./client.ts";

export type Creation = Exclude<Effect, BatchedEffect>;

/** `labels` learns the node id of a label that was created. */
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
    const failure = Failure.safeParse(error);
    if (!failure.success) return { effect, result: "uncertain", message: messageOf(error) };
    const { status, message } = failure.data;
    if (status >= 500) return { effect, result: "uncertain", message };
    return { effect, result: status === 422 && isAlready(message) ? "already" : "refused", message };
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
      labels.set(name, data.node_id);
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
    default:
      effect satisfies never;
  }
}

const Failure = z.object({ status: z.int(), message: z.string() });

/** GitHub's words for a ref, a pull request and a label that exist. */
function isAlready(message: string): boolean {
  return /already exists|already_exists/i.test(message);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
