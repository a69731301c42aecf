/** Issues, their labels, events and timeline: https://docs.github.com/rest/issues */
import { z } from "zod";
import { ApiError } from "../api-error.ts";
import { allows, needs, requireAccess } from "../caller.ts";
import { findIssue, labelsOf } from "../find.ts";
import { createIssue, updateIssue } from "../operations/issue.ts";
import { addLabels, removeLabel, setLabels } from "../operations/issue-labels.ts";
import type { Issue } from "../records.ts";
import { renderIssue, renderLabel } from "../render/issue.ts";
import { renderEvent, renderTimeline } from "../render/timeline.ts";
import { page } from "./page.ts";
import { created, noContent, ok, type RestRequest, type Route, repositoryRoutes } from "./route.ts";

const LabelName = z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]);

const NewIssue = z.object({
  title: z.union([z.string(), z.number()]).transform(String),
  body: z.string().nullish(),
  labels: z.array(LabelName).optional(),
});

const IssueEdit = z.object({
  title: z.string().optional(),
  body: z.string().nullish(),
  state: z.enum(["open", "closed"]).optional(),
  state_reason: z.enum(["completed", "not_planned", "duplicate", "reopened"]).nullish(),
  labels: z.array(LabelName).optional(),
});

/** Both forms of the body are documented. */
const LabelNames = z.union([
  z.object({ labels: z.array(LabelName).optional() }).transform(({ labels }) => labels ?? []),
  z.array(LabelName),
]);

export const issueRoutes: readonly Route[] = repositoryRoutes([
  [
    "GET",
    "/issues",
    needs.readIssues,
    (request) => page(request, listIssues(request), (issue) => renderIssue(request.site, issue)),
  ],
  [
    "POST",
    "/issues",
    needs.createIssue,
    ({ site, operation, body }) => {
      const input = body(NewIssue);
      // GitHub drops the labels of those who may not label, without a word.
      const labels = allows(operation.world, operation.caller, needs.triage) ? input.labels : undefined;
      const issue = createIssue(operation, { ...input, labels });
      return created(renderIssue(site, issue));
    },
  ],
  [
    "GET",
    "/issues/{issue_number}",
    needs.readIssues,
    ({ site, ...request }) => ok(renderIssue(site, issueIn(request))),
  ],
  [
    "PATCH",
    "/issues/{issue_number}",
    needs.createIssue,
    ({ site, operation, body, ...request }) => {
      const issue = issueIn({ operation, ...request });
      if (issue.userId !== operation.caller.user.id)
        requireAccess(operation.world, operation.caller, needs.triage);
      const { state_reason: stateReason, ...change } = body(IssueEdit);
      return ok(renderIssue(site, updateIssue(operation, issue, { ...change, stateReason })));
    },
  ],
  [
    "GET",
    "/issues/{issue_number}/labels",
    needs.readIssues,
    (request) =>
      page(request, labelsIn(request, issueIn(request)), (label) => renderLabel(request.site, label)),
  ],
  [
    "POST",
    "/issues/{issue_number}/labels",
    needs.triage,
    (request) =>
      labelled(request, addLabels(request.operation, issueIn(request).id, request.body(LabelNames))),
  ],
  [
    "PUT",
    "/issues/{issue_number}/labels",
    needs.triage,
    (request) =>
      labelled(request, setLabels(request.operation, issueIn(request).id, request.body(LabelNames))),
  ],
  [
    "DELETE",
    "/issues/{issue_number}/labels",
    needs.triage,
    (request) => {
      setLabels(request.operation, issueIn(request).id, []);
      return noContent;
    },
  ],
  [
    "DELETE",
    "/issues/{issue_number}/labels/{name}",
    needs.triage,
    (request) => labelled(request, removeLabel(request.operation, issueIn(request).id, request.path("name"))),
  ],
  [
    "GET",
    "/issues/{issue_number}/events",
    needs.readIssues,
    (request) => {
      const { world } = request.operation;
      const events = world.timeline.where("issueId", issueIn(request).id);
      return page(request, events, (event) => renderEvent(request.site, event));
    },
  ],
  [
    "GET",
    "/issues/{issue_number}/timeline",
    needs.readIssues,
    (request) => page(request, renderTimeline(request.site, issueIn(request)), (entry) => entry),
  ],
]);

export function issueIn({ operation, number }: Pick<RestRequest, "operation" | "number">): Issue {
  return findIssue(operation.world, number("issue_number"));
}

function labelsIn({ operation }: RestRequest, issue: Issue) {
  return labelsOf(operation.world, issue);
}

function labelled(request: RestRequest, issue: Issue) {
  return ok(labelsIn(request, issue).map((label) => renderLabel(request.site, label)));
}

/** Pull requests are issues here too, as on GitHub. */
function listIssues({ operation: { world }, query }: RestRequest): readonly Issue[] {
  const state = query.get("state") ?? "open";
  const wanted = (query.get("labels") ?? "").split(",").filter((name) => name !== "");
  const since = query.get("since");
  if (since !== null && Number.isNaN(Date.parse(since))) throw new ApiError(422, "Invalid value for `since`");
  const sort = query.get("sort") ?? "created";
  const key = (issue: Issue) => (sort === "updated" ? issue.updatedAt : issue.createdAt);
  const order = query.get("direction") === "asc" ? 1 : -1;
  return world.issues
    .all()
    .filter((issue) => state === "all" || issue.state === state)
    .filter((issue) => since === null || Date.parse(issue.updatedAt) >= Date.parse(since))
    .filter((issue) => {
      const names = labelsOf(world, issue).map((label) => label.name.toLowerCase());
      return wanted.every((name) => names.includes(name.toLowerCase()));
    })
    .toSorted((a, b) => order * (Date.parse(key(a)) - Date.parse(key(b)) || a.number - b.number));
}
