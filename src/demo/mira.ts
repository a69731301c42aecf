/**
 * mira, the person of the demo. She is scripted too, but she sees and does only what a person can: she reads labels, checks and
 * comments over the REST API, files and labels issues, answers, approves and merges. Whatever she did before a restart, she
 * finds on GitHub and does not do again.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { Octokit } from "@octokit/rest";
import { z } from "zod";
import { issueBody } from "../runs/script.ts";
import { deferralText, noticeText, readinessText } from "../text/demo.ts";
import type { Casting } from "./casting.ts";
import { type ReadinessLine, readReadiness, waitsForAnother, waitsForApproval } from "./readiness-list.ts";
import { createStandstill } from "./standstill.ts";

/** How long she keeps everything frozen. In a script's seconds. */
const STANDSTILL = 8;

export interface MiraOptions {
  readonly baseUrl: string;
  readonly token: string;
  readonly owner: string;
  readonly repo: string;
  readonly casting: Casting;
  /** Resolves when GitHub notifies her of something, false when it did not for that many milliseconds. */
  readonly notified: (patience: number) => Promise<boolean>;
  /** Told what she does, as it is done. */
  readonly say: (deed: string) => void;
  /** Told what she reads before she acts on it. */
  readonly read: (text: string) => void;
}

export interface Mira {
  /** Plays her part until every issue is closed; throws when nothing happens for `patience` milliseconds. */
  play(patience: number): Promise<void>;
  /** Merges that GitHub refused because of a conflict. */
  readonly conflicts: () => number;
}

