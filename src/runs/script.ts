/** A scenario as data: issues, and for each of them what a scripted agent does at each attempt. */
import { parse } from "yaml";
import { z } from "zod";
import { Outcome } from "../domain/outcome.ts";

/** Relative to the root of the workspace. Whether it stays inside is checked when it is played: links may lead out. */
const path = z.string().min(1).max(4_096);

export const Step = z.union([
  /** Creates or overwrites a file, and the directories that it needs. */
  z.strictObject({ write: path, content: z.string() }),
  /** Replaces the one place where `find` occurs. */
  z.strictObject({ replace: path, find: z.string().min(1), with: z.string() }),
  z.strictObject({ delete: path }),
  z.strictObject({ move: path, to: path }),
  /** Seconds of work. */
  z.strictObject({ wait: z.number().positive().max(3_600) }),
  /** Waits until the task of that key has a pull request: for work that is to be open side by side. */
  z.strictObject({ meet: z.string() }),
]);
export type Step = z.infer<typeof Step>;

export const ScriptedAttempt = z.strictObject({ steps: z.array(Step), outcome: Outcome });
export type ScriptedAttempt = z.infer<typeof ScriptedAttempt>;

export const Script = z.strictObject({
  /** Attempt n plays the n-th; further attempts repeat the last. */
  attempts: z.array(ScriptedAttempt).min(1),
  /** A mistake that may come before `attempts`; see `slipped`. */
  slip: ScriptedAttempt.optional(),
});
export type Script = z.infer<typeof Script>;

/** Stands in file contents for the person's answer to the question of an earlier attempt. */
export const ANSWER = "{{answer}}";

/** `{{key}}` in a body stands for the issue number of the task of that key. */
const REFERENCE = /\{\{([^{}]*)\}\}/g;

export const ScenarioTask = z.strictObject({
  key: z.string().regex(/^[a-z0-9-]+$/),
  title: z.string().min(1).max(256),
  agent: z.string().min(1),
  /** Filed before all others, in the order of the file: for work that is to be in hand at the same time. */
  opening: z.literal(true).optional(),
  body: z.string().min(1),
  script: Script,
});
export type ScenarioTask = z.infer<typeof ScenarioTask>;

export const Scenario = z.strictObject({ tasks: z.array(ScenarioTask).min(1) }).check(({ value, issues }) => {
  const complain = (task: number, field: string, message: string) =>
    issues.push({ code: "custom", input: value, path: ["tasks", task, field], message });
  const keys = new Set(value.tasks.map(({ key }) => key));
  const earlier = new Set<string>();
  for (const [index, { key, body, script }] of value.tasks.entries()) {
    for (const needed of referencesOf(body)) {
      if (!earlier.has(needed)) complain(index, "body", `{{${needed}}} is not the key of an earlier task`);
    }
    if (earlier.has(key)) complain(index, "key", `${key} is the key of an earlier task`);
    earlier.add(key);
    for (const [at, attempt] of script.attempts.entries()) {
      if (usesAnswer(attempt) && questionBefore(script.attempts, at) === null) {
        complain(index, "script", `attempt ${at + 1} uses ${ANSWER}, but no earlier attempt asks`);
      }
    }
    const met = script.attempts.flatMap(({ steps }) =>
      steps.flatMap((step) => ("meet" in step ? [step.meet] : [])),
    );
    for (const other of met) {
      if (other === key || !keys.has(other)) complain(index, "script", `${other} is no other task to meet`);
    }
    if (script.slip && (script.slip.outcome.kind !== "complete" || usesAnswer(script.slip))) {
      complain(index, "script", "a slip claims to be complete, and knows no answer");
    }
  }
});
export type Scenario = z.infer<typeof Scenario>;

/** Reads a scenario from YAML; throws with the place and the reason when it is not one. */
export function loadScenario(text: string): Scenario {
  const read = Scenario.safeParse(parse(text));
  if (!read.success) throw new Error(`not a scenario:\n${z.prettifyError(read.error)}`);
  return read.data;
}

/** The keys that a body refers to, in order of first appearance. A task is created after the tasks that it refers to. */
export function referencesOf(body: string): readonly string[] {
  return [...new Set(Array.from(body.matchAll(REFERENCE), ([, key = ""]) => key))];
}

/** The body with issue numbers in place of keys; throws for a key whose issue does not exist yet. */
export function issueBody(task: ScenarioTask, numbers: ReadonlyMap<string, number>): string {
  return task.body.replace(REFERENCE, (_reference, key: string) => {
    const number = numbers.get(key);
    if (number === undefined) throw new Error(`${task.key} refers to ${key}, which has no issue yet`);
    return String(number);
  });
}

/** The script with its slip as the first attempt; the same script when it has none. */
export function slipped({ attempts, slip }: Script): Script {
  return { attempts: slip ? [slip, ...attempts] : attempts };
}

/** The blocked outcome that attempt `index` (from 0) follows up: the latest one before it. */
export function questionBefore(
  attempts: readonly ScriptedAttempt[],
  index: number,
): Extract<Outcome, { kind: "blocked" }> | null {
  const asked = attempts
    .slice(0, index)
    .map(({ outcome }) => outcome)
    .findLast((outcome) => outcome.kind === "blocked");
  return asked ?? null;
}

/** Whether the steps need a person's answer. */
export function usesAnswer({ steps }: ScriptedAttempt): boolean {
  return steps.some(
    (step) =>
      ("content" in step && step.content.includes(ANSWER)) || ("with" in step && step.with.includes(ANSWER)),
  );
}
