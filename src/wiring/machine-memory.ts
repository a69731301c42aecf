/**
 * How much memory a further program could get. Node's own answer is right on Linux outside of a container; where the system
 * fills memory with files that it can drop at any time, it counts them as taken, and a machine would always seem full.
 */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { totalmem } from "node:os";
import { availableMemory, constrainedMemory } from "node:process";

/** Bytes. */
export interface Memory {
  readonly available: number;
  readonly total: number;
}

export function machineMemory(): Memory {
  const total = totalmem();
  if (process.platform === "darwin") return { available: total * freeOnMac(), total };
  // Without a limit Node answers 0, or with a number that no machine has.
  const limit = constrainedMemory();
  if (limit === 0 || limit >= total) return { available: availableMemory(), total };
  return { available: availableMemory() + droppable(), total: limit };
}

/** The share that macOS itself holds for available, files that it can drop included. */
function freeOnMac(): number {
  try {
    const level = execFileSync("/usr/sbin/sysctl", ["-n", "kern.memorystatus_level"], { timeout: 1_000 });
    return Number(level.toString("utf8")) / 100;
  } catch {
    return 1;
  }
}

/** Bytes of files that the container's share holds and does not need: https://docs.kernel.org/admin-guide/cgroup-v2.html */
function droppable(): number {
  try {
    const stat = readFileSync("/sys/fs/cgroup/memory.stat", "utf8");
    return Number(/^inactive_file (\d+)$/m.exec(stat)?.[1] ?? 0);
  } catch {
    return 0;
  }
}
