/**
 * A GitHub on paper: people, runs and Signalbox act on it, without Git, HTTP or a clock. Each pass is decided from what it
 * shows and folded back into it, so that a test can follow a task through its whole life in microseconds.
 */
import { parseConfig } from "../../src/config/parse.ts";
import type { Actor, Permission } from "../../src/domain/actor.ts";
import type { FileChange } from "../../src/domain/file-change.ts";
import type { Freeze } from "../../src/domain/freeze.ts";
import type { Comment, Issue } from "../../src/domain/issue.ts";
import type { LedgerEvent } from "../../src/domain/ledger-event.ts";
import type { Observation } from "../../src/domain/observation.ts";
import type { Pull } from "../../src/domain/pull.ts";
import { type Fenced, recordResult, takeClaim } from "../../src/ledger/fencing.ts";
import { emptyLedger, type Ledger, ledgerChanges, parseLedger, taskPath } from "../../src/ledger/ledger.ts";
import type { Task } from "../../src/ledger/task.ts";
import { type Result, withChanged } from "../../src/ledger/transitions.ts";
import { type Decision, decide } from "../../src/reconcile/decide.ts";
import { readSnapshot } from "../../src/reconcile/snapshot.ts";
import { frozenNow } from "../../src/runs/frozen.ts";
import { at, commentOf, issueOf, mira, noor, observationOf, self, sha, twoAgents } from "./observation.ts";
import { withChanges } from "./paper-changes.ts";
import { carryOut, type PaperRun, type PaperWorld } from "./paper-effects.ts";

type PublishResult =
  | Exclude<Result, { kind: "published" }>
  | { readonly kind: "published"; readonly paths: readonly string[] };

