/** Answers one request within the secondary rate limits, or refuses it as GitHub does. */
import type { Context } from "hono";
import { ApiError } from "./api-error.ts";
import { type AppKey, authenticate } from "./auth.ts";
import { renderProblem } from "./render/problem.ts";
import type { Request, Traffic } from "./traffic.ts";
import type { World } from "./world.ts";

export interface ThrottledServer {
  readonly world: World;
  readonly appKey: AppKey;
  readonly traffic: Traffic;
  /** Whether a breach is refused, or only noted. */
  readonly refuseBreaches: boolean;
}

export async function throttled(
  server: ThrottledServer,
  context: Context,
  request: Omit<Request, "userId">,
  answer: () => Promise<Response>,
): Promise<Response> {
  const userId = askedBy(server, context);
  if (userId === null) return answer();
  const { breach, leave } = server.traffic.enter({ ...request, userId });
  try {
    if (breach === null || !server.refuseBreaches) return await answer();
    const refusal = new ApiError(
      403,
      "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.",
    );
    const headers = { "retry-after": String(breach.retryAfter), date: server.world.clock().toUTCString() };
    return Response.json(renderProblem(refusal), { status: 403, headers });
  } finally {
    leave();
  }
}

/** Null for whoever is not known, and for an App that asks as itself: its requests are not among those that are limited here. */
function askedBy({ world, appKey }: ThrottledServer, context: Context): number | null {
  try {
    const who = authenticate(world, context.req.header("authorization"), appKey);
    return who.kind === "caller" ? who.caller.user.id : null;
  } catch (error) {
    if (error instanceof ApiError) return null;
    throw error;
  }
}
