/** Counts what a test made happen: which fault hit which effect, and how often. `npm run faults` prints the sum as a matrix. */
import { TestRunner } from "vitest";

export interface Hit {
  /** Such as `answer lost`, `crash before`. */
  readonly fault: string;
  /** The request or delivery that it hit, such as `POST …/comments`. */
  readonly effect: string;
  readonly times: number;
}

declare module "vitest" {
  interface TaskMeta {
    hits?: Hit[];
  }
}

/** To be called while the test runs. */
export function noteHits(hits: readonly Hit[]): void {
  const test = TestRunner.getCurrentTest();
  if (!test) throw new Error("hits are noted by a running test");
  test.meta.hits = [...(test.meta.hits ?? []), ...hits.filter(({ times }) => times > 0)];
}
