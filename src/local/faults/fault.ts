/** A fault as data: where it strikes, when, and what it does. */
export interface Fault {
  /**
   * GitHub's template, `POST /repos/{owner}/{repo}/issues/{issue_number}/comments`; a GraphQL operation, `query Observe` or
   * `mutation Record`; a delivery, `webhook issues.labeled`; or all of a kind: `reads`, `writes`, `webhooks`, `*`.
   */
  readonly route: string;
  /** The first match that it strikes, counted from 1; 1 by default. */
  readonly nth?: number;
  /** How many matches it strikes from there on; 1 by default. */
  readonly times?: number;
  /**
   * `before`: the request never takes effect. `afterCommit`: it took effect, and its answer is lost or changed. `afterResponse`: it was
   * answered.
   */
  readonly when: "before" | "afterCommit" | "afterResponse";
  readonly do: FaultAction;
}

export type FaultAction =
  /** The connection breaks; a delivery is lost. */
  | { readonly kind: "reset" }
  | {
      readonly kind: "status";
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    }
  /** By the world's clock. A delayed delivery is overtaken by those after it. */
  | { readonly kind: "delay"; readonly milliseconds: number }
  /** A read shows the records as they were so many writes ago. Git objects and refs are always current. */
  | { readonly kind: "stale"; readonly writes: number }
  /** The answer ends in the middle. */
  | { readonly kind: "truncate" }
  /** The request is carried out twice, as when a proxy sends it again; a delivery comes twice, with one GUID. */
  | { readonly kind: "duplicate" }
  /** Whoever made the plan is told: the process under test dies here. The connection breaks, except after the response. */
  | { readonly kind: "crash" };

/** What passes by the plan. */
export interface Passing {
  /** As `Fault.route` names it. */
  readonly route: string;
  readonly kind: "reads" | "writes" | "webhooks";
}
