/** What went wrong in the Action: one sentence that says it, and one that says what to do. */
import type { Effect } from "../domain/effect.ts";
import { actionPermissions, allPermissionsText, permissionFor } from "./action-permissions.ts";
import { sentence } from "./markdown.ts";
import { effectText } from "./pass.ts";

export interface ActionProblem {
  readonly what: string;
  readonly next: string;
  /** Where it is to be mended, when that is a place in a file of the repository. */
  readonly place: { readonly file: string; readonly line: number } | null;
}

export function unknownModeText(seen: string, modes: readonly string[]): ActionProblem {
  const names = modes.map((mode) => `\`${mode}\``).join(", ");
  return problem(`There is no mode ${seen}.`, `Write one of ${names} behind \`mode:\`, or leave it out.`);
}

export function missingTokenText(): ActionProblem {
  return problem(
    "The input `token` is empty.",
    "Leave it out, so that it is the job's own token, or name a secret that exists and that this event may read.",
  );
}

export function noRepositoryText(): ActionProblem {
  return problem(
    "Neither GITHUB_REPOSITORY nor the event file names a repository.",
    "Start this from a workflow of the repository that it is to look after.",
  );
}

export function otherRepositoryText(job: string, event: string): ActionProblem {
  return problem(
    `The job belongs to ${job}, but its event tells of ${event}.`,
    "Start it again from a new event: each repository is looked after by a workflow of its own.",
  );
}

/** `at`: the first place in the file that is wrong; null when there is no such file. */
export function configText(text: string, at: { readonly line: number } | null): ActionProblem {
  const file = ".github/signalbox.yml";
  return {
    what: `The config ${file} on the default branch cannot be used: ${text}`,
    next: at
      ? `Mend it; \`signalbox validate\` tells everything that is wrong with it.`
      : `Add ${file}: \`signalbox validate\` tries it before you push.`,
    place: at && { file, line: at.line },
  };
}

export function refusedText(effect: Effect, message: string | null): ActionProblem {
  const said = message ?? "it did not say why";
  const permission = permissionFor(effect);
  return problem(
    `GitHub refused this: ${effectText(effect)}. It said: ${sentence(said)}`,
    refusalAdvice(said, `\`${permission}: ${actionPermissions[permission][0]}\``),
  );
}

function refusalAdvice(said: string, permission: string): string {
  if (/not permitted to create or approve pull requests/i.test(said))
    return "Tick “Allow GitHub Actions to create and approve pull requests” under Settings → Actions → General.";
  if (/not accessible by/i.test(said))
    return `Add ${permission} to the job's \`permissions:\`. On a pull request from a fork a token may only read, whatever they say.`;
  return "It is tried again by the next run if it is still wanted then.";
}

export function uncertainText(effect: Effect, message: string | null): ActionProblem {
  return problem(
    `It is not known whether this was done: ${effectText(effect)}. No answer came: ${sentence(message ?? "the connection ended")}`,
    "Start the workflow again: it looks whether that was done before anything is sent a second time.",
  );
}

/** `status`: GitHub's, or null for an error that is none of GitHub's answers. */
export function failedText(message: string, status: number | null): ActionProblem {
  return problem(`The look at the repository failed: ${sentence(message)}`, failureAdvice(message, status));
}

function failureAdvice(message: string, status: number | null): string {
  if (/not accessible by/i.test(message)) return `The job needs \`permissions:\` ${allPermissionsText()}.`;
  if (status === 401) return "GitHub does not believe the token: leave `token` out, or renew the secret.";
  if (status === 404)
    return `The token does not see the repository: the job needs \`permissions:\` ${allPermissionsText()}.`;
  if (status !== null && status >= 500)
    return "GitHub could not be reached, or failed itself. Nothing is lost: the next run looks again.";
  return "Nothing is half done that the next run would not find. If that fails too, `signalbox reconcile --dry-run --repo OWNER/NAME` shows what it would do.";
}

export function longWaitText(until: Date): string {
  return `GitHub's rate limit asks to send nothing until ${until.toISOString().slice(0, 16).replace("T", " ")} UTC, and a job is too dear to wait for that; the next run after it goes on`;
}

function problem(what: string, next: string): ActionProblem {
  return { what, next, place: null };
}

/** As an annotation: plain text, for that is what GitHub shows there. */
export function problemText({ what, next }: ActionProblem): string {
  return `${what} ${next}`;
}
