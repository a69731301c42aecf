/**
 * A negative control: one protection of the code, and the edit that takes it away. `npm run faults` makes the edit while the code is
 * loaded (no file changes), runs the tests that show the protection, and wants them red: a test that stays green shows nothing.
 */
export interface Control {
  /** The row of the fault matrix, such as `E2`. */
  readonly row: string;
  /** What is taken away, as a person would say it: "a write is sent once". */
  readonly protection: string;
  /** From the root of the project, `src/github/client.ts`. */
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly find: string;
  readonly replace: string;
  /** The test file that turns red. */
  readonly test: string;
}
