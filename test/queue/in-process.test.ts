import { expect, test } from "vitest";
import { createQueue } from "../../src/queue/in-process.ts";
import { settled, virtualClock } from "../github/virtual-clock.ts";

const SECOND = 1_000;

interface Work {
  readonly key: string;
  readonly at: number;
  end(due?: Date | null): void;
  fail(): void;
}

/** A queue whose work ends when the test says so. */
function queueing() {
  const clock = virtualClock();
  const started: Work[] = [];
  const retries: number[] = [];
  const queue = createQueue({
    clock,
    onError: (_key, _error, retryIn) => retries.push(retryIn),
    work: (key) =>
      new Promise((resolve, reject) => {
        const end = (due: Date | null = null) => resolve(due);
        started.push({ key, at: clock.elapsed(), end, fail: () => reject(new Error("GitHub is down")) });
      }),
  });
  const last = (): Work => {
    const work = started.at(-1);
    if (!work) throw new Error("nothing was started");
    return work;
  };
  const keys = () => started.map(({ key }) => key);
  const times = () => started.map(({ at }) => at / SECOND);
  return { clock, queue, started, retries, last, keys, times };
}

// E13
test("many hints are two looks: one at once, and one more for those that came meanwhile", async () => {
  const { queue, keys, last } = queueing();
  for (let hint = 0; hint < 50; hint += 1) queue.hint("mira/shop");
  expect(keys()).toEqual(["mira/shop"]);
  last().end();
  await settled();
  last().end();
  await queue.idle();
  expect(keys()).toEqual(["mira/shop", "mira/shop"]);
});

test("one hint is one look, and the next hint another", async () => {
  const { queue, keys, last } = queueing();
  queue.hint("mira/shop");
  last().end();
  await queue.idle();
  expect(keys()).toHaveLength(1);
  queue.hint("mira/shop");
  last().end();
  await queue.idle();
  expect(keys()).toHaveLength(2);
});

test("a key is never worked on twice at a time; hinted while at work, it is looked at once more", async () => {
  const { queue, keys, last } = queueing();
  queue.hint("mira/shop");
  queue.hint("mira/shop");
  queue.hint("mira/shop");
  await settled();
  expect(keys()).toHaveLength(1);
  last().end();
  await settled();
  expect(keys()).toHaveLength(2);
  last().end();
  await queue.idle();
  expect(keys()).toHaveLength(2);
});

test("different keys are worked on side by side", async () => {
  const { queue, keys } = queueing();
  queue.hint("mira/shop");
  queue.hint("noor/bakery");
  await settled();
  expect(keys()).toEqual(["mira/shop", "noor/bakery"]);
});

test("E5 E11: failures in a row back off, doubling from a second to a minute, and a success forgets them", async () => {
  const { clock, queue, last, times, retries } = queueing();
  queue.hint("mira/shop");
  for (const pause of [1, 2, 4, 8, 16, 32, 60, 60]) {
    last().fail();
    await settled();
    const before = times().length;
    await clock.advance(pause * SECOND - 1);
    expect(times()).toHaveLength(before);
    await clock.advance(1);
    expect(times()).toHaveLength(before + 1);
  }
  expect(retries).toEqual([1, 2, 4, 8, 16, 32, 60, 60].map((pause) => pause * SECOND));
  last().end();
  await queue.idle();
  queue.hint("mira/shop");
  last().fail();
  await settled();
  expect(retries.at(-1)).toBe(SECOND);
});

// A webhook a second must not turn a failing repository into a request a second.
test("E11: hints do not shorten the backoff, neither those of before it nor those of within it", async () => {
  const { clock, queue, last, times } = queueing();
  queue.hint("mira/shop");
  last().fail();
  await clock.advance(SECOND);
  queue.hint("mira/shop");
  last().fail();
  await settled();
  expect(times()).toEqual([0, 1]);
  for (let hint = 0; hint < 19; hint += 1) {
    await clock.advance(100);
    queue.hint("mira/shop");
  }
  await settled();
  expect(times()).toEqual([0, 1]);
  await clock.advance(100);
  expect(times()).toEqual([0, 1, 3]);
  last().end();
  await queue.idle();
  // The hints of the backoff were about what this look saw.
  expect(times()).toEqual([0, 1, 3]);
});

test("E11: a key that always fails does not keep another from its work", async () => {
  const { queue, clock, keys, last } = queueing();
  queue.hint("poison/ivy");
  last().fail();
  await settled();
  queue.hint("mira/shop");
  expect(keys()).toEqual(["poison/ivy", "mira/shop"]);
  last().end();
  await clock.advance(500);
  queue.hint("mira/shop");
  expect(keys()).toEqual(["poison/ivy", "mira/shop", "mira/shop"]);
});

test("the time that the work names is when it is looked at again, by itself", async () => {
  const { clock, queue, last, times } = queueing();
  queue.hint("mira/shop");
  last().end(new Date(clock.now().getTime() + 90 * SECOND));
  await clock.advance(90 * SECOND - 1);
  expect(times()).toEqual([0]);
  await clock.advance(1);
  expect(times()).toEqual([0, 90]);
});

test("a look that a hint brought about makes the one that was due needless", async () => {
  const { clock, queue, last, times } = queueing();
  queue.hint("mira/shop");
  last().end(new Date(clock.now().getTime() + 90 * SECOND));
  await clock.advance(30 * SECOND);
  queue.hint("mira/shop");
  last().end();
  await clock.advance(600 * SECOND);
  expect(times()).toEqual([0, 30]);
});

test("work that says that it is due already is given a second, not a loop without pause", async () => {
  const { clock, queue, last, times } = queueing();
  queue.hint("mira/shop");
  last().end(new Date(clock.now().getTime() - 5 * SECOND));
  await clock.advance(SECOND - 1);
  expect(times()).toEqual([0]);
  await clock.advance(1);
  expect(times()).toEqual([0, 1]);
});

test("idle does not wait for what is due later", async () => {
  const { clock, queue, last } = queueing();
  await queue.idle();
  queue.hint("mira/shop");
  let idle = false;
  const waited = queue.idle().then(() => {
    idle = true;
  });
  await settled();
  expect(idle).toBe(false);
  last().end(new Date(clock.now().getTime() + 3_600 * SECOND));
  await waited;
  expect(idle).toBe(true);
});

// E14
test("close waits for what is at work, and starts nothing any more", async () => {
  const { clock, queue, last, times } = queueing();
  queue.hint("noor/bakery");
  last().end(new Date(clock.now().getTime() + 10 * SECOND));
  await queue.idle();
  queue.hint("mira/shop");
  queue.hint("mira/shop");
  let closed = false;
  const closing = queue.close().then(() => {
    closed = true;
  });
  await settled();
  expect(closed).toBe(false);
  last().fail();
  await closing;
  queue.hint("mira/shop");
  await clock.advance(3_600 * SECOND);
  expect(times()).toEqual([0, 0]);
});
