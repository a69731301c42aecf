/** The root of every mutation, and the one list of those that the embedded GitHub has. */
import type { Context } from "./context.ts";
import { addComment } from "./mutations/add-comment.ts";
import { addLabelsToLabelable } from "./mutations/add-labels.ts";
import { addReaction } from "./mutations/add-reaction.ts";
import { closeIssue } from "./mutations/close-issue.ts";
import { createCheckRun } from "./mutations/create-check-run.ts";
import { createCommitOnBranch } from "./mutations/create-commit-on-branch.ts";
import { createRef } from "./mutations/create-ref.ts";
import type { MutationArguments } from "./mutations/mutate.ts";
import { pinIssue } from "./mutations/pin-issue.ts";
import { removeLabelsFromLabelable } from "./mutations/remove-labels.ts";
import { reopenIssue } from "./mutations/reopen-issue.ts";
import { updateCheckRun } from "./mutations/update-check-run.ts";
import { updateIssue } from "./mutations/update-issue.ts";
import { updateIssueComment } from "./mutations/update-issue-comment.ts";
import { updatePullRequest } from "./mutations/update-pull-request.ts";
import { updateRef } from "./mutations/update-ref.ts";

export function mutationRoot(context: Context) {
  /** graphql-js gives a field's arguments first; the mutations take the context before them. */
  const field =
    <Input>(mutation: (context: Context, args: MutationArguments<Input>) => unknown) =>
    (args: MutationArguments<Input>) =>
      mutation(context, args);
  return {
    addComment: field(addComment),
    addLabelsToLabelable: field(addLabelsToLabelable),
    addReaction: field(addReaction),
    closeIssue: field(closeIssue),
    createCheckRun: field(createCheckRun),
    createCommitOnBranch: field(createCommitOnBranch),
    createRef: field(createRef),
    pinIssue: field(pinIssue),
    removeLabelsFromLabelable: field(removeLabelsFromLabelable),
    reopenIssue: field(reopenIssue),
    updateCheckRun: field(updateCheckRun),
    updateIssue: field(updateIssue),
    updateIssueComment: field(updateIssueComment),
    updatePullRequest: field(updatePullRequest),
    updateRef: field(updateRef),
  };
}
