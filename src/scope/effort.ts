/**
 * What an answer may still cost, counted in things looked at: never in time, because clocks differ between machines and the same
 * question must have the same answer on all of them. Below zero the answer is the safe one (FAULTS.md P10).
 */
export interface Effort {
  left: number;
}
