/**
 * All that one look at a repository told us. What GitHub did not tell is null, never empty or false;
 * an observation that could not be completed does not exist (observing throws).
 */
import type { Actor, Permission } from "./actor.ts";
import type { Forecast } from "./forecast.ts";
import type { Issue } from "./issue.ts";
import type { MachineLoad } from "./machine-load.ts";
import type { MergeGroup } from "./merge-group.ts";
import type { Pull } from "./pull.ts";
import type { RunReport } from "./run-report.ts";

export interface Observation {
  readonly repository: ObservedRepository;
  /** Our own identity: markers are trusted only in comments that it wrote. */
  readonly self: Actor;
  /** The config on the default branch, by blob SHA; null when the file is absent. */
  readonly config: { readonly oid: string; readonly text: string } | null;
  /** Whether the default branch's commit carries our check about its invalid config; null when the config is valid or absent. */
  readonly configReported: boolean | null;
  /** The ledger branch: its tip and its open files by path; null when the branch does not exist. */
  readonly ledger: { readonly head: string; readonly files: ReadonlyMap<string, string> } | null;
  /** Issues that are tracked, are depended on, or changed since the ledger's cursor. */
  readonly issues: ReadonlyMap<number, Issue>;
  /** Pull requests of agent branches. */
  readonly pulls: readonly Pull[];
  /** What the merge queue of the default branch tries, as far as its branches show. */
  readonly groups: readonly MergeGroup[];
  /**
   * What Git says to merging two commits, by `forecastKey`: of heads that may collide, and of each head with the default branch; null
   * where it could not look. Asked only where a verdict is due.
   */
  readonly forecasts: ReadonlyMap<string, Forecast | null>;
  /** Tips of the agent branches that the ledger names; null for a branch that does not exist. */
  readonly branches: ReadonlyMap<string, string | null>;
  /** Runs that hold a claim, by run id. */
  readonly runs: ReadonlyMap<number, ObservedRun>;
  /**
   * Runs of the agent workflow by task and attempt (`12/1`), for dispatches whose claim is overdue; null when this was
   * not asked.
   */
  readonly dispatched: ReadonlyMap<string, ObservedRun> | null;
  /** What the agents at work printed last, by task; empty where another machine runs them. */
  readonly reports: ReadonlyMap<number, RunReport>;
  /** How busy the machine is that runs the agents; null where another one does, or nobody measures. */
  readonly load: MachineLoad | null;
  /** Whether the repository lies on one person's own machine, so that nobody else is there to approve. */
  readonly alone: boolean;
  /** What each person whose intent counts may do now, by login; null where GitHub did not say. */
  readonly permissions: ReadonlyMap<string, Permission | null>;
  /** Seconds after which reads of this GitHub surely show what was written: until then, what is not seen may still be there. */
  readonly readLag: number;
  /** Node ids of Signalbox's own labels that exist in the repository, by name. */
  readonly labels: ReadonlyMap<string, string>;
}

export interface ObservedRepository {
  /** GraphQL node id. */
  readonly id: string;
  readonly owner: string;
  readonly name: string;
  readonly defaultBranch: string;
  /** The default branch's commit. */
  readonly head: string;
  /** Whether the default branch has the workflow that runs attempts. */
  readonly runsAgents: boolean;
}

export interface ObservedRun {
  readonly id: number;
  readonly state: "active" | "ended" | "gone";
}
