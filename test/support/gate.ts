/** A place where scripted agents stop: their `wait` steps last until the test lets them go on. */
export interface Gate {
  /** For `SceneOptions.wait`. */
  readonly wait: (seconds: number, signal: AbortSignal) => Promise<void>;
  /** Resolves when `count` agents have come to the gate since it was made. */
  reached(count: number): Promise<void>;
  /** Lets everybody pass from now on. */
  open(): void;
}

export function createGate(): Gate {
  let arrived = 0;
  const watchers = new Set<() => void>();
  const opened = Promise.withResolvers<void>();
  return {
    wait: async (_seconds, signal) => {
      arrived += 1;
      for (const watch of watchers) watch();
      await Promise.race([opened.promise, rejectedBy(signal)]);
    },
    reached: (count) =>
      new Promise((resolve) => {
        const watch = () => {
          if (arrived < count) return;
          watchers.delete(watch);
          resolve();
        };
        watchers.add(watch);
        watch();
      }),
    open: opened.resolve,
  };
}

function rejectedBy(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = () => reject(new Error("the run was stopped"));
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
  });
}
