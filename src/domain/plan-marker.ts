/**
 * The mark of an issue that a plan made: `<!-- signalbox:plan frontend-refactor/analysis 3f0c… -->`, a line of its own in the issue's
 * text. It counts only in an issue of somebody who may write.
 */
export interface PlanMark {
  readonly plan: string;
  readonly task: string;
  /** Fingerprint of what the plan said of the task. */
  readonly told: string;
}

export function formatPlanMark({ plan, task, told }: PlanMark): string {
  return `<!-- signalbox:plan ${plan}/${task} ${told} -->`;
}

/** The first mark of a text; null when it has none. People may write before and after it. */
export function parsePlanMark(text: string): PlanMark | null {
  const mark = /^<!-- signalbox:plan ([a-z0-9-]{1,40})\/([a-z0-9-]{1,40}) ([0-9a-f]{32}) -->\r?$/m.exec(text);
  if (!mark) return null;
  const [, plan = "", task = "", told = ""] = mark;
  return { plan, task, told };
}
