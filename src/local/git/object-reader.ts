/** Reads objects through one long-lived `git cat-file --batch`, since a process for every read would dominate an observation. */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { gitEnvironment, OWN_GROUP } from "./process.ts";

export interface GitObject {
  readonly oid: string;
  readonly type: "blob" | "tree" | "commit" | "tag";
  readonly content: Buffer;
}

export interface ObjectReader {
  /** Looks up an object id or any revision that Git understands (`<sha>^{commit}`, `refs/heads/main`); null when there is none. */
  read(name: string): Promise<GitObject | null>;
  close(): Promise<void>;
}

interface Waiting {
  resolve(object: GitObject | null): void;
  reject(error: Error): void;
}

export function openObjectReader(dir: string): ObjectReader {
  let child: ChildProcessWithoutNullStreams | null = null;
  let chunks: Buffer[] = [];
  let size = 0;
  let wanted = 0;
  let closed = false;
  const waiting: Waiting[] = [];

  const drain = (): void => {
    // Joins the chunks only when the answer at their head can be whole: a large blob arrives in many of them.
    while (size > 0 && size >= wanted) {
      const buffer = Buffer.concat(chunks);
      const answer = parseAnswer(buffer);
      chunks = [buffer];
      if (typeof answer === "number") {
        wanted = answer;
        return;
      }
      chunks = [buffer.subarray(answer.length)];
      size = buffer.length - answer.length;
      wanted = 0;
      waiting.shift()?.resolve(answer.object);
    }
  };

  const start = (): ChildProcessWithoutNullStreams => {
    const started = spawn("git", ["--git-dir", dir, "cat-file", "--batch"], {
      env: gitEnvironment(),
      ...OWN_GROUP,
    });
    started.stdout.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      drain();
    });
    started.stdin.on("error", () => undefined);
    const end = (error: Error): void => {
      if (child !== started) return;
      child = null;
      chunks = [];
      size = 0;
      wanted = 0;
      for (const pending of waiting.splice(0)) pending.reject(error);
    };
    started.on("error", (error) => end(new Error("git cat-file could not be started", { cause: error })));
    started.on("close", () => end(new Error("git cat-file ended")));
    return started;
  };

  return {
    read: (name) => {
      if (name === "" || /[\n\0]/.test(name)) return Promise.resolve(null);
      if (closed) return Promise.reject(new Error("the repository is closed"));
      return new Promise((resolve, reject) => {
        child ??= start();
        waiting.push({ resolve, reject });
        child.stdin.write(`${name}\n`);
      });
    },
    close: () => {
      closed = true;
      const open = child;
      if (open === null) return Promise.resolve();
      return new Promise((resolve) => {
        open.once("close", () => resolve());
        open.stdin.end();
      });
    },
  };
}

/** One answer at the head of the buffer, or the number of bytes that it needs at least. Format: git-cat-file(1), "BATCH OUTPUT". */
function parseAnswer(
  buffer: Buffer,
): { readonly object: GitObject | null; readonly length: number } | number {
  const end = buffer.indexOf(10);
  if (end === -1) return buffer.length + 1;
  const [oid = "", type, digits] = buffer.subarray(0, end).toString("utf8").split(" ");
  const isObject = type === "blob" || type === "tree" || type === "commit" || type === "tag";
  if (!isObject || digits === undefined || !/^[0-9a-f]{40}$/.test(oid))
    return { object: null, length: end + 1 };
  const contentEnd = end + 1 + Number(digits);
  if (buffer.length < contentEnd + 1) return contentEnd + 1;
  return {
    object: { oid, type, content: Buffer.from(buffer.subarray(end + 1, contentEnd)) },
    length: contentEnd + 1,
  };
}
