/** One thing that somebody said, and what reading it does to the draft. */
export interface Input {
  readonly at: Date;
  /** Breaks a tie within one second: GitHub's ids ascend. */
  readonly id: number;
  read(): void;
}
