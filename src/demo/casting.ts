/** What a seed decides: the order of the issues, which agents slip, how fast everybody is, and what the person answers. */

import { createRandom } from "../domain/random.ts";
import { referencesOf, type Scenario, type ScenarioTask, type Script, slipped } from "../runs/script.ts";

export interface Casting {
  /** In the order in which the issues are filed: a task after the opening ones, and after those that it refers to. */
  readonly tasks: readonly ScenarioTask[];
  readonly scriptOf: ReadonlyMap<string, Script>;
  /** What a scripted second takes. Milliseconds. */
  readonly second: number;
  /** How long the person thinks before each deed. Milliseconds. */
  readonly thinking: number;
  /** The person's answer to a question, by the title of the task. */
  readonly answers: ReadonlyMap<string, string>;
}

/** The chance that a task which may slip does. */
const SLIPS = 0.25;

export function cast(scenario: Scenario, seed: number): Casting {
  const random = createRandom(seed);
  const shuffled = random.shuffle(scenario.tasks);
  const tasks = inOrder([
    ...scenario.tasks.filter(({ opening }) => opening),
    ...shuffled.filter(({ opening }) => !opening),
  ]);
  const scripts = scenario.tasks.map(
    ({ title, script }) => [title, random.next() < SLIPS ? slipped(script) : script] as const,
  );
  const answers = scenario.tasks.flatMap(({ title, script }) => {
    const [first, ...rest] = script.attempts.flatMap(({ outcome }) =>
      outcome.kind === "blocked" ? outcome.questions.flatMap(({ options }) => options) : [],
    );
    return first === undefined ? [] : [[title, random.pick([first, ...rest])] as const];
  });
  return {
    tasks,
    scriptOf: new Map(scripts),
    second: 250 + Math.floor(random.next() * 250),
    thinking: 200 + Math.floor(random.next() * 400),
    answers: new Map(answers),
  };
}

/** Keeps the given order, except that a task waits for those that it names. */
function inOrder(tasks: readonly ScenarioTask[]): readonly ScenarioTask[] {
  const placed = new Set<string>();
  const ordered: ScenarioTask[] = [];
  const place = (task: ScenarioTask): void => {
    if (placed.has(task.key)) return;
    placed.add(task.key);
    for (const key of referencesOf(task.body)) {
      const named = tasks.find((each) => each.key === key);
      if (named) place(named);
    }
    ordered.push(task);
  };
  for (const task of tasks) place(task);
  return ordered;
}
