/** What must hold of every decision, whatever people, runs and GitHub do, in whatever order: DESIGN.md §13. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Observation } from "../../src/domain/observation.ts";
import { ledgerChanges } from "../../src/ledger/ledger.ts";
import { hasOpenAttempt, holdsLease } from "../../src/ledger/task.ts";
import { reachOfTasks } from "../../src/planning/task-reach.ts";
import { type Decision, decide } from "../../src/reconcile/decide.ts";
import { readSnapshot } from "../../src/reconcile/snapshot.ts";
import { overlap } from "../../src/scope/overlap.ts";
import { config, play, steps } from "../support/happenings.ts";
import { at } from "../support/observation.ts";

function comparable(decision: Decision, seen: Observation): unknown {
  return {
    changes: ledgerChanges(readSnapshot(seen).ledger, decision.ledger),
    effects: decision.effects,
    events: decision.events,
    waits: [...decision.waits].toSorted(([a], [b]) => a - b),
    wakeAt: decision.wakeAt,
  };
}

const runs = { numRuns: 40 };

test("the same snapshot gives the same decision, and deciding changes nothing in the snapshot", () => {
  // INV-1
  fc.assert(
    fc.property(steps, (happenings) => {
      const seen = play(happenings).observe();
      const copy = structuredClone(seen);
      const first = decide(readSnapshot(seen), at(9_999));
      expect(decide(readSnapshot(seen), at(9_999))).toEqual(first);
      expect(seen).toEqual(copy);
    }),
    runs,
  );
});

test("in whatever state the world is: left alone, it comes to rest, and then nothing is written", () => {
  // INV-1, INV-2
  fc.assert(
    fc.property(steps, (happenings) => {
      const github = play(happenings);
      expect(github.settle().effects).toEqual([]);
      // At the same moment: a second later a retry may be due.
      const again = decide(readSnapshot(github.observe()), github.now());
      expect(again.effects).toEqual([]);
      expect(again.events).toEqual([]);
    }),
    runs,
  );
});

test("no two open tasks share a path, no task has two attempts open, no more are at work than allowed", () => {
  // INV-3, R33
  fc.assert(
    fc.property(steps, (happenings) => {
      play(happenings, (github) => {
        const reachOf = reachOfTasks(config);
        const open = [...github.ledger().tasks.values()].filter(holdsLease);
        for (const [index, one] of open.entries())
          for (const other of open.slice(index + 1))
            expect(overlap(reachOf(one), reachOf(other)).kind).toBe("disjoint");
        const working = open.filter(hasOpenAttempt);
        expect(working.length).toBeLessThanOrEqual(2);
        expect(working.filter(({ agent }) => agent === "b").length).toBeLessThanOrEqual(1);
      });
    }),
    runs,
  );
});

test("attempts are numbered one after the other, and the cap holds however they end", () => {
  // B06, R27
  fc.assert(
    fc.property(steps, (happenings) => {
      const last = new Map<string, number>();
      play(happenings, (github) => {
        for (const { number, attempt, queuedAt, retries, reworks } of github.ledger().tasks.values()) {
          const key = `${number} ${queuedAt}`;
          const n = attempt?.n ?? 0;
          expect(n - (last.get(key) ?? 0)).toBeGreaterThanOrEqual(0);
          expect(n - (last.get(key) ?? 0)).toBeLessThanOrEqual(1);
          expect(1 + retries + reworks).toBeLessThanOrEqual(2);
          last.set(key, n);
        }
      });
    }),
    runs,
  );
});

test("W6: the order in which GitHub lists issues, comments, pull requests and labels does not matter", () => {
  fc.assert(
    fc.property(steps, (happenings) => {
      const seen = play(happenings).observe();
      const turned: Observation = {
        ...seen,
        issues: new Map(
          [...seen.issues]
            .toReversed()
            .map(([number, each]) => [
              number,
              { ...each, labels: each.labels.toReversed(), comments: each.comments.toReversed() },
            ]),
        ),
        pulls: seen.pulls
          .toReversed()
          .map((pull) => ({ ...pull, checks: pull.checks.toReversed(), reviews: pull.reviews.toReversed() })),
        permissions: new Map([...seen.permissions].toReversed()),
      };
      const [one, other] = [seen, turned].map((each) => decide(readSnapshot(each), at(9_999)));
      if (!one || !other) throw new Error("two decisions were made");
      const sorted = (decision: Decision, from: Observation) =>
        JSON.stringify(comparable(decision, from))
          .split(/[[\]{},]/)
          .toSorted();
      expect(sorted(other, turned)).toEqual(sorted(one, seen));
    }),
    runs,
  );
});