export function createMira({ baseUrl, token, owner, repo, casting, notified, say, read }: MiraOptions): Mira {
  const octokit = new Octokit({ baseUrl, auth: token });
  const at = { owner, repo };
  const standstill = createStandstill({ octokit, at, lasts: casting.second * STANDSTILL, say, read });
  let conflicts = 0;
  /** What she has said of pull requests that wait for another's. */
  const deferred = new Set<string>();
  return { play, conflicts: () => conflicts };

  async function play(patience: number): Promise<void> {
    await fileIssues();
    for (;;) {
      const issues = await tasks();
      if (issues.length === casting.tasks.length && issues.every(({ state }) => state === "closed")) return;
      await standstill(issues);
      for (const issue of issues) if (issue.labels.includes("status:blocked")) await answer(issue);
      const pulls = await openPulls();
      for (const issue of issues) if (issue.labels.includes("status:ready")) await merge(issue.number, pulls);
      for (const pull of pulls) await look(pull);
      if (await notified(patience)) continue;
      const lists = await Promise.all(
        pulls.map(async (pull) => openLines(pull.number, await readinessOf(pull))),
      );
      throw new Error(`nothing happened for ${patience / 1_000} s: ${stuck(issues)}${lists.join("")}`);
    }
  }

  async function tasks() {
    const titles = new Set(casting.tasks.map(({ title }) => title));
    const { data } = await octokit.rest.issues.listForRepo({ ...at, state: "all", per_page: 100 });
    return Issues.parse(data)
      .filter(({ title, pull_request }) => titles.has(title) && !pull_request)
      .map(({ number, title, state, labels }) => ({
        number,
        title,
        state,
        labels: labels.map(({ name }) => name),
      }));
  }

  /** Files the issues that are not there yet and labels those that no agent has. */
  async function fileIssues(): Promise<void> {
    const numbers = new Map<string, number>();
    for (const task of casting.tasks) {
      const known = (await tasks()).find(({ title }) => title === task.title);
      const number =
        known?.number ??
        (await octokit.rest.issues.create({ ...at, title: task.title, body: issueBody(task, numbers) })).data
          .number;
      numbers.set(task.key, number);
      if (known?.state === "closed" || known?.labels.includes(`agent:${task.agent}`)) continue;
      await octokit.rest.issues.addLabels({ ...at, issue_number: number, labels: [`agent:${task.agent}`] });
      say(`labels #${number} agent:${task.agent} (${task.title})`);
      await sleep(casting.thinking / 4);
    }
  }

  async function answer({
    number,
    title,
  }: {
    readonly number: number;
    readonly title: string;
  }): Promise<void> {
    const word = casting.answers.get(title);
    if (word === undefined) throw new Error(`nobody told mira what to answer on "${title}"`);
    const typed = `/unblock q1: ${word}`;
    const { data: comments } = await octokit.rest.issues.listComments({
      ...at,
      issue_number: number,
      per_page: 100,
    });
    if (comments.some(({ body }) => body === typed)) return;
    const notice = comments.flatMap(({ body = "" }) => readNotice(body));
    // The label comes first: the words are on their way.
    if (notice.length === 0) return;
    for (const text of notice) read(noticeText(number, text));
    await sleep(casting.thinking);
    say(`types on #${number}: ${typed}`);
    await octokit.rest.issues.createComment({ ...at, issue_number: number, body: typed });
  }

  async function openPulls(): Promise<readonly OpenPull[]> {
    const { data } = await octokit.rest.pulls.list({ ...at, state: "open", per_page: 100 });
    return data.map(({ number, head }) => ({ number, branch: head.ref, head: head.sha }));
  }

  /** What the pull request's check says of its readiness; empty as long as it says nothing. */
  async function readinessOf({ head }: OpenPull): Promise<readonly ReadinessLine[]> {
    const { data } = await octokit.rest.checks.listForRef({
      ...at,
      ref: head,
      check_name: "signalbox/ready",
    });
    return readReadiness(data.check_runs[0]?.output.summary ?? "");
  }

  /** Approves a pull request that waits for approvals and nothing else; one that waits for another's she leaves. */
  async function look(pull: OpenPull): Promise<void> {
    const list = await readinessOf(pull);
    for (const { name, detail } of list.filter(waitsForAnother)) {
      const text = deferralText(pull.number, name, detail);
      if (!deferred.has(text)) say(text);
      deferred.add(text);
    }
    if (!waitsForApproval(list)) return;
    const { data: reviews } = await octokit.rest.pulls.listReviews({ ...at, pull_number: pull.number });
    if (reviews.some(({ commit_id, state }) => commit_id === pull.head && state === "APPROVED")) return;
    await sleep(casting.thinking);
    say(`approves #${pull.number}`);
    await octokit.rest.pulls.createReview({
      ...at,
      pull_number: pull.number,
      commit_id: pull.head,
      event: "APPROVE",
    });
  }

  /** Merges a pull request once every line of its readiness list is met. */
  async function merge(issue: number, pulls: readonly OpenPull[]): Promise<void> {
    const pull = pulls.find(({ branch }) => new RegExp(`^agent/[^/]+/${issue}-`).test(branch));
    if (!pull) return;
    const list = await readinessOf(pull);
    if (list.length === 0 || list.some(({ status }) => status !== "met")) return;
    await sleep(casting.thinking / 2);
    try {
      await octokit.rest.pulls.merge({
        ...at,
        pull_number: pull.number,
        sha: pull.head,
        merge_method: "squash",
      });
      read(readinessText(pull.number, list));
      say(`merges #${pull.number} for #${issue}`);
    } catch (error) {
      // 405: there is a conflict; 409: the head moved while she thought. Either way she looks again.
      const refused = z
        .object({ status: z.union([z.literal(405), z.literal(409)]) })
        .parse(error, { error: () => String(error) });
      if (refused.status === 405) conflicts += 1;
    }
  }
}

interface OpenPull {
  readonly number: number;
  readonly branch: string;
  /** The commit that is judged, approved and merged. */
  readonly head: string;
}

function openLines(pull: number, list: readonly ReadinessLine[]): string {
  const open = list.filter(({ status }) => status !== "met").map(({ name, detail }) => `${name}: ${detail}`);
  return open.length === 0 ? "" : `; pull request #${pull} waits for ${open.join(", ")}`;
}

/** The lines of a comment that tell of blockers. */
function readNotice(body: string): readonly string[] {
  return body.split("\n").filter((line) => / b\d+, #\d+ → /.test(line));
}

const Issues = z.array(
  z.object({
    number: z.int(),
    title: z.string(),
    state: z.enum(["open", "closed"]),
    labels: z.array(z.object({ name: z.string() })),
    pull_request: z.object({}).optional(),
  }),
);

function stuck(
  issues: readonly { readonly number: number; readonly state: string; readonly labels: readonly string[] }[],
): string {
  return issues
    .filter(({ state }) => state === "open")
    .map(({ number, labels }) => `#${number} (${labels.join(", ")})`)
    .join("; ");
}
