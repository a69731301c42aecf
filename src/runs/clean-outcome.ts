/** What a run says, without credentials: its words become commit messages, pull requests, comments and the ledger. */
import type { Outcome } from "../domain/outcome.ts";
import { withoutSecrets } from "../gates/secrets.ts";
import type { Finish } from "./judge.ts";

export function cleanFinish(finish: Finish): Finish {
  return finish.patch === null
    ? { outcome: cleanOutcome(finish.outcome), patch: null }
    : { outcome: cleanOutcome(finish.outcome), patch: finish.patch };
}

function cleanOutcome<O extends Outcome>(outcome: O): O {
  const summary = withoutSecrets(outcome.summary);
  switch (outcome.kind) {
    case "complete":
      return { ...outcome, summary, evidence: outcome.evidence.map(withoutSecrets) };
    case "blocked": {
      const questions = outcome.questions.map(({ text, options }) => {
        return { text: withoutSecrets(text), options: options.map(withoutSecrets) };
      });
      return { ...outcome, summary, questions };
    }
    case "refused":
    case "failed":
      return { ...outcome, summary };
    default:
      return outcome satisfies never;
  }
}
