/** What a seed may change about the play, and what it may not. */
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { cast } from "../../src/demo/casting.ts";
import { loadScenario } from "../../src/runs/script.ts";

const example = new URL("../../examples/six-agents/tasks.yml", import.meta.url);
const scenario = loadScenario(await readFile(example, "utf8"));
const seeds = Array.from({ length: 50 }, (_value, index) => index + 1);

test("with every seed the opening issues are filed first, in the order of the file, and all others after them", () => {
  const opening = scenario.tasks.filter(({ opening }) => opening).map(({ key }) => key);
  expect(opening.length).toBeGreaterThan(1);
  const orders = seeds.map((seed) => cast(scenario, seed).tasks.map(({ key }) => key));
  for (const order of orders) {
    expect(order.slice(0, opening.length)).toEqual(opening);
    expect(order.toSorted()).toEqual(scenario.tasks.map(({ key }) => key).toSorted());
  }
  expect(new Set(orders.map(String)).size).toBeGreaterThan(40);
});

test("the same seed is the same play", () => {
  for (const seed of seeds) expect(cast(scenario, seed)).toEqual(cast(scenario, seed));
});
