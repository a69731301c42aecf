/** Short ways to say what a scripted agent does. */
import type { Script, ScriptedAttempt, Step } from "../../src/runs/script.ts";

/** An attempt that writes these files and says that it is complete. */
export function writes(files: Readonly<Record<string, string>>): ScriptedAttempt {
  return does(...Object.entries(files).map(([write, content]) => ({ write, content })));
}

/** An attempt of these steps that says that it is complete. */
export function does(...steps: readonly Step[]): ScriptedAttempt {
  return { steps: [...steps], outcome: { kind: "complete", summary: "Did the work", evidence: [] } };
}

/** An attempt that asks, and publishes nothing. */
export function asks(text: string, ...options: readonly string[]): ScriptedAttempt {
  const questions = [{ text, options: [...options] }];
  return { steps: [], outcome: { kind: "blocked", summary: "Cannot decide this alone", questions } };
}

/** An attempt that ends without success. */
export function gives(kind: "refused" | "failed", summary: string): ScriptedAttempt {
  return { steps: [], outcome: { kind, summary } };
}

/** One attempt after the other; the last is repeated. */
export function script(...attempts: readonly ScriptedAttempt[]): Script {
  return { attempts: [...attempts] };
}

/** A step at which the agent stops, for as long as the scene's `wait` lasts. */
export const pause: Step = { wait: 1 };
