/**
 * Webhooks as GitHub sends them: signed, in order, each once. A receiver that is away, slow or refusing misses it for
 * good: https://docs.github.com/webhooks/using-webhooks/handling-failed-webhook-deliveries
 */
import { createHmac, randomUUID } from "node:crypto";
import type { Fault } from "./faults/fault.ts";
import type { FaultyServer } from "./faults/faulty.ts";
import type { Payload } from "./render/webhook.ts";

export interface Webhooks {
  /** Queues a delivery to the target of this moment; none when there is no target. */
  send(name: string, payload: Payload): void;
  setTarget(target: { readonly url: string } | null): void;
  /** Sends a delivery again as it was, under its old GUID, as a person asks for on GitHub. False when it is not remembered. */
  redeliver(guid: string): Promise<boolean>;
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

interface Parcel {
  readonly guid: string;
  readonly name: string;
  readonly action: string | null;
  readonly body: string;
}

export function createWebhooks(
  { world, faults, sleep }: FaultyServer,
  secret: string,
  hookId: number,
): Webhooks {
  const closing = new AbortController();
  const sent = new Map<string, Parcel>();
  /** Deliveries that were delayed: those after them do not wait for them. */
  const late = new Set<Promise<void>>();
  let target: { readonly url: string } | null = null;
  let last: Promise<void> = Promise.resolve();

  const deliver = async (url: string, { guid, name, action, body }: Parcel): Promise<void> => {
    if (closing.signal.aborted) return;
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
      const deliveredAt = world.now();
      const { id } = world.deliveries.insert({
        guid,
        event: name,
        action,
        deliveredAt,
        duration,
        statusCode,
      });
      world.deliveries.remove(id - remembered);
    });
  };

  const dispatch = async (url: string, parcel: Parcel, due: readonly Fault[]): Promise<void> => {
    const kinds = due.map(({ do: action }) => action.kind);
    if (kinds.includes("crash")) faults?.crash();
    if (kinds.includes("reset") || kinds.includes("crash")) return;
    await deliver(url, parcel);
    if (kinds.includes("duplicate")) await deliver(url, parcel);
  };

  const queue = (url: string, parcel: Parcel): Promise<void> => {
    const route = `webhook ${parcel.name}${parcel.action === null ? "" : `.${parcel.action}`}`;
    const due = faults?.meet({ route, kind: "webhooks" }) ?? [];
    const delays = due.flatMap(({ do: action }) => (action.kind === "delay" ? [action.milliseconds] : []));
    if (delays.length > 0) {
      const coming = sleep(Math.max(...delays))
        .then(() => (target === null ? undefined : dispatch(url, parcel, due)))
        .finally(() => late.delete(coming));
      late.add(coming);
      return coming;
    }
    last = last.then(() => dispatch(url, parcel, due));
    return last;
  };

  return {
    send: (name, payload) => {
      if (target === null) return;
      const { action } = payload;
      const parcel = {
        guid: randomUUID(),
        name,
        action: typeof action === "string" ? action : null,
        body: JSON.stringify(payload),
      };
      sent.set(parcel.guid, parcel);
      for (const oldest of sent.keys()) {
        if (sent.size <= remembered) break;
        sent.delete(oldest);
      }
      void queue(target.url, parcel);
    },
    setTarget: (next) => {
      target = next;
      // Late ones have nowhere to go any more; by a clock that nobody moves they would be waited for without end.
      if (next === null) late.clear();
    },
    redeliver: async (guid) => {
      const parcel = sent.get(guid);
      if (!parcel || target === null) return false;
      await queue(target.url, parcel);
      return true;
    },
    settled: async () => {
      // A delivery may cause others before it is over.
      for (let seen: Promise<void> | null = null; seen !== last || late.size > 0; ) {
        seen = last;
        await seen;
        await Promise.all(late);
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
