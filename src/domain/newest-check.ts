/**
 * Of several check runs of one name and App on a commit the one that counts. GitHub lists one of each workflow and event that has a
 * job of that name, in no order that it promises; `gh pr checks` picks the newest too.
 */
import type { Check } from "./pull.ts";

/** One that is at work comes before all that have ended: what it will say is newer. */
export function newestCheck(
  checks: readonly Check[],
  { name, app }: { readonly name: string; readonly app: string | null },
): Check | undefined {
  return checks
    .filter((check) => check.name === name && check.app === app)
    .toSorted((a, b) => rank(b) - rank(a) || since(b) - since(a) || success(a) - success(b))
    .at(0);
}

function rank({ status }: Check): number {
  return status === "completed" ? 0 : 1;
}

/** What does not say since when it is there may be the newest. */
function since({ startedAt }: Check): number {
  return startedAt?.getTime() ?? Number.MAX_SAFE_INTEGER;
}

/** Within one second GitHub does not say which came last: the worse one then counts. */
function success({ conclusion }: Check): number {
  return conclusion === "success" ? 1 : 0;
}
