/** What a run says, without credentials: its words become commit messages, pull requests, comments and the ledger. */
import type { Assumption, Outcome, Question } from "../domain/outcome.ts";
import { withoutSecrets } from "../gates/secrets.ts";
import { type Finish, isBlocked } from "./judge.ts";

export function cleanFinish(finish: Finish): Finish {
  if (isBlocked(finish)) return { outcome: cleanOutcome(finish.outcome), patch: finish.patch };
  return finish.patch === null
    ? { outcome: cleanOutcome(finish.outcome), patch: null }
    : { outcome: cleanOutcome(finish.outcome), patch: finish.patch };
}

function cleanQuestion({ text, options, needs, impact, eta, ...rest }: Question): Question {
  return {
    ...rest,
    text: withoutSecrets(text),
    options: options.map(withoutSecrets),
    ...(needs !== undefined && { needs: withoutSecrets(needs) }),
    ...(impact !== undefined && { impact: withoutSecrets(impact) }),
    ...(eta !== undefined && { eta: withoutSecrets(eta) }),
  };
}

function cleanAssumption(assumption: Assumption): Assumption {
  return { ...assumption, ...cleanQuestion(assumption), proceeding: withoutSecrets(assumption.proceeding) };
}

function cleanOutcome<O extends Outcome>(outcome: O): O {
  const summary = withoutSecrets(outcome.summary);
  switch (outcome.kind) {
    case "complete":
      return {
        ...outcome,
        summary,
        evidence: outcome.evidence.map(withoutSecrets),
        ...(outcome.assumptions && { assumptions: outcome.assumptions.map(cleanAssumption) }),
      };
    case "blocked": {
      const questions = outcome.questions.map(cleanQuestion);
      return { ...outcome, summary, questions };
    }
    case "refused":
    case "failed":
      return { ...outcome, summary };
    default:
      return outcome satisfies never;
  }
}
