/** What must hold of every decision, whatever people, runs and GitHub do, in whatever order: DESIGN.md §13. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Observation } from "../../src/domain/observation.ts";
import { ledgerChanges } from "../../src/ledger/ledger.ts";
import { hasOpenAttempt, holdsLease } from "../../src/ledger/task.ts";
import { reachOfTasks } from "../../src/planning/task-reach.ts";
import { type Decision, decide } from "../../src/reconcile/decide.ts";
import { readSnapshot } from "../../src/reconcile/snapshot.ts";
import { exampleOf, overlap } from "../../src/scope/overlap.ts";
import { at, configOf, mira, noor, reviewOf } from "../support/observation.ts";
import { type PaperGitHub, paperGitHub } from "../support/paper-github.ts";

const rules = `
agents:
  a: { allow: ["x/**", "y/**"], runner: scripted, capacity: 2 }
  b: { allow: ["y/**", "z/**"], forbid: ["z/no/**"], runner: scripted }
limits: { agents: 2, attempts: 2 }
`;
const config = configOf(rules);
const issues = [1, 2, 3, 4] as const;
const bodies = [
  "Scope: `x/**`",
  "Scope: `y/a*`",
  "Scope: `**/b`",
  "Scope: `z/**`\nDepends on #1",
  "Depends on #4",
  "Scope: `{bad}`",
  "",
] as const;
const eve = { login: "eve", id: 666, bot: false } as const;

/** Something that happens in the world. */
type Step = (github: PaperGitHub) => void;

const issue = fc.constantFrom(...issues);
const person = fc.constantFrom(mira, noor, eve);
const order = fc.constantFrom(
  "/hold",
  "/unhold",
  "/unblock yes",
  "/assign a",
  "/assign b",
  "/why",
  "/assign nobody",
);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 10, arbitrary: fc.constant<Step>((github) => github.pass()) },
  fc.tuple(issue, fc.constantFrom("agent:a", "agent:b", "agent:zz"), person).map(
    ([n, name, by]): Step =>
      (github) =>
        github.label(n, name, by),
  ),
  fc.tuple(issue, fc.constantFrom("agent:a", "agent:b", "status:working"), person).map(
    ([n, name, by]): Step =>
      (github) =>
        github.unlabel(n, name, by),
  ),
  {
    weight: 2,
    arbitrary: fc.tuple(issue, order, person).map(
      ([n, text, by]): Step =>
        (github) =>
          github.say(n, text, by),
    ),
  },
  fc.tuple(issue, fc.constantFrom(...bodies)).map(
    ([n, body]): Step =>
      (github) =>
        github.edit(n, { body }),
  ),
  fc.tuple(issue, fc.constantFrom("open", "open", "completed", "not_planned")).map(
    ([n, state]): Step =>
      (github) =>
        github.edit(n, { state }),
  ),
  {
    weight: 4,
    arbitrary: issue.map(
      (n): Step =>
        (github) =>
          github.claim(n),
    ),
  },
  {
    weight: 4,
    arbitrary: fc
      .tuple(
        issue,
        fc.constantFrom("published", "published", "published", "outside", "blocked", "refused", "failed"),
      )
      .map(
        ([n, kind]): Step =>
          (github) =>
            finish(github, n, kind),
      ),
  },
  {
    weight: 2,
    arbitrary: fc.nat(3).map(
      (n): Step =>
        (github) =>
          approve(github, n),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.nat(3).map(
      (n): Step =>
        (github) =>
          merge(github, n),
    ),
  },
  fc.nat(3).map(
    (n): Step =>
      (github) =>
        closePull(github, n),
  ),
  fc.nat(5).map(
    (n): Step =>
      (github) =>
        github.stopRun(github.runs()[n]?.id ?? 0, "gone"),
  ),
  fc.constantFrom(1, 40, 700).map(
    (seconds): Step =>
      (github) =>
        github.wait(seconds),
  ),
  fc.constantFrom(rules, rules, rules, "agents: [", null).map(
    (text): Step =>
      (github) =>
        github.setConfig(text),
  ),
);

function finish(
  github: PaperGitHub,
  number: number,
  kind: "published" | "outside" | "blocked" | "refused" | "failed",
): void {
  switch (kind) {
    case "published":
      return void github.end(number, { kind, paths: [somePath(github, number)] }, 2);
    case "outside":
      return void github.end(number, { kind, summary: "out", feedback: "stay in", reasons: [] }, 2);
    case "blocked":
      return void github.end(
        number,
        { kind, summary: "stuck", questions: [{ text: "Which?", options: [] }] },
        2,
      );
    default:
      return void github.end(number, { kind, summary: "no" }, 2);
  }
}

/** A path within the task's reach; where it has none, one that is outside. */
function somePath(github: PaperGitHub, number: number): string {
  const task = github.ledger().tasks.get(number);
  const example = task ? exampleOf(reachOfTasks(config)(task)) : null;
  return example?.kind === "found" ? example.path : "nowhere";
}

function openPull(github: PaperGitHub, nth: number) {
  return github.pulls().filter(({ state }) => state === "open")[nth];
}

function approve(github: PaperGitHub, nth: number): void {
  const pull = openPull(github, nth);
  if (pull)
    github.changePull(pull.number, ({ head }) => ({
      reviews: [reviewOf(noor, "approved", { commit: head })],
    }));
}

function merge(github: PaperGitHub, nth: number): void {
  const pull = openPull(github, nth);
  if (pull) github.merge(pull.number);
}

function closePull(github: PaperGitHub, nth: number): void {
  const pull = openPull(github, nth);
  if (pull) github.changePull(pull.number, () => ({ state: "closed" }));
}

const steps = fc.array(step, { minLength: 10, maxLength: 60, size: "max" });

/** Plays the steps from four labelled issues on; `check` looks after each. */
function play(happenings: readonly Step[], check: (github: PaperGitHub) => void = () => {}): PaperGitHub {
  const github = paperGitHub(rules);
  for (const number of issues) github.open(number, bodies[number], number % 2 === 0 ? "agent:a" : "agent:b");
  for (const happen of happenings) {
    happen(github);
    check(github);
  }
  return github;
}

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
      expect(github.pass().effects).toEqual([]);
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

test("every open task that does not move has an explanation, also where there are no rules", () => {
  // INV-6
  fc.assert(
    fc.property(steps, (happenings) => {
      const github = play(happenings);
      const decision = github.settle();
      for (const { number, end } of github.ledger().tasks.values())
        if (end === null) expect(decision.waits.has(number)).toBe(true);
    }),
    runs,
  );
});

test("the order in which GitHub lists issues, comments, pull requests and labels does not matter", () => {
  // W6
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
          case "dependency":
            github.edit(number, { body: "Scope: `x/q`" });
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
    "config",
    "scope",
    "run",
    "answer",
    "retry",
    "conditions",
    "merge",
    "escalated",
  ];
  const wanted = [...states, ...ends, ...waits.map((kind) => `waits for ${kind}`)];
  expect(wanted.filter((what) => !seen.has(what))).toEqual([]);
});
