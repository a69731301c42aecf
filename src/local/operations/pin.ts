/** Pinned issues: https://docs.github.com/en/issues/tracking-your-work-with-issues/administering-issues/pinning-an-issue-to-your-repository */
import { unprocessable } from "../api-error.ts";
import type { Issue } from "../records.ts";
import type { Operation } from "./operation.ts";

const PLACES = 3;

export function pinIssue(operation: Operation, issue: Issue): Issue {
  const { world, caller } = operation;
  if (issue.pinned) throw unprocessable("The issue is already pinned");
  const taken = world.issues.all().filter(({ pinned }) => pinned).length;
  if (taken >= PLACES) throw unprocessable(`Maximum ${PLACES} pinned issues per repository`);
  const pinned = world.issues.put({ ...issue, pinned: true });
  world.emit({ name: "issues", action: "pinned", issue: pinned, sender: caller.user });
  return pinned;
}
