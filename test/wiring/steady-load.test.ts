/** The load that explanations name does not flicker. */
import { expect, test } from "vitest";
import type { MachineLoad } from "../../src/domain/machine-load.ts";
import { steadyLoad } from "../../src/wiring/steady-load.ts";
import { at } from "../support/observation.ts";

test("it is told anew every quarter of a minute, and at once when a limit is crossed", () => {
  let second = 0;
  let measured: MachineLoad | null = { cpu: 0.9, memory: 0.4 };
  const load = steadyLoad(
    () => measured,
    () => at(second),
  );
  const told = (cpu: number, now: number) => {
    measured = { cpu, memory: 0.4 };
    second = now;
    return load()?.cpu;
  };
  expect(load()?.cpu).toBe(0.9);
  expect(told(0.95, 5)).toBe(0.9);
  expect(told(0.99, 15)).toBe(0.99);
  expect(told(0.5, 16)).toBe(0.5);
  expect(told(0.4, 20)).toBe(0.5);
  expect(told(0.81, 21)).toBe(0.81);
  measured = null;
  expect(load()).toBeNull();
});