/** `alone`: whether it lies on one person's own machine. */
export function paperGitHub(config: string | null = twoAgents, alone = false) {
  let seconds = 0;
  let ids = 1_000;
  let rules = config;
  let rulesAreValid = isValid(rules);
  let configReported = false;
  let files: Map<string, string> | null = null;
  const issues = new Map<number, Issue>();
  const pulls = new Map<number, Pull>();
  const branches = new Map<string, string>();
  const runs = new Map<number, PaperRun>();
  const labels = new Map<string, string>();
  const permissions = new Map<string, Permission | null>([
    ["mira", "admin"],
    ["noor", "write"],
  ]);
  const diffs = new Map<string, readonly FileChange[] | null>();
  const story: LedgerEvent[] = [];

  const now = () => at(seconds);
  const nextId = () => (ids += 1);
  const tick = () => {
    seconds += 1;
    return now();
  };

  function issueAt(number: number): Issue {
    const issue = issues.get(number);
    if (!issue) throw new Error(`there is no issue #${number}`);
    return issue;
  }

  function changeIssue(number: number, change: (issue: Issue, when: Date) => Partial<Issue>): void {
    const issue = issueAt(number);
    const when = tick();
    issues.set(number, { ...issue, updatedAt: when, ...change(issue, when) });
  }

  function changePull(number: number, change: (pull: Pull) => Partial<Pull>): void {
    const pull = pulls.get(number);
    if (!pull) throw new Error(`there is no pull request #${number}`);
    pulls.set(number, { ...pull, ...change(pull) });
  }

  function setLabel(number: number, name: string, by: Actor | null, added: boolean): void {
    changeIssue(number, (issue, when) => ({
      labels: added
        ? [...issue.labels.filter((each) => each !== name), name]
        : issue.labels.filter((each) => each !== name),
      labelEvents: [...(issue.labelEvents ?? []), { label: name, added, by, at: when }],
    }));
  }

  function changeComments(
    number: number,
    change: (comments: readonly Comment[], when: Date) => readonly Comment[],
  ): void {
    if (pulls.has(number)) changePull(number, ({ comments }) => ({ comments: change(comments, tick()) }));
    else changeIssue(number, ({ comments }, when) => ({ comments: change(comments, when) }));
  }

  /** On a locked conversation GitHub refuses an App's words. */
  function say(number: number, body: string, author: Actor, over: Partial<Comment> = {}): number {
    const id = nextId();
    if (author.bot && issues.get(number)?.locked) return id;
    changeComments(number, (comments, when) => [
      ...comments,
      commentOf(id, body, { author, createdAt: when, ...over }),
    ]);
    return id;
  }

  const world: PaperWorld = {
    branches,
    pulls,
    runs,
    labels,
    nextId,
    changeIssue,
    changePull,
    changeComments: (number, change) => {
      if (!issues.get(number)?.locked) changeComments(number, change);
    },
    setLabel,
    say,
    openIssue: (title, body) => {
      const number = nextId();
      issues.set(number, issueOf(number, { title, body, author: self, updatedAt: tick() }));
    },
    reportConfig: () => {
      configReported = true;
    },
  };

  function ledger(): Ledger {
    return files ? parseLedger(files) : emptyLedger;
  }

  function task(number: number): Task {
    const found = ledger().tasks.get(number);
    if (!found) throw new Error(`the ledger has no task #${number}`);
    return found;
  }

  function observe(): Observation {
    return observationOf({
      issues: [...issues.values()],
      pulls: withChanges({
        pulls: [...pulls.values()].map((pull) => ({ ...pull, siblings: siblingsOf(pull, pulls.values()) })),
        tasks: ledger().tasks,
        rules,
        alone,
        diffs,
      }),
      alone,
      branches: new Map(
        [...ledger().tasks.values()].map(({ branch }) => [branch, branches.get(branch) ?? null]),
      ),
      runs: new Map([...runs].map(([id, { state }]) => [id, { id, state }])),
      dispatched: new Map([...runs.values()].map((run) => [`${run.task}/${run.attempt}`, run])),
      permissions,
      labels,
      config: rules,
      configReported: rulesAreValid ? null : configReported,
      ...(files ? { files: Object.fromEntries(files) } : {}),
    });
  }

  /** `seen`: what the pass is shown in place of what is so; `dies`: whether it ends when it has recorded, before it writes. */
  function pass(seen: (now: Observation) => Observation = (now) => now, dies = false): Decision {
    const snapshot = readSnapshot(seen(observe()));
    const decision = decide(snapshot, tick());
    record(snapshot.ledger, decision.ledger, decision.events);
    for (const effect of dies ? [] : decision.effects) carryOut(world, effect);
    return decision;
  }

  function record(before: Ledger, after: Ledger, events: readonly LedgerEvent[]): void {
    const { additions, deletions } = ledgerChanges(before, after);
    if (additions.length === 0 && deletions.length === 0) return;
    files ??= new Map();
    for (const path of deletions) files.delete(path);
    for (const { path, text } of additions) if (!path.startsWith("archive/")) files.set(path, text);
    story.push(...events);
  }

  function frozen(task: Task | undefined, when: Date): Freeze | null {
    const parsed = rules === null ? null : parseConfig(rules);
    return parsed?.ok ? frozenNow({ config: parsed.config, ledger: ledger() }, task, when) : null;
  }

  /** Writes what a run may write: one task, by the same transitions as the publishing side. */
  function keep(fenced: Fenced): Fenced {
    if (fenced.ok && files) files.set(taskPath(fenced.task.number), JSON.stringify(fenced.task));
    return fenced;
  }

  return {
    story,
    observe,
    ledger,
    task,
    pass,
    now,
    issue: issueAt,
    pulls: () => [...pulls.values()],
    runs: () => [...runs.values()],
    branch: (name: string) => branches.get(name),
    wait: (more: number) => {
      seconds += more;
    },
    setConfig: (text: string | null) => {
      rules = text;
      rulesAreValid = isValid(text);
      configReported = false;
    },
    setFile: (path: string, text: string) => {
      files = new Map(files).set(path, text);
    },
    permit: (login: string, permission: Permission | null) => permissions.set(login, permission),
    /** Opens an issue; mira labels it. */
    open: (number: number, body = "", ...names: readonly string[]) => {
      issues.set(number, issueOf(number, { body, updatedAt: tick() }));
      for (const name of names) setLabel(number, name, mira, true);
    },
    /** An issue of another GitHub on paper, as it was there. */
    adopt: (issue: Issue) => issues.set(issue.number, { ...issue, updatedAt: tick() }),
    edit: (number: number, change: Partial<Issue>) => changeIssue(number, () => change),
    label: (number: number, name: string, by: Actor | null = mira) => setLabel(number, name, by, true),
    unlabel: (number: number, name: string, by: Actor | null = mira) => setLabel(number, name, by, false),
    say: (number: number, body: string, by: Actor = mira, over: Partial<Comment> = {}) =>
      say(number, body, by, over),
    forget: (number: number, comment: number) =>
      changeIssue(number, ({ comments }) => ({
        comments: comments.filter(({ databaseId }) => databaseId !== comment),
      })),
    /** Takes the claim of a task's open attempt for its newest run. */
    claim: (number: number): Fenced => {
      const run = [...runs.values()].findLast((each) => each.task === number && each.state === "active");
      const [task, when] = [ledger().tasks.get(number), tick()];
      return keep(takeClaim(task, run?.attempt ?? 0, run?.id ?? 0, frozen(task, when), when));
    },
    /** Ends the attempt for the run that holds its claim. */
    end: (number: number, result: PublishResult, limit = 3): Fenced => {
      const held = ledger().tasks.get(number)?.attempt;
      const run = held?.claim?.run ?? 0;
      const freeze = frozen(ledger().tasks.get(number), now());
      // Its patch is kept, and comes after the freeze.
      if (freeze && !freeze.drain && "paths" in result) return { ok: false, reason: "frozen" };
      const recorded = recordResult(
        ledger().tasks.get(number),
        held?.n ?? 0,
        run,
        published(result),
        limit,
        tick(),
      );
      const known = runs.get(run);
      if (known) runs.set(run, { ...known, state: "ended" });
      const paths = result.kind === "published" ? result.paths : [];
      return keep(recorded.ok ? { ok: true, task: withChanged(recorded.task, paths) } : recorded);
    },
    dropRuns: () => runs.clear(),
    stopRun: (id: number, state: "ended" | "gone") => {
      const run = runs.get(id);
      if (run) runs.set(id, { ...run, state });
    },
    changePull,
    showChanges: (head: string, changes: readonly FileChange[] | null) => {
      diffs.set(head, changes);
    },
    addPull: (pull: Pull) => pulls.set(pull.number, pull),
    setBranch: (name: string, head: string) => branches.set(name, head),
    merge: (number: number, by: Actor = noor) =>
      changePull(number, () => ({ state: "merged", mergedBy: by, mergeCommit: sha(nextId()) })),
    /** Passes until one changes nothing; throws when that does not come. */
    settle: (seen?: (now: Observation) => Observation): Decision => {
      for (let count = 0; count < 20; count += 1) {
        const before = JSON.stringify([...(files ?? [])]);
        const decision = pass(seen);
        if (decision.effects.length === 0 && JSON.stringify([...(files ?? [])]) === before) return decision;
      }
      throw new Error("twenty passes in a row found something to do");
    },
  };

  function published(result: PublishResult): Result {
    if (result.kind !== "published") return result;
    const head = sha(nextId());
    diffs.set(
      head,
      result.paths.map((path) => ({ path, before: null, after: "100644" })),
    );
    return { kind: "published", summary: "Did it", head };
  }
}

function isValid(config: string | null): boolean {
  return config === null || parseConfig(config).ok;
}

export type PaperGitHub = ReturnType<typeof paperGitHub>;

function siblingsOf(pull: Pull, pulls: Iterable<Pull>): Pull["siblings"] {
  return [...pulls]
    .filter(({ number, state, head }) => number !== pull.number && state === "open" && head === pull.head)
    .map(({ number, branch, fromFork, base }) => ({ number, branch, fromFork, base }));
}
