/**
 * Why a task does not move: a true cause that a person can check and remove. `text/wait.ts` says it in words; `/why`, the
 * card, `status` and `--json` show it.
 */
import type { Freeze } from "./freeze.ts";
import type { Lack } from "./lack.ts";
import type { MachineLoad } from "./machine-load.ts";
import type { Priority } from "./priority.ts";

export interface OverriddenGate {
  readonly gate: string;
  readonly by: string;
}

export type Wait =
  /** An open task holds paths that this one may touch; `path` is a shortest example of such a path. */
  | {
      readonly kind: "lease";
      readonly holder: number;
      readonly agent: string;
      readonly scope: readonly string[];
      readonly path: string;
    }
  /** Another waiting task wants the same paths and goes first: it is of a sooner priority, or (null) it asked first. */
  | {
      readonly kind: "line";
      readonly ahead: number;
      readonly path: string;
      readonly sooner: Priority | null;
    }
  | { readonly kind: "dependency"; readonly on: number; readonly state: "open" | "dropped" | "missing" }
  | { readonly kind: "cycle"; readonly through: readonly number[] }
  | { readonly kind: "capacity"; readonly agent: string; readonly running: number; readonly capacity: number }
  | { readonly kind: "limit"; readonly running: number; readonly limit: number }
  /** Nothing but the machine is in the way: it is above a limit of `domain/machine-load.ts`. */
  | { readonly kind: "load"; readonly load: MachineLoad }
  | { readonly kind: "hold"; readonly by: string; readonly reason: string | null }
  /** `atWork`: the attempt that is in hand all the same. */
  | {
      readonly kind: "freeze";
      readonly freeze: Freeze;
      readonly atWork: { readonly agent: string; readonly attempt: number } | null;
    }
  | { readonly kind: "config"; readonly problem: string }
  | { readonly kind: "agent"; readonly agent: string; readonly problem: string }
  | { readonly kind: "scope"; readonly glob: string; readonly problem: string }
  | { readonly kind: "reach"; readonly agent: string; readonly scope: readonly string[] }
  | {
      readonly kind: "run";
      readonly agent: string;
      readonly attempt: number;
      readonly since: Date;
      readonly claimed: boolean;
    }
  | {
      readonly kind: "answer";
      readonly blockers: readonly { readonly id: string; readonly question: string }[];
    }
  | { readonly kind: "retry"; readonly at: Date; readonly summary: string }
  /** `overridden`: the gates that a maintainer answers for, each with whose word it was. */
  | {
      readonly kind: "conditions";
      readonly waiting: readonly string[];
      readonly overridden: readonly OverriddenGate[];
    }
  | { readonly kind: "merge"; readonly pull: number; readonly overridden: readonly OverriddenGate[] }
  | { readonly kind: "escalated"; readonly tried: number; readonly limit: number; readonly last: string }
  /** `run`: the one that was told to end and has not yet; null when nobody is at work any more. */
  | {
      readonly kind: "stopped";
      readonly agent: string;
      readonly by: string;
      readonly reason: string | null;
      readonly run: number | null;
    }
  /** The config asks for more than its issue says. */
  | { readonly kind: "lint"; readonly lacks: readonly Lack[] }
  | { readonly kind: "issue" }
  | { readonly kind: "unreadable"; readonly file: string; readonly problem: string };
