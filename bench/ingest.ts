/** Bench `ingest`: the CPU time that our intake takes for a webhook, against plain Probot's middleware. */
import { type ChildProcess, fork } from "node:child_process";
import { createHmac, randomBytes } from "node:crypto";
import { once } from "node:events";
import { Agent, request } from "node:http";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { Figure } from "./figure.ts";
import { median } from "./median.ts";

const entry = fileURLToPath(new URL("ingest-server.ts", import.meta.url));
const secret = randomBytes(32).toString("hex");

/** Deliveries of a round are sent at once by so many connections. */
const CONNECTIONS = 8;

/** Both are asked in turn, so that a machine that slows down slows both. The first round warms up and is not counted. */
export async function benchIngest({ rounds = 9, deliveries = 1_000 } = {}): Promise<readonly Figure[]> {
  const servers = [await start("ours"), await start("probot")] as const;
  try {
    const used = servers.map((): number[] => []);
    for (let round = 0; round <= rounds; round += 1) {
      for (const [index, server] of servers.entries()) {
        const microseconds = await server.takes(deliveries);
        if (round > 0) used[index]?.push(microseconds / deliveries);
      }
    }
    const [ours = Number.NaN, probots = Number.NaN] = used.map(median);
    return [
      {
        what: "CPU of taking a webhook",
        measured: ours / probots,
        detail: "times that of plain Probot",
        aim: 1,
        alternative: null,
      },
    ];
  } finally {
    for (const server of servers) server.close();
  }
}

interface Server {
  /** Sends so many; answers with the microseconds of CPU that the server used meanwhile. Throws unless each was taken. */
  takes(deliveries: number): Promise<number>;
  close(): void;
}

const Used = z.object({ hints: z.int(), microseconds: z.number() });

async function start(which: "ours" | "probot"): Promise<Server> {
  const child = fork(entry, [which, secret]);
  const { url } = z.object({ url: z.string() }).parse(await said(child));
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const used = async () => {
    child.send("used?");
    return Used.parse(await said(child));
  };
  return {
    takes: async (deliveries) => {
      const before = await used();
      await Promise.all(Array.from({ length: deliveries }, () => deliver(url, agent)));
      const after = await used();
      if (after.hints - before.hints !== deliveries) throw new Error(`${which} did not take every delivery`);
      return after.microseconds - before.microseconds;
    },
    close: () => {
      agent.destroy();
      child.disconnect();
    },
  };
}

async function said(child: ChildProcess): Promise<unknown> {
  const [message] = await once(child, "message");
  return message;
}

/** About as large as GitHub's own of this event. */
const body = JSON.stringify({
  action: "labeled",
  repository: { id: 1, name: "shop", full_name: "mira/shop", owner: { id: 1, login: "mira" } },
  installation: { id: 1 },
  issue: { id: 1, number: 1, title: "Greet the customer", body: "Scope: `src/**`\n".repeat(500) },
});
const signature = `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;

async function deliver(url: string, agent: Agent): Promise<void> {
  const sent = request(url, {
    method: "POST",
    agent,
    headers: {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
      "user-agent": "GitHub-Hookshot/bench",
      "x-github-event": "issues",
      "x-github-delivery": crypto.randomUUID(),
      "x-hub-signature-256": signature,
    },
  });
  const answered = once(sent, "response");
  sent.end(body);
  const [response] = await answered;
  response.resume();
  await once(response, "end");
  if (response.statusCode >= 300) throw new Error(`a delivery was answered ${response.statusCode}`);
}
