/** Answers one request under a plan of faults. Without a plan, it is simply answered. */
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context } from "hono";
import { z } from "zod";
import type { World } from "../world.ts";
import type { Fault, Passing } from "./fault.ts";
import type { FaultPlan } from "./plan.ts";

export interface FaultyServer {
  readonly world: World;
  readonly faults: FaultPlan | null;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** `answer` is given the world to answer from: of a stale read an earlier one. */
export async function faulty(
  server: FaultyServer,
  passing: Passing,
  context: Context,
  answer: (world: World) => Promise<Response>,
): Promise<Response> {
  const due = server.faults?.meet(passing) ?? [];
  const early = await strike(server, context, due, "before");
  if (early) return early;
  const twice = due.some(({ do: action }) => action.kind === "duplicate");
  if (twice) await answer(server.world);
  const response = await answer(worldOf(server.world, due));
  const instead = await strike(server, context, due, "afterCommit");
  if (instead) return instead;
  if (due.some(({ do: action }) => action.kind === "truncate")) return truncated(response);
  if (due.some(({ do: action, when }) => action.kind === "crash" && when === "afterResponse"))
    outgoing(context)?.once("finish", () => server.faults?.crash());
  return response;
}

/** What is answered instead, when a fault of this moment answers. */
async function strike(
  { faults, sleep }: FaultyServer,
  context: Context,
  due: readonly Fault[],
  when: Fault["when"],
): Promise<Response | null> {
  for (const fault of due) {
    if (fault.when !== when) continue;
    const action = fault.do;
    switch (action.kind) {
      case "reset":
        return broken(context);
      case "crash":
        faults?.crash();
        return broken(context);
      case "status":
        return new Response(action.body ?? JSON.stringify({ message: "Server Error" }), {
          status: action.status,
          headers: { "content-type": action.body ? "text/html" : "application/json", ...action.headers },
        });
      case "delay":
        await sleep(action.milliseconds);
        break;
      case "stale":
      case "truncate":
      case "duplicate":
        break;
      default:
        action satisfies never;
    }
  }
  return null;
}

function worldOf(world: World, due: readonly Fault[]): World {
  const stale = due.map(({ do: action }) => (action.kind === "stale" ? action.writes : 0));
  return world.past(Math.max(0, ...stale));
}

async function truncated(response: Response): Promise<Response> {
  const text = await response.text();
  const headers = new Headers(response.headers);
  headers.delete("content-length");
  return new Response(text.slice(0, Math.floor(text.length / 2)), { status: response.status, headers });
}

/** The connection ends without an answer. */
function broken(context: Context): Response {
  outgoing(context)?.destroy();
  return RESPONSE_ALREADY_SENT;
}

interface Outgoing {
  destroy(): void;
  once(event: "finish", then: () => void): void;
}

const Bindings = z.object({
  outgoing: z.custom<Outgoing>((value) => typeof value === "object" && value !== null && "destroy" in value),
});

/** Node's response, which the Node server hands to Hono. */
function outgoing(context: Context): Outgoing | undefined {
  return Bindings.safeParse(context.env).data?.outgoing;
}
