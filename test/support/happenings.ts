/** What may happen in a repository, by chance: people, runs and passes, over a GitHub on paper. */
import fc from "fast-check";
import { reachOfTasks } from "../../src/planning/task-reach.ts";
import { exampleOf } from "../../src/scope/overlap.ts";
import { configOf, mira, noor, reviewOf } from "./observation.ts";
import { type PaperGitHub, paperGitHub } from "./paper-github.ts";

export const rules = `
agents:
  a: { allow: ["x/**", "y/**"], runner: scripted, capacity: 2 }
  b: { allow: ["y/**", "z/**"], forbid: ["z/no/**"], runner: scripted }
limits: { agents: 2, attempts: 2 }
`;
export const config = configOf(rules);
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
export type Step = (github: PaperGitHub) => void;

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
  "/freeze `y/**` for 1h release day",
  "/freeze --drain",
  "/thaw",
  "/stop",
  "/retry",
  "/retry with b",
  "/unassign",
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

export function finish(
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

export function approve(github: PaperGitHub, nth: number): void {
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

export const steps = fc.array(step, { minLength: 10, maxLength: 60, size: "max" });

/** Plays the steps from four labelled issues on; `check` looks after each. */
export function play(
  happenings: readonly Step[],
  check: (github: PaperGitHub) => void = () => {},
): PaperGitHub {
  const github = paperGitHub(rules);
  for (const number of issues) github.open(number, bodies[number], number % 2 === 0 ? "agent:a" : "agent:b");
  for (const happen of happenings) {
    happen(github);
    check(github);
  }
  return github;
}
