/** What a webhook's sender may cost us before its signature is known: its headers are judged first, its body is read up to a limit. */
import type { IncomingMessage } from "node:http";
import { refusalText } from "../text/serve.ts";

export const WEBHOOK_PATH = "/api/github/webhooks";

export interface Refusal {
  readonly status: number;
  readonly text: string;
}

/** GitHub sends at most 25 MB: https://docs.github.com/en/webhooks/webhook-events-and-payloads#payload-cap */
const LARGEST = 25 * 1024 * 1024;

/** Bytes of bodies that are being read at one time, of all connections together. */
const TOGETHER = 4 * LARGEST;

/** Bytes that a body may have whatever others send meanwhile. */
const SMALL = 256 * 2 ** 10;

const headers = {
  "x-github-event": /^[a-z_]{1,64}$/,
  "x-github-delivery": /^[0-9a-fA-F-]{1,64}$/,
  "x-hub-signature-256": /^sha256=[0-9a-f]{64}$/,
} as const;

export interface Envelope {
  readonly event: string;
  readonly delivery: string;
  readonly signature: string;
}

/** Judges the headers alone: of a request that is refused here, not a byte of the body is read. */
export function openEnvelope(request: IncomingMessage): Envelope | Refusal {
  if (request.url !== WEBHOOK_PATH || request.method !== "POST") return { status: 404, text: "" };
  if (request.headers["content-encoding"] !== undefined) return refuse(415, refusalText.encoded);
  const type = single(request, "content-type");
  if (type === null || !/^application\/json\s*(?:;|$)/i.test(type)) return refuse(415, refusalText.notJson);
  const event = wellFormed(request, "x-github-event");
  const delivery = wellFormed(request, "x-github-delivery");
  const signature = wellFormed(request, "x-hub-signature-256");
  if (event === null || delivery === null || signature === null) return refuse(400, refusalText.headers);
  if (Number(request.headers["content-length"] ?? 0) > LARGEST) return refuse(413, refusalText.large);
  return { event, delivery, signature };
}

/** Reads bodies for all connections of one server. */
export function createBodyReader(): (request: IncomingMessage) => Promise<string | Refusal> {
  let together = 0;
  return async (request) => {
    const chunks: Uint8Array[] = [];
    let size = 0;
    try {
      for await (const chunk of request.iterator({ destroyOnReturn: false })) {
        if (!(chunk instanceof Uint8Array)) continue;
        size += chunk.length;
        together += chunk.length;
        if (size > LARGEST) return refuse(413, refusalText.large);
        // What GitHub mostly sends is small: nobody who sends much can keep it out.
        if (together > TOGETHER && size > SMALL) return refuse(503, refusalText.busy);
        chunks.push(chunk);
      }
      return decode(Buffer.concat(chunks)) ?? refuse(400, refusalText.notText);
    } finally {
      together -= size;
    }
  };
}

/** null for what is no UTF-8: decoded with replacements it would not be the bytes that were signed. */
function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function refuse(status: number, text: string): Refusal {
  return { status, text };
}

/** null when the header is missing, or stands there twice: two readers might each believe another one. */
function single(request: IncomingMessage, name: string): string | null {
  const [value, ...more] = request.headersDistinct[name] ?? [];
  return more.length > 0 ? null : (value ?? null);
}

function wellFormed(request: IncomingMessage, name: keyof typeof headers): string | null {
  const value = single(request, name);
  return value !== null && headers[name].test(value) ? value : null;
}
