/** mira stops all work once while agents are at it, and lets it go on: what she typed before a restart she finds on GitHub. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Octokit } from "@octokit/rest";
import { frozenNoticeText } from "../text/demo.ts";

interface Seen {
  readonly number: number;
  readonly state: string;
  readonly labels: readonly string[];
}

export interface StandstillOptions {
  readonly octokit: Octokit;
  readonly at: { readonly owner: string; readonly repo: string };
  /** How long everything stands still. Milliseconds. */
  readonly lasts: number;
  readonly say: (deed: string) => void;
  readonly read: (text: string) => void;
}

const FREEZE = "/freeze for 1h a word with the release team";
const THAW = "/thaw";
/** So many agents are at work when she types it: what they finish meanwhile is kept. */
const AT_WORK = 2;

/** Told of the issues each time she looks. */
export function createStandstill({ octokit, at, lasts, say, read }: StandstillOptions) {
  /** Where she typed it. */
  let typedOn: number | null = null;
  let looked = false;
  let thawed = false;

  return async (issues: readonly Seen[]): Promise<void> => {
    if (thawed) return;
    if (!looked) typedOn = await find(issues);
    looked = true;
    if (typedOn === null) {
      const inState = (state: string) => issues.filter(({ labels }) => labels.includes(`status:${state}`));
      const [first] = inState("working");
      // Not between a merge of hers and Signalbox's note of it: what she reads afterwards would be of the time after the merge.
      if (!first || inState("working").length < AT_WORK || inState("ready").length > 0) return;
      if (inState("review").length === 0) return;
      typedOn = first.number;
      await type(typedOn, FREEZE);
    }
    const replies = await commentsOn(typedOn);
    thawed = replies.includes(THAW);
    const reply = replies.find((body) => body.startsWith("❄️"));
    if (thawed || reply === undefined) return;
    read(frozenNoticeText(typedOn, reply));
    await sleep(lasts);
    thawed = true;
    await type(typedOn, THAW);
  };

  async function find(issues: readonly Seen[]): Promise<number | null> {
    for (const { number } of issues) if ((await commentsOn(number)).includes(FREEZE)) return number;
    return null;
  }

  async function commentsOn(issue_number: number): Promise<readonly string[]> {
    const { data } = await octokit.rest.issues.listComments({ ...at, issue_number, per_page: 100 });
    return data.map(({ body = "" }) => body);
  }

  async function type(issue_number: number, body: string): Promise<void> {
    say(`types on #${issue_number}: ${body}`);
    await octokit.rest.issues.createComment({ ...at, issue_number, body });
  }
}
