/** Where the Action says what it has to say. */
import type { ActionProblem } from "../text/action-problem.ts";
import type { Annotation } from "../text/gate-report.ts";

export interface ActionOutlet {
  /** Hides a secret in all that is printed from now on. */
  mask(secret: string): void;
  /** Prints lines under a title that folds them away. */
  group(title: string, lines: readonly string[]): void;
  /** Marks the step as failed, and says why. */
  error(problem: ActionProblem): void;
  /** Shows a finding at its place in the pull request. */
  annotate(annotation: Annotation): void;
  output(name: "writes" | "waits", value: number): void;
  summary(markdown: string): Promise<void>;
}
