/**
 * Loaded before the Action: whoever waits by `node:timers/promises`, as the second between two writes is waited for, goes on at once,
 * and the time has passed. All else is as GitHub runs it.
 */
import { syncBuiltinESMExports } from "node:module";
import timers from "node:timers/promises";

const { now } = Date;
const RealDate = Date;
let ahead = 0;

timers.setTimeout = <T>(milliseconds = 0, value?: T): Promise<T> => {
  ahead += milliseconds;
  // Resolves with what it was given, as Node's does.
  return Promise.resolve(value as T);
};
globalThis.Date = class extends RealDate {
  constructor(...given: readonly unknown[]) {
    if (given.length === 0) super(now() + ahead);
    else super(...(given as [number]));
  }
  static override now(): number {
    return now() + ahead;
  }
} as DateConstructor;
syncBuiltinESMExports();
