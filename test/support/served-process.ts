/** `signalbox serve` as a process of its own, over an embedded GitHub. */
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { z } from "zod";

export interface ServedProcess {
  readonly child: ChildProcess;
  readonly url: string;
  /** All that it printed. */
  output(): string;
  /** Resolves when a line with that message was printed. */
  until(message: string): Promise<void>;
  /** Resolves to its exit code; null when a signal ended it. */
  readonly ended: Promise<number | null>;
  /** Bytes of memory that it holds. */
  memory(): number;
  stop(signal: NodeJS.Signals): Promise<number | null>;
}

const cli = join(import.meta.dirname, "../../src/cli.ts");

/** Ends with the test. The folder that it runs in may hold traps: nothing of it must be read. */
export async function serveProcess(
  env: Readonly<Record<string, string>>,
  cwd?: string,
): Promise<ServedProcess> {
  const folder = cwd ?? (await mkdtemp(join(tmpdir(), "serve-")));
  const child = spawn(process.execPath, [cli, "serve", "--port", "0"], {
    cwd: folder,
    env: { PATH: process.env["PATH"], ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      printed += chunk.toString();
      for (const listener of listeners) listener();
    });
  const ended = new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)));
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await ended;
    if (cwd === undefined) await rm(folder, { recursive: true, force: true });
  });
  const until = (message: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (printed.includes(`"msg":"${message}"`)) resolve();
      };
      listeners.add(look);
      void ended.then(() => reject(new Error(`it ended before it said "${message}":\n${printed}`)));
      look();
    });
  await until("serving");
  return {
    child,
    url: urlIn(printed),
    output: () => printed,
    until,
    ended,
    memory: () =>
      Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1]) * 1024,
    stop: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}

const Serving = z.object({ msg: z.literal("serving"), url: z.string() });

function urlIn(text: string): string {
  const found = text.split("\n").find((line) => line.includes('"msg":"serving"')) ?? "{}";
  return Serving.parse(JSON.parse(found)).url;
}
