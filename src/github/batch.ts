/** Idempotent updates, together in one GraphQL mutation of at most 20 parts. */
import { z } from "zod";
import type { Annotation, Effect } from "../domain/effect.ts";
import type { ObservedRepository } from "../domain/observation.ts";
import type { Applied } from "./applied.ts";
import type { Client, GraphQLError } from "./client.ts";
import { isUnauthorized, messageOf } from "./failure.ts";

/**
 * A check run is among them although GitHub makes a new one each time: only the newest of a name shows, so a second one of
 * the same content changes nothing.
 */
export type BatchedEffect = Extract<
  Effect,
  { kind: "check" | "labels" | "edit-comment" | "edit-issue" | "edit-pull" | "pin" | "reaction" | "close" }
>;

const batchedKinds: ReadonlySet<Effect["kind"]> = new Set([
  "check",
  "labels",
  "edit-comment",
  "edit-issue",
  "edit-pull",
  "pin",
  "reaction",
  "close",
]);

export function isBatched(effect: Effect): effect is BatchedEffect {
  return batchedKinds.has(effect.kind);
}

/** GitHub executes a mutation's parts in order; more than this in one is slow to judge. */
const PARTS = 20;

interface Part {
  readonly effect: BatchedEffect;
  readonly mutation: string;
  readonly type: string;
  readonly input: Readonly<Record<string, unknown>>;
}

export async function applyBatch(
  client: Client,
  repository: ObservedRepository,
  labels: ReadonlyMap<string, string>,
  effects: readonly BatchedEffect[],
): Promise<readonly Applied[]> {
  const parts = effects.flatMap((effect) => partsOf(effect, repository, labels));
  const applied: Applied[] = [];
  for (let start = 0; start < parts.length; start += PARTS) {
    applied.push(...(await send(client, parts.slice(start, start + PARTS))));
  }
  return applied;
}

async function send(client: Client, parts: readonly Part[]): Promise<readonly Applied[]> {
  const variables = Object.fromEntries(parts.map(({ input }, index) => [`m${index}`, input]));
  const declared = parts.map(({ type }, index) => `$m${index}: ${type}!`).join(", ");
  const body = parts
    .map(({ mutation }, index) => `m${index}: ${mutation}(input: $m${index}) { clientMutationId }`)
    .join("\n");
  try {
    const answer = await client.graphql(`mutation Apply(${declared}) {\n${body}\n}`, variables);
    const data = z.record(z.string(), z.unknown()).parse(answer.data);
    return parts.map(({ effect }, index) => {
      const error = answer.errors.find(({ path }) => path?.[0] === `m${index}`);
      const done = !error && data[`m${index}`] != null;
      return { effect, result: done ? "done" : resultOf(error), message: error?.message ?? null };
    });
  } catch (error) {
    if (isUnauthorized(error)) throw error;
    return parts.map(({ effect }) => ({ effect, result: "uncertain", message: messageOf(error) }));
  }
}

/** GitHub's types for "no" say what was wrong with a part; anything else (an internal error, a limit) leaves it open. */
function resultOf(error: GraphQLError | undefined): "refused" | "uncertain" {
  return error?.type && !OPEN.has(error.type) ? "refused" : "uncertain";
}

const OPEN: ReadonlySet<string> = new Set(["RATE_LIMITED", "INTERNAL", "SERVICE_UNAVAILABLE"]);

/** A label without a known id was created by somebody else in the meantime: the next observation knows it. */
function partsOf(
  effect: BatchedEffect,
  repository: ObservedRepository,
  labels: ReadonlyMap<string, string>,
): readonly Part[] {
  const ids = (names: readonly string[]) => names.flatMap((name) => labels.get(name) ?? []);
  switch (effect.kind) {
    case "labels": {
      const part = (mutation: string, type: string, labelIds: readonly string[]): Part[] =>
        labelIds.length > 0
          ? [{ effect, mutation, type, input: { labelableId: effect.issueId, labelIds } }]
          : [];
      return [
        ...part("addLabelsToLabelable", "AddLabelsToLabelableInput", ids(effect.add)),
        ...part("removeLabelsFromLabelable", "RemoveLabelsFromLabelableInput", ids(effect.remove)),
      ];
    }
    case "edit-comment":
      return [
        {
          effect,
          mutation: "updateIssueComment",
          type: "UpdateIssueCommentInput",
          input: { id: effect.commentId, body: effect.body },
        },
      ];
    case "edit-issue":
      return [
        {
          effect,
          mutation: "updateIssue",
          type: "UpdateIssueInput",
          input: { id: effect.issueId, body: effect.body },
        },
      ];
    case "pin":
      return [{ effect, mutation: "pinIssue", type: "PinIssueInput", input: { issueId: effect.issueId } }];
    case "edit-pull":
      return [
        {
          effect,
          mutation: "updatePullRequest",
          type: "UpdatePullRequestInput",
          input: { pullRequestId: effect.pullId, title: effect.title, body: effect.body },
        },
      ];
    case "reaction":
      return [
        {
          effect,
          mutation: "addReaction",
          type: "AddReactionInput",
          input: { subjectId: effect.commentId, content: effect.content },
        },
      ];
    case "close":
      return [
        {
          effect,
          mutation: "closeIssue",
          type: "CloseIssueInput",
          input: { issueId: effect.issueId, stateReason: "COMPLETED" },
        },
      ];
    case "check":
      return [checkPart(effect, repository)];
    default:
      return effect satisfies never;
  }
}

function annotationData({ path, line, title, message }: Annotation) {
  return {
    path,
    location: { startLine: line, endLine: line },
    annotationLevel: "FAILURE",
    title,
    message,
  };
}

function checkPart(effect: Extract<Effect, { kind: "check" }>, repository: ObservedRepository): Part {
  const state =
    effect.result === "pending"
      ? { status: "IN_PROGRESS" }
      : { status: "COMPLETED", conclusion: effect.result.toUpperCase() };
  const report = {
    ...state,
    externalId: effect.externalId,
    output: {
      title: effect.title,
      summary: effect.summary,
      ...(effect.annotations.length > 0 ? { annotations: effect.annotations.map(annotationData) } : {}),
    },
  };
  const common = { repositoryId: repository.id, ...report };
  if (effect.existing !== null) {
    return {
      effect,
      mutation: "updateCheckRun",
      type: "UpdateCheckRunInput",
      input: { ...common, checkRunId: effect.existing },
    };
  }
  return {
    effect,
    mutation: "createCheckRun",
    type: "CreateCheckRunInput",
    input: { ...common, name: effect.name, headSha: effect.head },
  };
}
