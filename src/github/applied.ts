/** What came of an effect. */
import type { Effect } from "../domain/effect.ts";

/** `done`: GitHub said yes. `already`: it was so before. `refused`: GitHub said no. `uncertain`: no answer came. */
export interface Applied {
  readonly effect: Effect;
  readonly result: "done" | "already" | "refused" | "uncertain";
  /** GitHub's words where it did not say yes. */
  readonly message: string | null;
}
