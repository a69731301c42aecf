/** Tells the world that something happened to an issue, in the words of issues or of pull requests, whichever it is. */

import type { WorldEvent } from "../event.ts";
import type { Issue, TimelineEvent } from "../records.ts";
import type { Operation } from "./operation.ts";

type IssueEvent = Extract<WorldEvent, { name: "issues" }>;

export function emitIssueEvent(
  { world, caller }: Operation,
  action: Exclude<IssueEvent["action"], "pinned">,
  issue: Issue,
  detail: Pick<IssueEvent, "label" | "changes"> = {},
): void {
  const pull = issue.pullId === null ? undefined : world.pulls.get(issue.pullId);
  if (pull) world.emit({ name: "pull_request", action, pull, sender: caller.user, ...detail });
  else world.emit({ name: "issues", action, issue, sender: caller.user, ...detail });
}

/** Adds an entry to the issue's timeline. */
export function enterTimeline(
  { world, caller }: Operation,
  issueId: number,
  what: TimelineEvent["what"],
): TimelineEvent {
  return world.timeline.insert({
    issueId,
    userId: caller.user.id,
    appId: caller.app?.id ?? null,
    createdAt: world.now(),
    what,
  });
}
