/** A gate's judgement of a pull request: pass, wait or fail, with reasons that name the thing. */
export interface Verdict {
  readonly status: "pass" | "wait" | "fail";
  /** Why it does not pass; empty when it does. */
  readonly reasons: readonly Reason[];
  /** What a person should know although it stops nothing. */
  readonly warnings: readonly Reason[];
}

export interface Reason {
  /** The path concerned; null when the reason is about the pull request as a whole. */
  readonly path: string | null;
  /** Line of the new text, from 1; null when the reason is about the path as a whole. */
  readonly line: number | null;
  /** The rule that was broken, in the words of the config: `allow`, `forbid`, `scope`, `symlink`, … */
  readonly rule: string;
  readonly message: string;
  /** What should stand there instead, to be taken as it is; null when nobody can say. */
  readonly suggestion: string | null;
}

export const passed: Verdict = { status: "pass", reasons: [], warnings: [] };

/** Fails for any reason; `warnings` never fail. */
export function verdictOf(reasons: readonly Reason[], warnings: readonly Reason[] = []): Verdict {
  return { status: reasons.length > 0 ? "fail" : "pass", reasons, warnings };
}

/** Of several verdicts of one gate on one commit the worst, with the reasons of all. */
export function worstOf(verdicts: readonly Verdict[]): Verdict {
  const worst = (["fail", "wait", "pass"] as const).find((status) =>
    verdicts.some((verdict) => verdict.status === status),
  );
  return {
    status: worst ?? "wait",
    reasons: verdicts.flatMap(({ reasons }) => reasons),
    warnings: verdicts.flatMap(({ warnings }) => warnings),
  };
}

/** A reason about a path as a whole, or with null about the whole change. */
export function reasonAt(path: string | null, rule: string, message: string): Reason {
  return { path, line: null, rule, message, suggestion: null };
}

/** One condition of readiness: what must hold, whether it does, and who acts next. */
export interface Condition {
  /** As people read it; a gate's is its own name, a named check's says that it is one. */
  readonly name: string;
  /** The gate whose verdict it is; null for everything else. */
  readonly gate: GateName | null;
  readonly status: "met" | "waiting" | "failed";
  readonly detail: string;
}

/** The gates that judge a change, in the order in which they are shown. */
export const gateNames = [
  "boundaries",
  "protected",
  "secrets",
  "size",
  "tests",
  "naming",
  "content",
  "duplicates",
  "conflicts",
  "metrics",
] as const;
/** Those that compare with what else is open. */
export function isBeside(gate: GateName): boolean {
  return gate === "duplicates" || gate === "conflicts";
}

export type GateName = (typeof gateNames)[number];

/** The names of Signalbox's check runs that are no gate's. */
export const checkNames = {
  ready: "signalbox/ready",
  /** On the default branch's own commit, when its config cannot be used. */
  config: "signalbox/config",
} as const;

export function gateCheckName(gate: GateName): `signalbox/${GateName}` {
  return `signalbox/${gate}`;
}
