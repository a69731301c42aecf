/** `POST /graphql`: reads the request and puts the answer of `graphql/` on the wire. */
import type { Context, Hono } from "hono";
import { ApiError } from "./api-error.ts";
import { authenticate } from "./auth.ts";
import type { Passing } from "./faults/fault.ts";
import { faulty } from "./faults/faulty.ts";
import { executeGraphQL } from "./graphql/execute.ts";
import { renderProblem } from "./render/problem.ts";
import { type RestServer, setRateHeaders } from "./rest/mount.ts";
import { throttled } from "./throttled.ts";
import type { World } from "./world.ts";

export function mountGraphQL(app: Hono, server: RestServer): void {
  const { site, git, appKey, meter, counter } = server;
  app.post("/graphql", async (context) => {
    const text = await context.req.text();
    const passed = passing(text);
    const writes = passed.kind === "writes";
    const creates =
      writes && /\b(addComment|createIssue|createPullRequest|addPullRequestReview)\b/.test(text);
    const request = { api: "graphql", route: passed.route, writes, creates } as const;
    return throttled(server, context, request, () =>
      faulty(server, passed, context, (seen) => answer(text, context, seen)),
    );
  });

  async function answer(text: string, context: Context, seen: World): Promise<Response> {
    try {
      const who = authenticate(site.world, context.req.header("authorization"), appKey);
      if (who.kind === "app") throw new ApiError(401, "Bad credentials");
      const request = { world: seen, git, caller: who.caller, origin: site.url, meter };
      const { status, body, budget, kind } = await executeGraphQL(request, parseJson(text));
      counter.count("graphql", `POST /graphql ${kind}`, kind === "mutation");
      const headers = new Headers();
      setRateHeaders(headers, budget, "graphql");
      return json(server, status, body, headers);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      counter.count("graphql", "POST /graphql refused", false);
      return json(server, error.status, renderProblem(error), new Headers());
    }
  }
}

/** What passes, by the operation's kind and name: `query Observe`. */
function passing(text: string): Passing {
  const [, kind = "query", name = ""] = /"query"\s*:\s*"(?:\\n|\s)*(query|mutation)\s+(\w+)/.exec(text) ?? [];
  return { route: `${kind} ${name}`, kind: kind === "mutation" ? "writes" : "reads" };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError(400, "Problems parsing JSON");
  }
}

function json({ site }: RestServer, status: number, body: unknown, headers: Headers): Response {
  headers.set("content-type", "application/json; charset=utf-8");
  headers.set("date", site.world.clock().toUTCString());
  return new Response(JSON.stringify(body), { status, headers });
}
