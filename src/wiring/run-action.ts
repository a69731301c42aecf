/** The Action. `reconcile` looks at the repository until nothing is left to write; `gate` judges one pull request. Both tell what happened and what to do. */
import { failureOf } from "../github/failure.ts";
import type { Pass } from "../reconcile/reconcile.ts";
import {
  type ActionProblem,
  configText,
  failedText,
  refusedText,
  uncertainText,
} from "../text/action-problem.ts";
import { actionSummary } from "../text/action-summary.ts";
import { passText } from "../text/pass.ts";
import { withCauses } from "../text/with-causes.ts";
import { actionClient } from "./action-client.ts";
import { type ActionInputs, readInputs, type Told } from "./action-inputs.ts";
import type { ActionOutlet } from "./action-outlet.ts";
import { cloneAddress, createForecastClone } from "./forecast-clone.ts";
import { createOrchestrator } from "./orchestrator.ts";
import { runGate } from "./run-gate.ts";
import { settle } from "./settle.ts";

/** Resolves to the exit code: 0 when all went as wanted, 1 when somebody should look. */
export async function runAction(told: Told, outlet: ActionOutlet): Promise<0 | 1> {
  const read = readInputs(told);
  if (read.ok && read.inputs.mode === "gate") return runGate(read.inputs, told.event, outlet);
  const passes: Pass[] = [];
  const problems: ActionProblem[] = [];
  let settled = false;
  if (read.ok) {
    outlet.mask(read.inputs.token);
    try {
      settled = await look(read.inputs, (pass) => {
        passes.push(pass);
        outlet.group(`Look ${passes.length}`, passText(pass, false).split("\n"));
      });
    } catch (error) {
      problems.push(failedText(withCauses(error), failureOf(error)?.status ?? null));
    }
    problems.unshift(...problemsOf(passes));
    const last = passes.at(-1);
    if (last) {
      outlet.output(
        "writes",
        passes.reduce((sum, pass) => sum + writesOf(pass), 0),
      );
      outlet.output("waits", last.decision.waits.size);
    }
  } else problems.push(read.problem);
  for (const problem of problems) outlet.error(problem);
  const repository = read.ok ? read.inputs.repository : null;
  const server = told.env["GITHUB_SERVER_URL"] || "https://github.com";
  const event = told.env["GITHUB_EVENT_NAME"] || null;
  await outlet.summary(actionSummary({ repository, server, event, passes, settled, problems }));
  return problems.length === 0 ? 0 : 1;
}

async function look(inputs: ActionInputs, onPass: (pass: Pass) => void): Promise<boolean> {
  const { token, baseUrl, repository } = inputs;
  const url = cloneAddress(baseUrl, repository);
  const clone = createForecastClone(async () => ({ url, token }));
  const orchestrator = createOrchestrator({
    ...actionClient(inputs),
    repository,
    forecast: clone.forecast,
    onPass: () => {},
    onError: () => {},
  });
  try {
    return await settle(() => orchestrator.pass({ dryRun: false }), onPass);
  } finally {
    await orchestrator.close();
    await clone.close();
  }
}

/** What a person should know of: effects that did not happen or may not have, each once, and a config that cannot be used. */
function problemsOf(passes: readonly Pass[]): readonly ActionProblem[] {
  const failed = passes.flatMap(({ applied }) =>
    applied.flatMap(({ effect, result, message }) => {
      if (result === "refused") return [refusedText(effect, message)];
      return result === "uncertain" ? [uncertainText(effect, message)] : [];
    }),
  );
  const config = passes.at(-1)?.snapshot.config;
  const unusable = config?.problem ? [configText(config.problem, config.problems[0] ?? null)] : [];
  return [...new Map([...unusable, ...failed].map((problem) => [problem.what, problem])).values()];
}

function writesOf({ changes, applied }: Pass): number {
  const recorded = changes.additions.length + changes.deletions.length > 0 ? 1 : 0;
  return recorded + applied.filter(({ result }) => result === "done").length;
}
