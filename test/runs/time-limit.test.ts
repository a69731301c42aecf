/** Work under a time limit ends in time, also when it does not listen. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { withinTime } from "../../src/runs/time-limit.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const never = new AbortController().signal;

test("work that ends in time has its say, and no timer is left", async () => {
  expect(await withinTime(1_000, never, async () => "done")).toEqual({ kind: "ended", value: "done" });
  expect(vi.getTimerCount()).toBe(0);
});

test("work that stops when its time is over is over, whatever it then says", async () => {
  const timed = withinTime(1_000, never, (signal) => {
    return new Promise((resolve) => signal.addEventListener("abort", () => resolve("complete")));
  });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await timed).toEqual({ kind: "over" });
});

test("work that does not listen is left behind 15 seconds later", async () => {
  const timed = withinTime(1_000, never, () => new Promise<never>(() => undefined));
  const seen = vi.fn<(value: unknown) => void>();
  void timed.then(seen);
  await vi.advanceTimersByTimeAsync(15_900);
  expect(seen).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(100);
  expect(seen).toHaveBeenCalledWith({ kind: "over" });
});

test("a mistake of the work is not taken for its time being over", async () => {
  const broken = withinTime(1_000, never, async () => {
    throw new Error("disk full");
  });
  await expect(broken).rejects.toThrow("disk full");
});

test("the caller's abort reaches the work", async () => {
  const caller = new AbortController();
  const timed = withinTime(1_000, caller.signal, (signal) => {
    return new Promise((resolve) => signal.addEventListener("abort", () => resolve("stopped")));
  });
  caller.abort();
  expect(await timed).toEqual({ kind: "ended", value: "stopped" });
});
