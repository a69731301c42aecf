/**
 * Follows a file to which a program appends, line by line, and cuts it to its end when it grows too large. What is printed
 * between the last look at the size and the cut, a moment without any work, may be missed.
 */
import { constants, type FileHandle, open } from "node:fs/promises";
import { StringDecoder } from "node:string_decoder";
import { setTimeout as sleep } from "node:timers/promises";
import { lineOutput } from "./output.ts";

/** Bytes. */
const LIMIT = 8 * 2 ** 20;
const TAIL = 64 * 2 ** 10;
const CHUNK = 64 * 2 ** 10;
const POLL_MS = 100;
/** To read and append; the program could have put a link or a pipe in the place of its output. */
const FLAGS =
  constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW | constants.O_NONBLOCK;

export interface Following {
  /** Reads what is still there, and stops. */
  end(): Promise<void>;
}

/** Begins with the last 64 KiB that are there. */
export async function followFile(path: string, onLine: (line: string) => void): Promise<Following> {
  const file = await open(path, FLAGS, 0o600);
  const output = lineOutput(onLine);
  const decoder = new StringDecoder("utf8");
  const buffer = Buffer.alloc(CHUNK);
  const stop = new AbortController();
  let at = Math.max(0, (await file.stat()).size - TAIL);
  const polling = poll();
  return {
    end: async () => {
      stop.abort();
      await polling;
      await drain();
      output.push(decoder.end());
      output.end();
      await file.close();
    },
  };

  async function poll(): Promise<void> {
    while (!stop.signal.aborted) {
      await drain();
      await sleep(POLL_MS, undefined, { signal: stop.signal }).catch(() => undefined);
    }
  }

  /** Bounded, though the program may print faster than we read. */
  async function drain(): Promise<void> {
    const { size } = await file.stat();
    if (size < at) at = 0;
    while (at < size) {
      const { bytesRead } = await file.read(buffer, 0, Math.min(CHUNK, size - at), at);
      if (bytesRead === 0) break;
      at += bytesRead;
      output.push(decoder.write(buffer.subarray(0, bytesRead)));
    }
    if (at > LIMIT) await cut();
  }

  /** A program that prints without a pause is cut all the same, at twice the limit. */
  async function cut(): Promise<void> {
    if ((await file.stat()).size > at && at <= 2 * LIMIT) return;
    const { before, size } = await cutToTail(file, at);
    at = size;
    output.push(decoder.write(before));
  }
}

/**
 * The program appends, so that its next line stands behind the tail; what it printed between our two calls stands before it,
 * and is answered with the number of bytes up to the tail's end.
 */
async function cutToTail(file: FileHandle, size: number): Promise<{ before: Buffer; size: number }> {
  const tail = Buffer.alloc(TAIL);
  const { bytesRead } = await file.read(tail, 0, TAIL, size - TAIL);
  await file.truncate(0);
  await file.appendFile(tail.subarray(0, bytesRead));
  const now = Buffer.alloc((await file.stat()).size);
  await file.read(now, 0, now.length, 0);
  const start = Math.max(0, now.indexOf(tail.subarray(0, bytesRead)));
  return { before: now.subarray(0, start), size: start + bytesRead };
}
