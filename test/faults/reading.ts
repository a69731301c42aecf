/** A world read back from outside: through GitHub's REST API and plain Git, never from Signalbox's own memory. */
import type { Octokit } from "@octokit/rest";
import { Task } from "../../src/ledger/task.ts";
import { owner, repo, type Scene } from "../support/scene.ts";

const LEDGER = "signalbox/ledger";
const at = { owner, repo, per_page: 100 } as const;

export interface Reading {
  readonly issues: readonly IssueSeen[];
  readonly pulls: readonly PullSeen[];
  /** Agent branches: their trees by name. */
  readonly branches: ReadonlyMap<string, string>;
  readonly mainTree: string;
  /** Of the agent workflow. */
  readonly runs: readonly { readonly id: number; readonly title: string; readonly active: boolean }[];
  /** The ledger at each of its commits, oldest first. */
  readonly history: readonly LedgerSeen[];
  readonly archive: readonly Task[];
  /** The paths that each commit outside of the ledger adds, changes or removes, but for the first. */
  readonly touched: readonly {
    readonly commit: string;
    readonly agent: string;
    readonly task: number;
    readonly paths: readonly string[];
  }[];
}

export interface IssueSeen {
  readonly number: number;
  readonly title: string;
  readonly state: string;
  readonly labels: readonly string[];
  /** The markers of Signalbox's comments, oldest first. */
  readonly markers: readonly string[];
  readonly card: string;
  /** What Signalbox did to labels, in order: `+status:review`, `-status:working`. */
  readonly labelled: readonly string[];
}

export interface PullSeen {
  readonly number: number;
  readonly branch: string;
  readonly state: "open" | "closed" | "merged";
  readonly head: string;
  /** The newest check run of Signalbox by name. */
  readonly checks: ReadonlyMap<string, string>;
}

export interface LedgerSeen {
  readonly commit: string;
  readonly tasks: readonly Task[];
}

export async function readWorld(scene: Scene): Promise<Reading> {
  const { octokit } = scene.as(owner);
  const { git } = scene;
  const { data: all } = await octokit.rest.issues.listForRepo({ ...at, state: "all" });
  const issues = await Promise.all(
    all.filter(({ pull_request }) => !pull_request).map((issue) => readIssue(octokit, issue)),
  );
  const { data: pulls } = await octokit.rest.pulls.list({ ...at, state: "all" });
  const { data: runs } = await octokit.rest.actions.listWorkflowRunsForRepo(at);
  const refs = await git("for-each-ref", "--format=%(refname:short) %(tree)", "refs/heads/agent");
  return {
    issues: issues.toSorted((a, b) => a.number - b.number),
    pulls: (await Promise.all(pulls.map((pull) => readPull(octokit, pull)))).toSorted(
      (a, b) => a.number - b.number,
    ),
    branches: new Map(lines(refs).map((line) => [line.split(" ")[0] ?? "", line.split(" ")[1] ?? ""])),
    mainTree: await git("rev-parse", "main^{tree}"),
    runs: runs.workflow_runs.map(({ id, display_title, status }) => ({
      id,
      title: display_title,
      active: status !== "completed",
    })),
    history: await readHistory(git),
    archive: await readFiles(git, LEDGER, "archive"),
    touched: await readTouched(git),
  };
}

async function readIssue(
  octokit: Octokit,
  issue: {
    number: number;
    title: string;
    state: string;
    labels: readonly (string | { name?: string | null })[];
  },
): Promise<IssueSeen> {
  const { data: comments } = await octokit.rest.issues.listComments({ ...at, issue_number: issue.number });
  const said = comments.flatMap(({ user, body }) => (user?.login === "signalbox[bot]" ? [body ?? ""] : []));
  const { data: events } = await octokit.rest.issues.listEventsForTimeline({
    ...at,
    issue_number: issue.number,
  });
  return {
    number: issue.number,
    title: issue.title,
    state: issue.state,
    labels: issue.labels.map((label) => (typeof label === "string" ? label : (label.name ?? ""))).toSorted(),
    markers: said.map((body) => /<!-- (signalbox:[^>]*) -->\s*$/.exec(body)?.[1] ?? "no marker"),
    card: said.find((body) => body.includes("<!-- signalbox:card")) ?? "",
    labelled: events.flatMap((event) => {
      if (!("label" in event) || !("actor" in event) || event.actor?.login !== "signalbox[bot]") return [];
      const name =
        typeof event.label === "object" && event.label !== null && "name" in event.label
          ? event.label.name
          : "";
      return [`${event.event === "labeled" ? "+" : "-"}${name}`];
    }),
  };
}

async function readPull(
  octokit: Octokit,
  pull: { number: number; state: string; merged_at: string | null; head: { ref: string; sha: string } },
): Promise<PullSeen> {
  const { data } = await octokit.rest.checks.listForRef({ ...at, ref: pull.head.sha });
  const ours = data.check_runs.filter(({ app }) => app?.slug === "signalbox").toSorted((a, b) => a.id - b.id);
  return {
    number: pull.number,
    branch: pull.head.ref,
    state: pull.merged_at !== null ? "merged" : pull.state === "open" ? "open" : "closed",
    head: pull.head.sha,
    checks: new Map(ours.map(({ name, conclusion, status }) => [name, conclusion ?? status])),
  };
}

type Git = Scene["git"];

async function readHistory(git: Git): Promise<readonly LedgerSeen[]> {
  if ((await git("for-each-ref", `refs/heads/${LEDGER}`)) === "") return [];
  const commits = lines(await git("rev-list", "--reverse", LEDGER));
  const seen: LedgerSeen[] = [];
  for (const commit of commits) seen.push({ commit, tasks: await readFiles(git, commit, "tasks") });
  return seen;
}

/** All files of a folder in one call of Git: a patch against nothing shows each in full. */
async function readFiles(git: Git, commit: string, folder: string): Promise<readonly Task[]> {
  const listed = lines(await git("ls-tree", "-r", "--format=%(objectname)", commit, "--", folder));
  return Promise.all(listed.map(async (blob) => Task.parse(JSON.parse(await git("cat-file", "blob", blob)))));
}

async function readTouched(git: Git): Promise<Reading["touched"]> {
  const format =
    "--format=%x00%H %(trailers:key=Signalbox-Agent,valueonly,separator=%x2C) %(trailers:key=Signalbox-Task,valueonly,separator=%x2C)";
  const log = await git(
    "log",
    "--no-renames",
    "--name-only",
    format,
    "main",
    "--branches=agent/*",
    "--not",
    ...(await roots(git)),
  );
  return log.split("\0").flatMap((entry) => {
    const [head = "", ...paths] = lines(entry);
    const [commit = "", agent = "", task = ""] = head.split(" ");
    return commit === "" ? [] : [{ commit, agent, task: Number(task), paths }];
  });
}

async function roots(git: Git): Promise<string[]> {
  return lines(await git("rev-list", "--max-parents=0", "main"));
}

function lines(text: string): string[] {
  return text.split("\n").filter((line) => line !== "");
}
