/** A gate's judgement of a pull request: pass, wait or fail, with reasons that name the thing. */
export interface Verdict {
  readonly status: "pass" | "wait" | "fail";
  readonly reasons: readonly Reason[];
}

export interface Reason {
  /** The path concerned; null when the reason is about the pull request as a whole. */
  readonly path: string | null;
  /** The rule that was broken, in the words of the config: `allow`, `forbid`, `scope`, `symlink`, … */
  readonly rule: string;
  readonly message: string;
}

/** One condition of readiness: what must hold, whether it does, and who acts next. */
export interface Condition {
  readonly name: string;
  readonly status: "met" | "waiting" | "failed";
  readonly detail: string;
}

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
