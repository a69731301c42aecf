/** Which patterns fit which task: compiled when they are first asked for, and again when a command changed them. */
import { fitting, type Pattern } from "../ledger/said.ts";
import type { Task } from "../ledger/task.ts";
import type { Draft } from "./draft.ts";

export function patternsFor(spoken: Draft["spoken"], reachOf: Draft["reachOf"]): Draft["patternsFor"] {
  let compiled: { readonly of: readonly Pattern[]; readonly fits: ReturnType<typeof fitting> } | null = null;
  return (task: Task) => {
    const { patterns } = spoken;
    if (patterns.length === 0) return patterns;
    if (compiled?.of !== patterns) compiled = { of: patterns, fits: fitting(patterns) };
    return compiled.fits(reachOf(task));
  };
}
