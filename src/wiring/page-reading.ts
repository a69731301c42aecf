/** What the local page shows: the last pass's decision, and GitHub itself, read in the name of whoever looks. */
import type { Octokit } from "@octokit/rest";
import { parseBranchName } from "../domain/branch-name.ts";
import { parseMarker } from "../domain/marker.ts";
import { isMissing } from "../github/failure.ts";
import type { Task } from "../ledger/task.ts";
import { boardModel } from "../reconcile/board.ts";
import { indexPulls } from "../reconcile/draft.ts";
import type { Pass } from "../reconcile/reconcile.ts";
import { type BoardModel, emptyBoard, whyText } from "../text/board.ts";
import { firstLookText } from "../text/page.ts";
import type { PageBoard, RunModel } from "../web/views/board.ts";
import type { CommentModel, IssueModel } from "../web/views/issue.ts";
import type { IssueRow } from "../web/views/issues.ts";
import type { PullModel } from "../web/views/pull.ts";
import type { Judgements } from "./page-judgements.ts";

export interface ReadingParts {
  readonly at: { readonly owner: string; readonly repo: string };
  readonly lastPass: () => Pass | null;
  readonly judgements: Judgements;
  readonly runs: () => readonly RunModel[];
  readonly now: () => Date;
}

export function readBoard({ at, lastPass, runs, now }: ReadingParts): PageBoard {
  const pass = lastPass();
  const board = pass ? boardOf(pass) : { ...emptyBoard, problems: [firstLookText()] };
  return { repository: `${at.owner}/${at.repo}`, board, runs: runs(), now: now() };
}

function boardOf({ snapshot, decision }: Pass): BoardModel {
  return boardModel({
    snapshot,
    said: decision.ledger.desk,
    tasks: decision.ledger.tasks,
    pulls: indexPulls(snapshot.observation.pulls),
    whyOf: (number) => {
      const wait = decision.waits.get(number);
      return wait ? { kind: "waits", wait } : null;
    },
  });
}

export async function readIssues(
  octokit: Octokit,
  { at, lastPass }: ReadingParts,
): Promise<readonly IssueRow[]> {
  const pass = lastPass();
  const tasks = new Map((pass ? boardOf(pass).tasks : []).map((task) => [task.number, task]));
  const all = await octokit.paginate(octokit.rest.issues.listForRepo, { ...at, state: "all", per_page: 100 });
  return all
    .filter(({ pull_request }) => !pull_request)
    .map((issue) => ({
      number: issue.number,
      title: issue.title,
      open: issue.state === "open",
      author: issue.user?.login ?? "ghost",
      opened: new Date(issue.created_at),
      comments: issue.comments,
      labels: labelNames(issue.labels),
      task: tasks.get(issue.number) ?? null,
    }));
}

type Labels = readonly (string | { readonly name?: string })[];

function labelNames(labels: Labels): readonly string[] {
  return labels.flatMap((label) => (typeof label === "string" ? label : (label.name ?? [])));
}

export async function readIssue(
  octokit: Octokit,
  parts: ReadingParts,
  number: number,
): Promise<IssueModel | null> {
  const { at, lastPass, runs } = parts;
  const issue = await orNull(octokit.rest.issues.get({ ...at, issue_number: number }));
  if (!issue || issue.pull_request) return null;
  const comments = await octokit.paginate(octokit.rest.issues.listComments, {
    ...at,
    issue_number: number,
    per_page: 100,
  });
  const pass = lastPass();
  const self = pass?.snapshot.observation.self.login;
  const isCard = ({ user, body }: (typeof comments)[number]) => {
    const marker = user?.login === self ? parseMarker(body ?? "") : null;
    return marker?.kind === "card" && marker.task === number;
  };
  const task = pass ? boardOf(pass).tasks.find((each) => each.number === number) : undefined;
  return {
    number,
    title: issue.title,
    body: issue.body ?? "",
    open: issue.state === "open",
    author: issue.user?.login ?? "ghost",
    opened: new Date(issue.created_at),
    labels: labelNames(issue.labels),
    card: comments.find(isCard)?.body ?? null,
    comments: comments
      .filter((comment) => !isCard(comment))
      .map(
        ({ id, user, created_at, body, reactions }): CommentModel => ({
          id,
          author: user?.login ?? "ghost",
          at: new Date(created_at),
          body: body ?? "",
          answer: reactions?.["+1"] ? "done" : reactions?.["-1"] ? "refused" : null,
        }),
      ),
    task: task
      ? {
          state: task.state,
          agent: task.agent.name,
          wait: whyText(task.why, pass?.snapshot.config.config?.commands.prefix),
          running: runs().some((run) => run.task === number),
        }
      : null,
    pull: task?.pull ?? (await pullOfTask(octokit, parts, number)),
  };
}

/** Of a task that has left the board: the newest pull request of one of its branches. */
async function pullOfTask(
  octokit: Octokit,
  { at }: ReadingParts,
  task: Task["number"],
): Promise<number | null> {
  const pulls = await octokit.paginate(octokit.rest.pulls.list, { ...at, state: "all", per_page: 100 });
  return pulls.find(({ head }) => parseBranchName(head.ref)?.issue === task)?.number ?? null;
}

export async function readPull(
  octokit: Octokit,
  { at, judgements }: ReadingParts,
  number: number,
): Promise<PullModel | null> {
  const { paginate, rest } = octokit;
  const pull = await orNull(rest.pulls.get({ ...at, pull_number: number }));
  if (!pull) return null;
  const many = { ...at, pull_number: number, per_page: 100 };
  const files = await paginate(rest.pulls.listFiles, many);
  const reviews = await paginate(rest.pulls.listReviews, many);
  const checks = await paginate(rest.checks.listForRef, { ...at, ref: pull.head.sha, per_page: 100 });
  const judged = judgements.of(number, pull.head.sha);
  return {
    number,
    title: pull.title,
    body: pull.body ?? "",
    state: pull.merged ? "merged" : pull.state === "open" ? "open" : "closed",
    author: pull.user.login,
    branch: pull.head.ref,
    base: pull.base.ref,
    head: pull.head.sha,
    task: parseBranchName(pull.head.ref)?.issue ?? null,
    checks: checks.map(({ name, app, status, conclusion, output }) => ({
      name,
      app: app?.slug ?? "unknown",
      result: conclusion ?? status,
      title: output.title,
      summary: output.summary,
    })),
    conditions: judged?.conditions ?? null,
    refusals: [...(judged?.verdicts.values() ?? [])]
      .filter(({ status }) => status === "fail")
      .flatMap(({ reasons }) => reasons),
    approvedBy: reviews.flatMap(({ state, commit_id, user }) =>
      state === "APPROVED" && commit_id === pull.head.sha && user ? [user.login] : [],
    ),
    files: files.map((file) => ({
      path: file.filename,
      status: file.status,
      formerPath: file.previous_filename ?? null,
      additions: file.additions,
      deletions: file.deletions,
      patch: file.patch ?? null,
    })),
    allFiles: files.length >= pull.changed_files,
  };
}

/** Null for what GitHub says does not exist. */
async function orNull<T>(answer: Promise<{ readonly data: T }>): Promise<T | null> {
  try {
    return (await answer).data;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}
