/** What counts as load, from injected times; and that the real machine can be read at all. */
import { expect, test } from "vitest";
import { watchMachine } from "../../src/wiring/machine-load.ts";
import { machineMemory } from "../../src/wiring/machine-memory.ts";

/** A machine of one processor whose busy milliseconds of each second the test says. */
function scene() {
  let busy = 0;
  let all = 0;
  let memory = { available: 6, total: 10 };
  let tick: () => void = () => undefined;
  let closed = false;
  const watch = watchMachine({ cpu: () => ({ busy, all }), memory: () => memory }, (callback) => {
    tick = callback;
    return () => {
      closed = true;
    };
  });
  const second = (share: number) => {
    busy += share * 1_000;
    all += 1_000;
    tick();
  };
  const setMemory = (available: number, total: number) => {
    memory = { available, total };
  };
  return { watch, second, setMemory, closed: () => closed };
}

// R49
test("nothing is known until a second was looked at", () => {
  const { watch, second } = scene();
  expect(watch.load()).toBeNull();
  second(0.5);
  expect(watch.load()).toEqual({ cpu: 0.5, memory: 0.4 });
});

test("a short peak is smoothed over five seconds, a lasting load is not, and what is over is forgotten", () => {
  const { watch, second } = scene();
  for (let index = 0; index < 5; index += 1) second(0.2);
  second(1);
  expect(watch.load()?.cpu).toBeCloseTo(0.36);
  for (let index = 0; index < 5; index += 1) second(1);
  expect(watch.load()?.cpu).toBe(1);
  for (let index = 0; index < 5; index += 1) second(0);
  expect(watch.load()?.cpu).toBe(0);
});

test("memory is the share that nobody could get, and never outside of 0 to 1", () => {
  const { watch, second, setMemory } = scene();
  second(0);
  setMemory(1, 8);
  expect(watch.load()?.memory).toBe(0.875);
  setMemory(12, 8);
  expect(watch.load()?.memory).toBe(0);
  setMemory(0, 0);
  expect(watch.load()?.memory).toBe(0);
});

test("closed, it looks no more", () => {
  const { watch, closed } = scene();
  watch.close();
  expect(closed()).toBe(true);
});

test("this machine tells how much memory it has and could give", () => {
  const { available, total } = machineMemory();
  expect(total).toBeGreaterThan(2 ** 26);
  expect(available).toBeGreaterThan(0);
});
