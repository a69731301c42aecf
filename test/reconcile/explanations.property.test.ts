/** Explanations: every task that rests has one, and it is true. DESIGN.md §5, INV-6. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { play, rules, steps } from "../support/happenings.ts";
import { mira } from "../support/observation.ts";

test("every open task that does not move has an explanation, also where there are no rules", () => {
  // INV-6
  fc.assert(
    fc.property(steps, (happenings) => {
      const github = play(happenings);
      const decision = github.settle();
      for (const { number, end } of github.ledger().tasks.values())
        if (end === null) expect(decision.waits.has(number)).toBe(true);
    }),
    { numRuns: 40 },
  );
});

test("explanations are true: take away the named cause, and the task starts or names another one", () => {
  // DESIGN.md §5
  fc.assert(
    fc.property(steps, (happenings) => {
      const github = play(happenings);
      github.setConfig(rules);
      const before = github.settle();
      for (const [number, wait] of before.waits) {
        const { pulls, tasks } = { pulls: github.pulls(), tasks: github.ledger().tasks };
        switch (wait.kind) {
          case "lease":
            expect(tasks.get(wait.holder)).toMatchObject({ agent: wait.agent, end: null });
            github.edit(wait.holder, { state: "not_planned" });
            break;
          case "line":
            github.edit(wait.ahead, { state: "not_planned" });
            break;
          case "capacity":
          case "limit":
            github.setConfig(
              rules
                .replace("capacity: 2", "capacity: 9")
                .replace("forbid:", "capacity: 9, forbid:")
                .replace("agents: 2", "agents: 9"),
            );
            break;
          case "cycle":
          case "dependency":
            github.edit(number, { body: "Scope: `x/q`" });
            break;
          case "freeze":
            github.say(number, "/thaw", mira);
            break;
          case "hold":
            github.say(number, "/unhold", mira);
            break;
          case "answer":
            github.say(number, "/unblock yes", mira);
            break;
          case "escalated":
            github.say(number, "/unblock again", mira);
            break;
          case "retry":
            github.wait(3_600);
            break;
          case "merge":
            expect(pulls.find((pull) => pull.number === wait.pull)?.state).toBe("open");
            github.merge(wait.pull);
            break;
          case "scope":
            github.edit(number, { body: "Scope: `x/q`, `z/q`" });
            break;
          default:
            continue;
        }
        const after = github.settle().waits.get(number);
        expect(after).not.toEqual(wait);
        return;
      }
    }),
    { numRuns: 80 },
  );
});

test("the happenings reach every state, every way to end an attempt and most kinds of waiting", () => {
  // Without this, the properties above could hold of nothing but idle worlds.
  const seen = new Set<string>();
  for (const happenings of fc.sample(steps, { numRuns: 120, seed: 1 })) {
    const github = play(happenings, (world) => {
      for (const { state, attempt, end } of world.ledger().tasks.values()) {
        seen.add(state).add(`attempt ${attempt?.end?.kind ?? "open"}`);
        if (end) seen.add(`end ${end.kind}`);
      }
    });
    for (const { kind } of github.settle().waits.values()) seen.add(`waits for ${kind}`);
  }
  const states = [
    "queued",
    "working",
    "blocked",
    "review",
    "ready",
    "done",
    "failed",
    "escalated",
    "end merged",
    "end dropped",
  ];
  const ends = ["complete", "outside", "blocked", "refused", "failed", "lost"].map(
    (kind) => `attempt ${kind}`,
  );
  const waits = [
    "lease",
    "dependency",
    "capacity",
    "hold",
    "freeze",
    "config",
    "scope",
    "run",
    "answer",
    "conditions",
    "merge",
    "escalated",
  ];
  const wanted = [...states, ...ends, ...waits.map((kind) => `waits for ${kind}`)];
  expect(wanted.filter((what) => !seen.has(what))).toEqual([]);
});
