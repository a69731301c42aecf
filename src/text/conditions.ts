/** What each line of the readiness list says: what holds or is missing, and who acts next. */
import type { StandingReviews } from "../domain/approvals.ts";
import type { DependencyState } from "../domain/dependency.ts";
import type { Check, Sibling } from "../domain/pull.ts";
import { clip, code, prose } from "./markdown.ts";

export function checkText(name: string, app: string, found: Check | undefined): string {
  if (!found) return `${code(name)} of the App ${app} has not reported on this commit yet`;
  if (found.status !== "completed") return `${code(name)} is running`;
  if (found.conclusion === "success") return `${code(name)} passed`;
  const said = found.title ? `: ${prose(found.title)}` : "";
  return `${code(name)} answered ${found.conclusion ?? "nothing"}${said}`;
}

export function approvalText(
  { approvers, setAside, objectors }: StandingReviews,
  wanted: number,
  pushed: boolean,
): string {
  if (objectors.length > 0) return `${mentions(objectors)} asked for changes; only they can lift that`;
  const given = `${approvers.length} of ${wanted} for this commit`;
  if (approvers.length >= wanted) return `${given}: ${mentions(approvers)}`;
  const more = pushed ? " (one more than usual: one of them may be of whoever pushed this commit)" : "";
  if (setAside.length === 0) return `${given}${more}; a person with write access approves`;
  return `${given}${more}; ${mentions(setAside)} asked for the work, so another person with write access approves (for whoever works alone: ${code("merge: { requester: counts }")} in the config)`;
}

export function holdText(hold: { readonly by: string; readonly reason: string | null }): string {
  return `held by ${mentions([hold.by])}${hold.reason === null ? "" : `: ${prose(hold.reason)}`}; \`/unhold\` lifts it`;
}

export function baseText(base: string, wanted: string): string {
  return `the pull request goes to ${code(base)}; edit it so that it goes to ${code(wanted)}`;
}

export function dependencyConditionText(issue: number, state: DependencyState): string {
  switch (state) {
    case "done":
      return `#${issue} is done`;
    case "open":
      return `depends on #${issue}, which goes first: merge that one, or close its issue as completed`;
    case "dropped":
      return `depends on #${issue}, which was closed without being done; reopen it, or close it as completed if it needs nothing more`;
    case "missing":
      return `depends on #${issue}, which cannot be found; a person with write access may merge all the same`;
    default:
      return state satisfies never;
  }
}

export function siblingText({ number, branch, base }: Sibling): string {
  return `#${number} offers this very commit too, from ${code(branch)} to ${code(base)}, and what is said of a commit is said of both; close #${number}, or push another commit to one of the two`;
}

/** Of a gate's check that would pass. */
export function contestedTitle(): string {
  return "Waits: another pull request has this very commit";
}

/** The same, of a pull request to another branch than the default one. */
export function strayedTitle(base: string): string {
  return clip(`Waits: the pull request goes to ${base}`, 255);
}

export function unseenSiblingsText(): string {
  return "GitHub did not show all the pull requests that have this very commit; it is looked at again, and another commit ends it";
}

/** Of what the merge queue made. */
export function otherMergeText(pull: number): string {
  return `this is not what Git makes of merging #${pull}, so that nobody's word for #${pull} holds for it; take #${pull} out of the merge queue, and put it in again`;
}

export function untriedMergeText(pull: number): string {
  return `nobody could try yet whether this is the merge of #${pull}; it is tried again within a minute`;
}

export function uponUnreadyText(pull: number | null): string {
  const which =
    pull === null
      ? "another entry of the merge queue, which no task answers for"
      : `#${pull}, which is not ready`;
  return `it stands on ${which}, and would bring that along; it is judged again once that is merged or leaves the queue`;
}

export function taskText(state: "dropped" | "escalated" | "unjudged"): string {
  switch (state) {
    case "dropped":
      return "the task was dropped; nobody works on this pull request any more";
    case "escalated":
      return "the task needs a person; its card says why";
    case "unjudged":
      return "an agent is at work on the task, or due to be, so that nobody judges this commit; what it brings is judged";
    default:
      return state satisfies never;
  }
}

export function draftText(): string {
  return "the pull request is a draft; mark it ready for review";
}

/** Names without notifying anyone: these texts are rewritten at every change. */
function mentions(logins: readonly string[]): string {
  return logins.map((login) => `\`@${login}\``).join(", ");
}

/** A failed condition as a message to the agent's next attempt. */
export function conditionFeedbackText(
  attempt: number,
  condition: { readonly name: string; readonly detail: string },
): string {
  return `The pull request of attempt ${attempt} failed "${condition.name}": ${condition.detail}.`;
}
