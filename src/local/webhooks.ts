/**
 * Webhooks as GitHub sends them: signed, in order, each once. A receiver that is away, slow or refusing misses it for
 * good: https://docs.github.com/webhooks/using-webhooks/handling-failed-webhook-deliveries
 */
import { createHmac, randomUUID } from "node:crypto";
import type { Payload } from "./render/webhook.ts";
import type { World } from "./world.ts";

export interface Webhooks {
  /** Queues a delivery to the target of this moment; none when there is no target. */
  send(name: string, payload: Payload): void;
  setTarget(target: { readonly url: string } | null): void;
  /** Resolves when everything that is queued has been tried. */
  settled(): Promise<void>;
  /** Gives up what is queued or under way. */
  close(): Promise<void>;
}

/** One try to deliver a webhook. GitHub never tries again by itself. */
export interface Delivery {
  readonly id: number;
  readonly guid: string;
  readonly event: string;
  readonly action: string | null;
  readonly deliveredAt: string;
  /** Seconds. */
  readonly duration: number;
  /** The receiver's answer; null when there was none. */
  readonly statusCode: number | null;
}

/** GitHub waits ten seconds for an answer. */
const timeout = 10_000;
/** The deliveries that are remembered. */
const remembered = 1_000;

/** The value of `X-Hub-Signature-256`: https://docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries */
export function signature(secret: string, body: string): string {
  return `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
}

export function createWebhooks(world: World, secret: string, hookId: number): Webhooks {
  const closing = new AbortController();
  let target: { readonly url: string } | null = null;
  let last: Promise<void> = Promise.resolve();

  const deliver = async (url: string, name: string, action: string | null, body: string): Promise<void> => {
    if (closing.signal.aborted) return;
    const guid = randomUUID();
    const started = performance.now();
    const statusCode = await post(url, body, closing.signal, {
      "content-type": "application/json",
      "user-agent": "GitHub-Hookshot/signalbox",
      "x-github-delivery": guid,
      "x-github-event": name,
      "x-github-hook-id": String(hookId),
      "x-github-hook-installation-target-id": String(hookId),
      "x-github-hook-installation-target-type": "integration",
      "x-hub-signature-256": signature(secret, body),
    });
    if (closing.signal.aborted) return;
    const duration = Math.round((performance.now() - started) / 10) / 100;
    world.write(() => {
      const { id } = world.deliveries.insert({
        guid,
        event: name,
        action,
        deliveredAt: world.now(),
        duration,
        statusCode,
      });
      world.deliveries.remove(id - remembered);
    });
  };

  return {
    send: (name, payload) => {
      if (target === null) return;
      const { url } = target;
      const body = JSON.stringify(payload);
      const { action } = payload;
      const sent = last.then(() => deliver(url, name, typeof action === "string" ? action : null, body));
      last = sent;
    },
    setTarget: (next) => {
      target = next;
    },
    settled: async () => {
      // A delivery may cause others before it is over.
      for (let seen: Promise<void> | null = null; seen !== last; ) {
        seen = last;
        await seen;
      }
    },
    close: async () => {
      closing.abort();
      await last;
    },
  };
}

/** The answer's status; null when there was none. */
async function post(
  url: string,
  body: string,
  closing: AbortSignal,
  headers: Readonly<Record<string, string>>,
): Promise<number | null> {
  try {
    const signal = AbortSignal.any([closing, AbortSignal.timeout(timeout)]);
    // GitHub follows no redirects.
    const response = await fetch(url, { method: "POST", headers, body, signal, redirect: "manual" });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return null;
  }
}
