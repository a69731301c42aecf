/** How long some work takes, whatever else the machine does meanwhile. */

/** Milliseconds of the processor, not of the clock. */
export function cpuTime(work: () => void): number {
  const before = process.threadCpuUsage();
  work();
  const { system, user } = process.threadCpuUsage(before);
  return (system + user) / 1_000;
}
