/** The Action's `mode: gate`: judges the event's pull request, shows each finding at its place, and ends red for whatever did not pass. */
import { failureOf } from "../github/failure.ts";
import { isOk } from "../text/check.ts";
import { judgingFailedText, noPullText } from "../text/gate-problem.ts";
import { gateAnnotations, gateLogLines, gateSummaryText } from "../text/gate-report.ts";
import { withCauses } from "../text/with-causes.ts";
import { actionClient } from "./action-client.ts";
import type { ActionInputs } from "./action-inputs.ts";
import type { ActionOutlet } from "./action-outlet.ts";
import { type Judged, judgePull } from "./judge-pull.ts";
import { pullEvent } from "./pull-event.ts";

/** Resolves to the exit code: 0 when every gate passes, else 1, also when something could not be judged. `event`: the event file's text. */
export async function runGate(
  inputs: ActionInputs,
  event: string | null,
  outlet: ActionOutlet,
): Promise<0 | 1> {
  outlet.mask(inputs.token);
  const judged = await judge(inputs, event);
  const report = "report" in judged ? judged.report : null;
  const problems = "problem" in judged ? [judged.problem] : [];
  if (report) {
    outlet.group("Gates", gateLogLines(report));
    for (const annotation of gateAnnotations(report.gates)) outlet.annotate(annotation);
  }
  for (const problem of problems) outlet.error(problem);
  await outlet.summary(gateSummaryText({ repository: inputs.repository, report, problems }));
  return report !== null && isOk(report.gates) ? 0 : 1;
}

async function judge(inputs: ActionInputs, event: string | null): Promise<Judged> {
  const pull = pullEvent(event);
  if (!pull) return { problem: noPullText() };
  try {
    return await judgePull(actionClient(inputs).client, inputs.repository, pull);
  } catch (error) {
    return { problem: judgingFailedText(withCauses(error), failureOf(error)?.status ?? null) };
  }
}
