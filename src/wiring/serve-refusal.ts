/** Whether a pass failed because GitHub will not have us there: that is no fault to be tried again, but for a person to mend. */
import { z } from "zod";
import type { Client } from "../github/client.ts";
import { failureOf, GraphQLRefusal, NoToken } from "../github/failure.ts";
import type { StopReason } from "../text/serve-log.ts";

/** null for every other failure: the queue tries again. What could be either is asked about once. */
export async function stopReasonOf(
  error: unknown,
  client: Client,
  at: { readonly owner: string; readonly name: string },
): Promise<StopReason | null> {
  if (causes(error).some((each) => each instanceof NoToken)) return refusesToken(error);
  const status = statusOf(error);
  if (status === 401) return "unauthorized";
  if (status === 451) return "legal";
  if (status !== 403 && status !== 404) return null;
  const seen = await look(client, at);
  return seen === "open" ? (status === 403 ? "forbidden" : null) : seen;
}

/** 401: the App's key; 403: suspended; 404: uninstalled; 422: it may no longer do so much, or not there. */
function refusesToken(error: unknown): StopReason | null {
  const status = statusOf(error);
  return status !== null && [401, 403, 404, 422].includes(status) ? "no-token" : null;
}

const Seen = z.object({ archived: z.boolean(), disabled: z.boolean().default(false) });

/** null: not known. */
async function look(
  { octokit }: Client,
  { owner, name: repo }: { readonly owner: string; readonly name: string },
): Promise<StopReason | "open" | null> {
  try {
    const { archived, disabled } = Seen.parse((await octokit.rest.repos.get({ owner, repo })).data);
    if (archived) return "archived";
    return disabled ? "disabled" : "open";
  } catch (error) {
    const status = statusOf(error);
    if (status === 404) return "gone";
    if (status === 451) return "legal";
    if (status === 401) return "unauthorized";
    return status === 403 ? "forbidden" : null;
  }
}

/** The status of the answer that an error is, or was caused by; GraphQL's types in the place of statuses. */
function statusOf(error: unknown): number | null {
  for (const each of causes(error)) {
    if (each instanceof GraphQLRefusal) {
      if (each.type === "NOT_FOUND") return 404;
      if (each.type === "FORBIDDEN" || /archived|disabled|not accessible/i.test(each.message)) return 403;
    }
    const failure = failureOf(each);
    if (failure) return failure.status;
  }
  return null;
}

function causes(error: unknown): readonly unknown[] {
  const found: unknown[] = [];
  for (let each = error; each !== undefined && found.length < 10; ) {
    found.push(each);
    each = each instanceof Error ? each.cause : undefined;
  }
  return found;
}
