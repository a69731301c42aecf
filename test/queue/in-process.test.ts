import { describe, expect, test } from "vitest";
import { createQueue, type QueueOptions } from "../../src/queue/in-process.ts";
import { settled, virtualClock } from "../github/virtual-clock.ts";

const SECOND = 1_000;

interface Work {
  readonly key: string;
  readonly at: number;
  end(due?: Date | null): void;
  fail(): void;
}

/** A queue whose work ends when the test says so. */
function queueing(options: Pick<QueueOptions, "spacing" | "jitter"> = {}) {
  const clock = virtualClock();
  const started: Work[] = [];
  const retries: number[] = [];
  const queue = createQueue({
    ...options,
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

test("E13: many hints are two looks: one at once, and one more for those that came meanwhile", async () => {
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

test("E8: a key is never worked on twice at a time; hinted while at work, it is looked at once more", async () => {
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

// E5
test("jitter makes a backoff up to a quarter longer, and says how long it became", async () => {
  const { clock, queue, last, times, retries } = queueing({ jitter: () => 0.5 });
  queue.hint("mira/shop");
  for (const pause of [1_125, 2_250]) {
    const before = times().length;
    last().fail();
    await clock.advance(pause - 1);
    expect(times()).toHaveLength(before);
    await clock.advance(1);
    expect(times()).toHaveLength(before + 1);
  }
  expect(retries).toEqual([1_125, 2_250]);
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

describe("spacing from 1 to 15 seconds", () => {
  const spacing = { first: SECOND, longest: 15 * SECOND };

  /** A queue whose work takes no time, hinted at each of these seconds; answers with the seconds of its looks. */
  async function looksAfter(hints: readonly number[], until: number): Promise<readonly number[]> {
    const { clock, queue, started, times } = queueing({ spacing });
    const goTo = async (seconds: number) => {
      while (clock.elapsed() < seconds * SECOND) {
        await clock.advance(100);
        for (const work of started) work.end();
      }
    };
    for (const at of hints) {
      await goTo(at);
      queue.hint("mira/shop");
      for (const work of started) work.end();
    }
    await goTo(until);
    return times();
  }

  function every(seconds: number, until: number): readonly number[] {
    return Array.from({ length: Math.floor(until / seconds) + 1 }, (_, index) => index * seconds);
  }

  test("a single hint is answered at once, and a second one a second after that", async () => {
    expect(await looksAfter([0], 60)).toEqual([0]);
    expect(await looksAfter([0, 0.2, 0.4], 60)).toEqual([0, 1]);
    expect(await looksAfter([0, 5], 60)).toEqual([0, 5]);
  });

  test("E13: while hints keep coming, the looks move apart, up to the longest", async () => {
    expect(await looksAfter(every(0.5, 80), 80)).toEqual([0, 1, 3, 7, 15, 30, 45, 60, 75]);
  });

  test("hints further apart than the spacing of the moment are answered at once, but count as a stream", async () => {
    expect(await looksAfter([0, 3, 6, 9, 12], 60)).toEqual([0, 3, 6, 10, 18]);
  });

  test("a stream's last hint is answered after the longest spacing at most", async () => {
    const looks = await looksAfter(every(0.5, 40), 120);
    expect(looks.at(-1)).toBe(45);
  });

  test("after a quiet time the next hint is a first one", async () => {
    const storm = every(0.5, 40);
    expect((await looksAfter([...storm, 60, 60.2], 120)).slice(-3)).toEqual([45, 60, 61]);
    // A hint before that is still of the storm.
    expect((await looksAfter([...storm, 59, 59.2], 120)).slice(-2)).toEqual([45, 60]);
  });

  test("each key has a spacing of its own", async () => {
    const { clock, queue, started } = queueing({ spacing });
    for (const key of ["mira/shop", "mira/shop", "noor/bakery"]) {
      queue.hint(key);
      for (const work of started) work.end();
      await settled();
    }
    await clock.advance(SECOND);
    expect(started.map(({ key, at }) => `${key} ${at}`)).toEqual([
      "mira/shop 0",
      "noor/bakery 0",
      "mira/shop 1000",
    ]);
  });

  test("work that takes longer than the spacing is followed at once by what was hinted meanwhile", async () => {
    const { clock, queue, last, times } = queueing({ spacing });
    queue.hint("mira/shop");
    await clock.advance(5 * SECOND);
    queue.hint("mira/shop");
    last().end();
    await settled();
    expect(times()).toEqual([0, 5]);
  });

  test("a look that is due by itself keeps its time, and answers the hint that waits for the spacing", async () => {
    const { clock, queue, started, last, times } = queueing({ spacing });
    for (const at of [0, 1, 3, 7]) {
      await clock.advance(at * SECOND - clock.elapsed());
      queue.hint("mira/shop");
      if (at < 7) last().end();
    }
    expect(times()).toEqual([0, 1, 3, 7]);
    last().end(new Date(clock.now().getTime() + 5 * SECOND));
    await settled();
    queue.hint("mira/shop");
    await clock.advance(5 * SECOND);
    expect(times()).toEqual([0, 1, 3, 7, 12]);
    last().end();
    await clock.advance(60 * SECOND);
    expect(started).toHaveLength(5);
  });

  test("E11: the spacing does not shorten a backoff either", async () => {
    const { clock, queue, last, times } = queueing({ spacing });
    queue.hint("mira/shop");
    for (const pause of [1, 2, 4, 8, 16]) {
      last().fail();
      await settled();
      queue.hint("mira/shop");
      await clock.advance(pause * SECOND);
    }
    expect(times()).toEqual([0, 1, 3, 7, 15, 31]);
  });

  test("idle waits for a hint that waits for the spacing; close lets it go", async () => {
    const { clock, queue, last, times } = queueing({ spacing });
    queue.hint("mira/shop");
    queue.hint("mira/shop");
    last().end();
    await settled();
    let idle = false;
    const waited = queue.idle().then(() => {
      idle = true;
    });
    await settled();
    expect(idle).toBe(false);
    await clock.advance(SECOND);
    last().end();
    await waited;
    queue.hint("mira/shop");
    void queue.close();
    await clock.advance(60 * SECOND);
    expect(times()).toEqual([0, 1]);
  });

  test("E9: a clock that is put back by an hour delays a hint by no more than the spacing", async () => {
    const clock = virtualClock();
    let back = 0;
    const times: number[] = [];
    const queue = createQueue({
      clock: { ...clock, now: () => new Date(clock.now().getTime() - back) },
      onError: () => {},
      spacing,
      work: async () => {
        times.push(clock.elapsed() / SECOND);
        return null;
      },
    });
    queue.hint("mira/shop");
    await queue.idle();
    back = 3_600 * SECOND;
    queue.hint("mira/shop");
    await clock.advance(SECOND);
    expect(times).toEqual([0, 1]);
  });
});
