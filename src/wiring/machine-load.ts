/**
 * How busy this machine is: the busy share of all its processors over the last seconds, and the share of its memory (or of
 * what a container may have of it) that nobody could get any more. Sampled by a timer, so that whoever asks has the answer.
 */
import { cpus } from "node:os";
import type { MachineLoad } from "../domain/machine-load.ts";
import { type Memory, machineMemory } from "./machine-memory.ts";

/** Since the machine started. Any unit. */
export interface CpuTimes {
  readonly busy: number;
  readonly all: number;
}

export interface MachineReader {
  cpu(): CpuTimes;
  memory(): Memory;
}

export interface MachineWatch {
  /** Null until two samples were taken: nothing is known yet. */
  load(): MachineLoad | null;
  close(): void;
}

const SAMPLE_MS = 1_000;
/** Samples over which the processors are looked at: a short peak, such as the start of an agent, is no load. */
const SAMPLES = 5;

export function watchMachine(
  reader: MachineReader = thisMachine,
  every: (callback: () => void) => () => void = everySecond,
): MachineWatch {
  const samples: CpuTimes[] = [reader.cpu()];
  const close = every(() => {
    samples.push(reader.cpu());
    if (samples.length > SAMPLES + 1) samples.shift();
  });
  const load = (): MachineLoad | null => {
    const [first, last] = [samples[0], samples.at(-1)];
    // A machine that was asleep, or a container whose times are not counted, tells nothing.
    if (!first || !last || last.all <= first.all) return null;
    const { available, total } = reader.memory();
    return {
      cpu: share(last.busy - first.busy, last.all - first.all),
      memory: share(total - available, total),
    };
  };
  return { load, close };
}

const thisMachine: MachineReader = {
  cpu: () => {
    const times = cpus().map(({ times }) => times);
    const all = times.reduce(
      (sum, { user, nice, sys, irq, idle }) => sum + user + nice + sys + irq + idle,
      0,
    );
    return { busy: all - times.reduce((sum, { idle }) => sum + idle, 0), all };
  },
  memory: machineMemory,
};

function everySecond(callback: () => void): () => void {
  const timer = setInterval(callback, SAMPLE_MS);
  // To watch is no reason to live.
  timer.unref();
  return () => clearInterval(timer);
}

function share(part: number, whole: number): number {
  return whole > 0 ? Math.min(1, Math.max(0, part / whole)) : 0;
}
