/** Webhook payloads: https://docs.github.com/webhooks/webhook-events-and-payloads */
import type { PushedCommit, WorldEvent } from "../event.ts";
import { userNamed } from "../find.ts";
import { zeroOid } from "../git.ts";
import { nodeId } from "../node-id.ts";
import { renderCheckRun } from "./check-run.ts";
import { renderComment, renderIssue, renderLabel } from "./issue.ts";
import { renderListedPull, renderPull, renderReview } from "./pull.ts";
import { renderRepository } from "./repository.ts";
import { apiUrl, ownerLogin, pageUrl, type Site } from "./site.ts";
import { renderKnownUser, renderUser } from "./user.ts";
import { renderWorkflow, renderWorkflowRun } from "./workflow-run.ts";

export interface Payload {
  readonly [field: string]: unknown;
}

/** The payload of an event, with the repository, installation and sender that every one carries. */
export function renderPayload(site: Site, event: WorldEvent): Payload {
  const [installation] = site.world.installations.all();
  return {
    ...body(site, event),
    repository: repositoryIn(site, event),
    ...(installation ? { installation: { id: installation.id, node_id: `MDI${installation.id}` } } : {}),
    sender: renderKnownUser(site, event.sender),
  };
}

function body(site: Site, event: WorldEvent): Payload {
  switch (event.name) {
    case "issues":
      return {
        action: event.action,
        issue: renderIssue(site, event.issue),
        ...(event.label ? { label: renderLabel(site, event.label) } : {}),
        ...(event.action === "edited" ? { changes: changesOf(event.changes) } : {}),
      };
    case "issue_comment":
      return {
        action: event.action,
        issue: renderIssue(site, event.issue),
        comment: renderComment(site, event.comment),
        ...(event.action === "edited" ? { changes: { body: { from: event.formerBody ?? "" } } } : {}),
      };
    case "label":
      return {
        action: event.action,
        label: renderLabel(site, event.label),
        ...(event.action === "edited" ? { changes: {} } : {}),
      };
    case "pull_request":
      return {
        action: event.action,
        number: event.pull.number,
        // GitHub has not worked out whether it merges when it tells of it.
        pull_request: renderPull(site, event.pull, null),
        ...(event.label ? { label: renderLabel(site, event.label) } : {}),
        ...(event.action === "edited" ? { changes: changesOf(event.changes) } : {}),
        ...(event.moved ?? {}),
      };
    case "pull_request_review": {
      const review = renderReview(site, event.pull, event.review);
      return {
        action: event.action,
        review: {
          ...review,
          state: review.state.toLowerCase(),
          body: review.body === "" ? null : review.body,
          submitted_at: event.review.submittedAt,
        },
        pull_request: renderListedPull(site, event.pull),
      };
    }
    case "check_run": {
      const run = renderCheckRun(site, event.checkRun);
      return { action: event.action, check_run: { ...run, check_suite: suiteOf(site, event) } };
    }
    case "push":
      return pushBody(site, event);
    case "create":
      return {
        ref: event.ref,
        ref_type: event.refType,
        master_branch: site.world.repository().defaultBranch,
        description: site.world.repository().description,
        pusher_type: "user",
      };
    case "delete":
      return { ref: event.ref, ref_type: event.refType, pusher_type: "user" };
    case "workflow_run":
      return {
        action: event.action,
        workflow_run: renderWorkflowRun(site, event.run),
        workflow: renderWorkflow(site, event.workflow),
      };
    case "workflow_dispatch":
      return { inputs: event.inputs, ref: event.ref, workflow: event.workflow.path };
    case "repository":
      return { action: event.action, ...repositoryChanges(event) };
    default:
      return event satisfies never;
  }
}

type Event<Name extends WorldEvent["name"]> = Extract<WorldEvent, { name: Name }>;

function changesOf(changes: Event<"pull_request">["changes"]) {
  return {
    ...(changes?.title === undefined ? {} : { title: { from: changes.title } }),
    ...(changes?.body === undefined ? {} : { body: { from: changes.body ?? "" } }),
    ...(changes?.base ? { base: { ref: { from: changes.base.ref }, sha: { from: changes.base.sha } } } : {}),
  };
}

function repositoryChanges({ action, former, repository }: Event<"repository">): Payload {
  if (action === "renamed") return { changes: { repository: { name: { from: former.name } } } };
  if (action !== "edited") return {};
  return {
    changes: {
      ...(former.description === repository.description ? {} : { description: { from: former.description } }),
      ...(former.defaultBranch === repository.defaultBranch
        ? {}
        : { default_branch: { from: former.defaultBranch } }),
    },
  };
}

/** A check suite shows no state of its own here: it is made of its runs. */
function suiteOf(site: Site, { checkRun }: Event<"check_run">) {
  const suite = site.world.checkSuites.get(checkRun.suiteId);
  const run = renderCheckRun(site, checkRun);
  return {
    id: checkRun.suiteId,
    node_id: nodeId("checkSuite", checkRun.suiteId),
    head_branch: suite?.headBranch ?? null,
    head_sha: checkRun.headSha,
    status: checkRun.status,
    conclusion: checkRun.conclusion,
    url: apiUrl(site, `/check-suites/${checkRun.suiteId}`),
    before: null,
    after: checkRun.headSha,
    pull_requests: run.pull_requests,
    app: run.app,
    created_at: suite?.createdAt ?? null,
    updated_at: suite?.createdAt ?? null,
  };
}

function pushBody(site: Site, event: Event<"push">): Payload {
  const commits = event.commits.map((commit) => renderPushedCommit(site, commit));
  const { sender } = event;
  return {
    ref: event.ref,
    before: event.before,
    after: event.after,
    base_ref: null,
    created: event.before === zeroOid,
    deleted: event.after === zeroOid,
    forced: event.forced,
    compare: pageUrl(site, `/compare/${event.before.slice(0, 12)}...${event.after.slice(0, 12)}`),
    commits,
    head_commit: commits.at(-1) ?? null,
    pusher: { name: sender.login, email: `${sender.id}+${sender.login}@users.noreply.github.com` },
  };
}

function renderPushedCommit(site: Site, commit: PushedCommit) {
  return {
    id: commit.sha,
    tree_id: commit.tree,
    distinct: true,
    message: commit.message,
    timestamp: commit.committer.date,
    url: pageUrl(site, `/commit/${commit.sha}`),
    author: renderPerson(site, commit.author),
    committer: renderPerson(site, commit.committer),
    added: commit.added,
    removed: commit.removed,
    modified: commit.modified,
  };
}

function renderPerson({ world }: Site, { name, email, date }: PushedCommit["author"]) {
  const [, login] = /^(?:[0-9]+\+)?([^@]+)@users\.noreply\.github\.com$/.exec(email) ?? [];
  const user = login === undefined ? undefined : userNamed(world, login);
  return { name, email, date, ...(user ? { username: user.login } : {}) };
}

/** A push carries times in seconds and its owner's name, which no other payload does. */
function repositoryIn(site: Site, event: WorldEvent) {
  const repository = renderRepository(site);
  if (event.name !== "push") return repository;
  const seconds = (time: string) => Math.floor(Date.parse(time) / 1000);
  return {
    ...repository,
    owner: { ...renderUser(site, site.world.repository().ownerId), name: ownerLogin(site), email: null },
    created_at: seconds(repository.created_at),
    pushed_at: seconds(repository.pushed_at),
    stargazers: 0,
    master_branch: repository.default_branch,
  };
}
