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

/** A reason about a path as a whole, or with null about the whole change. */
export function reasonAt(path: string | null, rule: string, message: string): Reason {
  return { path, line: null, rule, message, suggestion: null };
}

/** One condition of readiness: what must hold, whether it does, and who acts next. */
export interface Condition {
  readonly name: string;
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
] as const;
export type GateName = (typeof gateNames)[number];

/** The names of Signalbox's check runs. */
export const checkNames = {
  boundaries: "signalbox/boundaries",
  ready: "signalbox/ready",
  /** On the default branch's own commit, when its config cannot be used. */
  config: "signalbox/config",
} as const;

/**
 * What a boundaries verdict was made for; as `external_id` of the check run it tells a later pass that the verdict still
 * stands. A verdict belongs to a head, a base and the rules, not to a pull request alone. The task's scope is a rule too, but
 * it cannot change any more once there is something to judge. `config`: blob id; null when there is none.
 */
export function boundariesKey(
  pull: { readonly head: string; readonly base: string; readonly baseSha: string },
  config: string | null,
  task: number,
): string {
  return `boundaries#${task}@${pull.head}:${pull.base}:${pull.baseSha}:${config ?? "none"}`;
}
