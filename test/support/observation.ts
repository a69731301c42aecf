/** Builders of what one look at a repository tells, so that a test says only what it is about. */
import { parseConfig } from "../../src/config/parse.ts";
import type { Config } from "../../src/config/schema.ts";
import type { Actor } from "../../src/domain/actor.ts";
import { forecastKey } from "../../src/domain/forecast.ts";
import type { Comment, Issue, LabelEvent } from "../../src/domain/issue.ts";
import type { Observation } from "../../src/domain/observation.ts";
import type { Check, Pull, Review } from "../../src/domain/pull.ts";
import { acceptTask } from "../../src/ledger/accept.ts";
import type { Task } from "../../src/ledger/task.ts";

export const noon = new Date("2026-03-01T12:00:00.000Z");

/** `seconds` after noon. */
export function at(seconds: number): Date {
  return new Date(noon.getTime() + seconds * 1_000);
}

/** Signalbox itself, as GitHub shows an App. */
export const self: Actor = { login: "signalbox[bot]", id: 1, bot: true };

export const mira: Actor = { login: "mira", id: 101, bot: false };
export const noor: Actor = { login: "noor", id: 102, bot: false };

/** The same forty hexadecimal digits for the same number. */
export function sha(number: number): string {
  return number.toString(16).padStart(40, "0");
}

/** Another text is another blob. */
export function blobOf(text: string): string {
  return sha(0xb10b_0000 + text.length);
}

export const twoAgents = `
agents:
  ethereum: { name: Ethereum specialist, allow: ["servers/eth/**", "shared/**"], runner: scripted }
  docs: { allow: ["docs/**", "shared/**"], runner: scripted }
`;

export function configOf(text: string): Config {
  const parsed = parseConfig(text);
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join("; "));
  return parsed.config;
}

export function issueOf(number: number, over: Partial<Issue> = {}): Issue {
  return {
    id: `I_${number}`,
    number,
    title: `Issue ${number}`,
    body: "",
    author: mira,
    state: "open",
    locked: false,
    labels: [],
    pinned: false,
    updatedAt: noon,
    comments: [],
    labelEvents: [],
    ...over,
  };
}

export function commentOf(databaseId: number, body: string, over: Partial<Comment> = {}): Comment {
  return {
    id: `C_${databaseId}`,
    databaseId,
    author: mira,
    body,
    createdAt: noon,
    edited: false,
    hidden: false,
    acknowledged: false,
    ...over,
  };
}

/** An issue that `by` gave `label` at noon. */
export function labelled(number: number, label: string, by: Actor | null, over: Partial<Issue> = {}): Issue {
  return issueOf(number, { labels: [label], labelEvents: [labelSet(label, by)], ...over });
}

export function labelSet(label: string, by: Actor | null, when: Date = noon): LabelEvent {
  return { label, added: true, by, at: when };
}

export function labelTaken(label: string, by: Actor | null, when: Date): LabelEvent {
  return { label, added: false, by, at: when };
}

export function checkOf(name: string, over: Partial<Check> = {}): Check {
  return {
    id: `CR_${name}`,
    name,
    app: "github-actions",
    status: "completed",
    conclusion: "success",
    title: null,
    summary: null,
    externalId: null,
    startedAt: noon,
    ...over,
  };
}

export function reviewOf(author: Actor | null, state: Review["state"], over: Partial<Review> = {}): Review {
  return { author, state, commit: sha(50), submittedAt: noon, canPush: true, ...over };
}

/** An open pull request of Signalbox's, head `sha(50)`, that changes nothing yet. */
export function pullOf(number: number, branch: string, over: Partial<Pull> = {}): Pull {
  return {
    id: `PR_${number}`,
    number,
    state: "open",
    draft: false,
    title: `Pull ${number}`,
    body: "",
    author: self,
    branch,
    fromFork: false,
    head: sha(50),
    base: "main",
    baseSha: sha(1),
    mergedBy: null,
    mergeCommit: null,
    checks: [],
    siblings: [],
    reviews: [],
    comments: [],
    change: { files: [], textRead: true, collisions: [], revisited: [], canonical: [] },
    commits: [],
    metrics: "unread",
    containsPublished: null,
    ...over,
  };
}

/** A task that was accepted at noon. */
export function taskOf(number: number, over: Partial<Task> = {}): Task {
  const fresh = { number, title: `Issue ${number}`, agent: "ethereum", scope: [], dependsOn: [], comment: 0 };
  return { ...acceptTask(fresh, noon), ...over };
}

/** Every merge was tried, and none collides. */
function allClean(pulls: readonly Pull[], tip: string): Observation["forecasts"] {
  const commits = [tip, ...pulls.map(({ head }) => head)];
  return new Map(
    commits.flatMap((one) => commits.map((other) => [forecastKey(one, other), { kind: "clean" }] as const)),
  );
}

export interface Seen extends Partial<Omit<Observation, "issues" | "ledger" | "config">> {
  readonly config?: string | null;
  readonly issues?: readonly Issue[];
  readonly tasks?: readonly Task[];
  /** Further files of the ledger branch. */
  readonly files?: Readonly<Record<string, string>>;
}

/** `config` is by default the one of two agents, mira may write, and no label exists yet. */
export function observationOf(seen: Seen = {}): Observation {
  const { config = twoAgents, issues = [], tasks = [], files = {}, ...rest } = seen;
  const written = [
    ...tasks.map((task) => [`tasks/${task.number}.json`, JSON.stringify(task)] as const),
    ...Object.entries(files),
  ];
  return {
    repository: {
      id: "R_1",
      owner: "mira",
      name: "shop",
      defaultBranch: "main",
      head: sha(1),
      runsAgents: true,
    },
    self,
    config: config === null ? null : { oid: blobOf(config), text: config },
    configReported: null,
    ledger: written.length === 0 ? null : { head: sha(800), files: new Map(written) },
    issues: new Map(issues.map((issue) => [issue.number, issue])),
    pulls: [],
    groups: [],
    forecasts: allClean(rest.pulls ?? [], rest.repository?.head ?? sha(1)),
    branches: new Map(),
    runs: new Map(),
    dispatched: null,
    reports: new Map(),
    load: null,
    permissions: new Map([
      ["mira", "admin"],
      ["noor", "write"],
    ]),
    alone: false,
    readLag: 600,
    labels: new Map(),
    ...rest,
  };
}
