/** The Action: looks at the repository until nothing is left to write, and tells what was done, what waits, and what went wrong. */
import { createClient } from "../github/client.ts";
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
import { type ActionInputs, readInputs, type Told } from "./action-inputs.ts";
import { systemClock } from "./clock.ts";
import { cloneAddress, createForecastClone } from "./forecast-clone.ts";
import { createOrchestrator } from "./orchestrator.ts";
import { patientClock } from "./patient-clock.ts";
import { settle } from "./settle.ts";

/** Where the Action says what it has to say. */
export interface ActionOutlet {
  /** Hides a secret in all that is printed from now on. */
  mask(secret: string): void;
  /** Prints lines under a title that folds them away. */
  group(title: string, lines: readonly string[]): void;
  /** Marks the step as failed, and says why. */
  error(problem: ActionProblem): void;
  output(name: "writes" | "waits", value: number): void;
  summary(markdown: string): Promise<void>;
}

/** Milliseconds that GitHub's rate limit may make a job wait at a time. */
const PATIENCE = 120_000;

/** Resolves to the exit code: 0 when all went as wanted, 1 when somebody should look. */
export async function runAction(told: Told, outlet: ActionOutlet): Promise<0 | 1> {
  const read = readInputs(told);
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

async function look(
  { token, repository, baseUrl }: ActionInputs,
  onPass: (pass: Pass) => void,
): Promise<boolean> {
  const clock = patientClock(systemClock, PATIENCE);
  const client = createClient({ baseUrl, token: async () => token, clock, writeSpacing: 1_000 });
  const url = cloneAddress(baseUrl, repository);
  const clone = createForecastClone(async () => ({ url, token }));
  const orchestrator = createOrchestrator({
    client,
    repository,
    clock,
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
