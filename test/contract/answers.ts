/** GitHub's answers to the observe query, with the facts that a test is not about filled in. */
import { formatJson } from "../../src/ledger/ledger.ts";
import type { Task } from "../../src/ledger/task.ts";

export const MAIN = "c".repeat(40);
export const TIP = "e".repeat(40);
export const HEAD = "a".repeat(40);

type Facts = Readonly<Record<string, unknown>>;

export const mira = { __typename: "User", login: "mira", databaseId: 101 };
const viewer = { login: "signalbox[bot]", databaseId: 1 };
const lastPage = { hasPreviousPage: false, startCursor: null };

export interface Standing {
  /** Text of `.github/signalbox.yml`. */
  readonly config: string;
  readonly tasks?: readonly Task[];
  /** Until when issues were read. */
  readonly since?: string;
  /** Files of `tasks/` as GitHub shows them, beside those of `tasks`. */
  readonly entries?: readonly Facts[];
}

/** What stands in the repository; without tasks and `since` there is no ledger yet. */
export function standing({ config, tasks = [], since, entries = [] }: Standing): Facts {
  const files = [
    ...tasks.map((task) => ({ name: `${task.number}.json`, object: blob(formatJson(task)) })),
    ...entries,
  ];
  const desk = { v: 1, since: since ?? null, config: null, outbox: [] };
  const ledger = {
    target: {
      oid: TIP,
      desk: { object: blob(formatJson(desk)) },
      lastConfig: { object: blob(config) },
      tasks: { object: { entries: files } },
    },
  };
  return {
    id: "R_1",
    defaultBranchRef: {
      name: "main",
      target: { oid: MAIN, config: { mode: 0o100644, object: blob(config) }, workflow: { type: "blob" } },
    },
    ledger: since === undefined && files.length === 0 ? null : ledger,
    statusLabels: { nodes: [{ id: "LA_1", name: "status:queued" }] },
    agentLabels: { nodes: [] },
    blockerLabels: { nodes: [] },
    priorityLabels: { nodes: [] },
    waitedForLabels: { nodes: [] },
    hold: null,
  };
}

export function blob(text: string | null, over: Facts = {}): Facts {
  return { oid: "b".repeat(40), text, isTruncated: false, isBinary: text === null, ...over };
}

/** An answer about the repository. */
export function about(
  facts: Facts,
  errors: readonly unknown[] = [],
): { data: unknown; errors?: readonly unknown[] } {
  return { data: { viewer, repository: { id: "R_1", ...facts } }, ...(errors.length > 0 ? { errors } : {}) };
}

/** One page of recently changed issues; `next` is the cursor of the page that follows. */
export function recent(issues: readonly Facts[], next: string | null = null): Facts {
  return { recent: { pageInfo: { hasNextPage: next !== null, endCursor: next }, nodes: issues } };
}

export function issue(number: number, over: Facts = {}): Facts {
  return {
    id: `I_${number}`,
    number,
    title: `Issue ${number}`,
    body: "",
    state: "OPEN",
    stateReason: null,
    locked: false,
    updatedAt: "2026-11-21T12:00:00Z",
    author: mira,
    labels: { nodes: [] },
    comments: { pageInfo: lastPage, nodes: [] },
    timelineItems: { nodes: [] },
    ...over,
  };
}

export function comment(databaseId: number, over: Facts = {}): Facts {
  return {
    id: `IC_${databaseId}`,
    databaseId,
    body: `Comment ${databaseId}`,
    createdAt: "2026-11-21T12:00:00Z",
    lastEditedAt: null,
    isMinimized: false,
    author: mira,
    reactionGroups: [],
    ...over,
  };
}

/** A page of comments or reviews; `before` is the cursor of the page before it. */
export function page(nodes: readonly Facts[], before: string | null = null): Facts {
  return { pageInfo: { hasPreviousPage: before !== null, startCursor: before }, nodes };
}

export function pull(number: number, over: Facts = {}): Facts {
  return {
    id: `PR_${number}`,
    number,
    state: "OPEN",
    isDraft: false,
    title: "Bake the bread",
    body: "Closes #12",
    author: { __typename: "Bot", login: "signalbox", databaseId: 1 },
    headRefName: "agent/ethereum/12-issue-12",
    headRefOid: HEAD,
    isCrossRepository: false,
    baseRefName: "main",
    baseRefOid: MAIN,
    mergedBy: null,
    mergeCommit: null,
    reviews: page([]),
    comments: page([]),
    headRef: headRef([]),
    ...over,
  };
}

export function headRef(checks: readonly Facts[], next: string | null = null, oid = HEAD): Facts {
  return { target: { oid, statusCheckRollup: rollup(checks, next), associatedPullRequests: offers([]) } };
}

/** The pull requests that a commit is in. */
export function offers(nodes: readonly Facts[], more = false): Facts {
  return { pageInfo: { hasNextPage: more }, nodes };
}

export function offer(number: number, over: Facts = {}): Facts {
  return {
    number,
    state: "OPEN",
    headRefOid: HEAD,
    headRefName: "topic",
    baseRefName: "release",
    isCrossRepository: false,
    ...over,
  };
}

export function rollup(checks: readonly Facts[], next: string | null = null): Facts {
  return { contexts: { pageInfo: { hasNextPage: next !== null, endCursor: next }, nodes: checks } };
}

export function check(name: string, over: Facts = {}): Facts {
  return {
    __typename: "CheckRun",
    id: `CR_${name}`,
    name,
    status: "COMPLETED",
    conclusion: "SUCCESS",
    title: null,
    summary: null,
    externalId: null,
    startedAt: "2026-11-21T12:00:00Z",
    checkSuite: { app: { slug: "github-actions" } },
    ...over,
  };
}

export function review(login: string, state: string, over: Facts = {}): Facts {
  return {
    state,
    submittedAt: "2026-11-21T12:00:00Z",
    authorCanPushToRepository: true,
    commit: { oid: HEAD },
    author: { __typename: "User", login, databaseId: 102 },
    ...over,
  };
}
