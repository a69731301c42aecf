/** Who lands first: a strict order of all, in which nobody waits for somebody who waits for them. */
// B02
import fc from "fast-check";
import { expect, test } from "vitest";
import { type LandingTask, landingOrder } from "../../src/ledger/landing-order.ts";

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();

function task(number: number, over: Partial<LandingTask> = {}): LandingTask {
  return { number, queuedAt: at(number), dependsOn: [], state: "review", hold: null, ...over };
}

const orderOf = (...tasks: readonly LandingTask[]) =>
  landingOrder(new Map(tasks.map((each) => [each.number, each])));

test("who was queued first lands first; at the same time, the lower number", () => {
  expect(orderOf(task(7, { queuedAt: at(1) }), task(3)).before(7, 3)).toEqual({
    first: true,
    because: "queued",
  });
  const same = orderOf(task(7, { queuedAt: at(1) }), task(3, { queuedAt: at(1) }));
  expect(same.before(3, 7)).toEqual({ first: true, because: "queued" });
});

test("what a task builds on lands before it, also over a third", () => {
  const order = orderOf(task(1, { dependsOn: [2] }), task(2, { dependsOn: [3] }), task(3));
  expect(order.before(3, 1)).toEqual({ first: true, because: "dependency" });
  expect(order.before(1, 3)).toEqual({ first: false, because: "dependency" });
});

const hold = { by: "mira", reason: null, at: at(0) };

test.each([
  ["held", { hold }],
  ["escalated", { state: "escalated" }],
] as const)("what is %s keeps nobody up", (_what, over) => {
  const order = orderOf(task(1, over), task(2));
  expect(order.before(2, 1)).toEqual({ first: true, because: "parked" });
});

test("whether its checks are green does not turn the order", () => {
  expect(orderOf(task(1), task(2, { state: "ready" })).before(1, 2).first).toBe(true);
});

const tasks = fc
  .array(
    fc.record({
      queued: fc.integer({ min: 0, max: 4 }),
      parked: fc.boolean(),
      // Any direction: a circle of dependencies must not break the order.
      dependsOn: fc.array(fc.integer({ min: 1, max: 8 }), { maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((list) =>
    list.map(({ queued, parked, dependsOn }, index) =>
      task(index + 1, { queuedAt: at(queued), dependsOn, hold: parked ? hold : null }),
    ),
  );

test("B02: the order is strict and total: nobody waits in a circle", () => {
  fc.assert(
    fc.property(tasks, (list) => {
      const { before } = orderOf(...list);
      const first = (a: LandingTask, b: LandingTask) => before(a.number, b.number).first;
      for (const a of list) {
        expect(first(a, a)).toBe(false);
        for (const b of list) {
          if (a !== b) expect(first(a, b)).toBe(!first(b, a));
          for (const c of list) if (first(a, b) && first(b, c)) expect(first(a, c)).toBe(true);
        }
      }
    }),
  );
});

test("B02: it agrees with every dependency that is in no circle, and both sides are given the same reason", () => {
  fc.assert(
    fc.property(tasks, (list) => {
      // Only on lower numbers: no circles.
      const acyclic = list.map((each) => ({
        ...each,
        dependsOn: each.dependsOn.filter((number) => number < each.number),
      }));
      const { before } = orderOf(...acyclic);
      for (const { number, dependsOn } of acyclic) {
        for (const needed of dependsOn) {
          expect(before(needed, number)).toEqual({ first: true, because: "dependency" });
          expect(before(number, needed)).toEqual({ first: false, because: "dependency" });
        }
      }
    }),
  );
});

test("it does not depend on who else is open, as long as dependencies stay", () => {
  fc.assert(
    fc.property(tasks, (list) => {
      const acyclic = list.map((each) => ({ ...each, dependsOn: [] }));
      const all = orderOf(...acyclic);
      const [one, other] = acyclic;
      if (one && other)
        expect(orderOf(one, other).before(one.number, other.number)).toEqual(
          all.before(one.number, other.number),
        );
    }),
  );
});
