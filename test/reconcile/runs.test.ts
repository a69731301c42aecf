/** Runs that say nothing, dispatches that leave no trace, and comments that may or may not have been created: never twice, never lost. */
import { expect, test } from "vitest";
import type { Effect } from "../../src/domain/effect.ts";
import type { Observation } from "../../src/domain/observation.ts";
import { takeClaim } from "../../src/ledger/fencing.ts";
import { type Ledger, ledgerChanges } from "../../src/ledger/ledger.ts";
import { startAttempt } from "../../src/ledger/transitions.ts";
import { type Decision, decide } from "../../src/reconcile/decide.ts";
import { readSnapshot } from "../../src/reconcile/snapshot.ts";
import {
  at,
  commentOf,
  issueOf,
  labelled,
  mira,
  noon,
  observationOf,
  self,
  sha,
  taskOf,
} from "../support/observation.ts";
import { type PaperGitHub, paperGitHub } from "../support/paper-github.ts";

function kinds(effects: readonly Effect[]): readonly string[] {
  return effects.map(({ kind }) => kind);
}

/** The task is dispatched; no run took it yet. */
function dispatched(): PaperGitHub {
  const github = paperGitHub();
  github.open(1, "Scope: `docs/**`", "agent:docs");
  github.settle();
  return github;
}

test("the ledger knows of a dispatch before it is sent, and it is sent once", () => {
  // B05
  const github = paperGitHub();
  github.open(1, "Scope: `docs/**`", "agent:docs");
  const first = github.pass();
  expect(kinds(first.effects)).toContain("dispatch");
  expect(first.ledger.tasks.get(1)?.outbox).toContainEqual(
    expect.objectContaining({ kind: "dispatch", attempt: 1 }),
  );
  for (let look = 0; look < 5; look += 1) expect(kinds(github.pass().effects)).not.toContain("dispatch");
});

test("a run that has not taken its claim yet is waited for", () => {
  const github = dispatched();
  github.wait(86_400);
  expect(github.settle().waits.get(1)).toMatchObject({ kind: "run", attempt: 1, claimed: false });
  expect(github.runs()).toHaveLength(1);
});

test("a dispatch that left no run is sent again, and only after it was looked for", () => {
  // A11, B05
  const github = dispatched();
  github.dropRuns();
  expect(kinds(github.pass().effects)).not.toContain("dispatch");
  github.wait(60);
  github.settle();
  expect(github.runs()).toHaveLength(1);
  expect(github.task(1).attempt).toMatchObject({ n: 1, claim: null });
  expect(github.story.at(-1)).toMatchObject({
    kind: "changed",
    what: expect.stringContaining("no run of it was found"),
  });
});

test("while nobody looked for runs, nothing is sent again", () => {
  // INV-4: what was not asked is not absent.
  const task = startAttempt(taskOf(1), sha(1), noon);
  const seen = observationOf({
    tasks: [task],
    issues: [labelled(1, "agent:ethereum", mira)],
    dispatched: null,
  });
  expect(kinds(decide(readSnapshot(seen), at(7_200)).effects)).not.toContain("dispatch");
});

test.each([
  ["ended", "ended without an outcome"],
  ["gone", "does not exist any more"],
] as const)(
  "a run that is %s without a word is lost; the first retry follows at once, the second after a while",
  (state, words) => {
    // A9, R33: a dead run's lock is released by evidence.
    const github = dispatched();
    for (const attempt of [1, 2]) {
      expect(github.task(1)).toMatchObject({ state: "working", attempt: { n: attempt } });
      github.claim(1);
      github.settle();
      github.stopRun(github.runs().at(-1)?.id ?? 0, state);
      github.settle();
    }
    const resting = github.settle();
    expect(resting.waits.get(1)).toMatchObject({ kind: "retry", summary: expect.stringContaining(words) });
    expect(resting.effects).toEqual([]);
    expect(github.task(1)).toMatchObject({ state: "failed", retries: 2 });
    github.wait(61);
    github.settle();
    expect(github.task(1)).toMatchObject({ state: "working", attempt: { n: 3, cause: "retry" } });
  },
);

test("a pass says when it must be looked at again, even if GitHub never says anything", () => {
  const github = dispatched();
  github.claim(1);
  expect(github.pass().wakeAt).not.toBeNull();
  github.end(1, { kind: "failed", summary: "The network was away" });
  const decision = github.settle();
  const wait = decision.waits.get(1);
  expect(wait?.kind === "retry" ? wait.at : null).toEqual(decision.wakeAt);
});

test("a run that nobody knows about is neither active nor dead: nothing happens", () => {
  // INV-4
  const claim = takeClaim(startAttempt(taskOf(1), sha(1), noon), 1, 7, null, noon);
  if (!claim.ok) throw new Error(claim.reason);
  const seen = observationOf({
    tasks: [claim.task],
    issues: [labelled(1, "agent:ethereum", mira)],
    runs: new Map(),
  });
  expect(decide(readSnapshot(seen), at(7_200)).ledger.tasks.get(1)?.attempt?.end).toBeNull();
});

/** Decides over `seen`, and what GitHub would show next if the answer to every effect were lost and nothing had been done. */
function unanswered(
  seen: Observation,
  when: Date,
): { readonly decision: Decision; readonly next: Observation } {
  const snapshot = readSnapshot(seen);
  const decision = decide(snapshot, when);
  return {
    decision,
    next: { ...seen, ledger: { head: sha(801), files: filesAfter(seen, snapshot.ledger, decision.ledger) } },
  };
}

function filesAfter(seen: Observation, before: Ledger, after: Ledger): ReadonlyMap<string, string> {
  const files = new Map(seen.ledger?.files);
  const { additions, deletions } = ledgerChanges(before, after);
  for (const path of deletions) files.delete(path);
  for (const { path, text } of additions) files.set(path, text);
  return files;
}

function commentsIn({ effects }: Decision): readonly string[] {
  return effects.flatMap((effect) => (effect.kind === "comment" ? [effect.marker] : []));
}

test("E2: a card whose answer was lost is looked for, and after ten minutes unseen made once more", () => {
  // R2: the creation protocol.
  const first = unanswered(observationOf({ issues: [labelled(1, "agent:docs", mira)] }), noon);
  expect(commentsIn(first.decision)).toEqual(["<!-- signalbox:card task=1 -->"]);
  for (const seconds of [1, 300, 599])
    expect(commentsIn(unanswered(first.next, at(seconds)).decision)).toEqual([]);
  const later = unanswered(first.next, at(601));
  expect(commentsIn(later.decision)).toEqual(["<!-- signalbox:card task=1 -->"]);
  for (const seconds of [602, 1_200])
    expect(commentsIn(unanswered(later.next, at(seconds)).decision)).toEqual([]);
});

test("a card that shows up late is found by its marker and not made again", () => {
  const first = unanswered(observationOf({ issues: [labelled(1, "agent:docs", mira)] }), noon);
  const card = commentOf(
    5,
    first.decision.effects.flatMap((effect) => (effect.kind === "comment" ? [effect.body] : []))[0] ?? "",
    { author: self },
  );
  const shown = {
    ...first.next,
    issues: new Map([[1, labelled(1, "agent:docs", mira, { comments: [card] })]]),
  };
  expect(commentsIn(unanswered(shown, at(7_200)).decision)).toEqual([]);
});

test("a marker in somebody else's comment is not ours", () => {
  const first = unanswered(observationOf({ issues: [labelled(1, "agent:docs", mira)] }), noon);
  const forged = commentOf(5, "x\n\n<!-- signalbox:card task=1 -->", { author: mira });
  const shown = {
    ...first.next,
    issues: new Map([[1, labelled(1, "agent:docs", mira, { comments: [forged] })]]),
  };
  expect(commentsIn(unanswered(shown, at(601)).decision)).toEqual(["<!-- signalbox:card task=1 -->"]);
});

test("a reply is sent once, and a reaction is wanted until GitHub shows it", () => {
  // C6
  const asked = observationOf({ issues: [issueOf(1, { comments: [commentOf(5, "/hold")] })] });
  const first = unanswered(asked, noon);
  expect(kinds(first.decision.effects)).toEqual(["reaction", "comment"]);
  const second = unanswered(first.next, at(10));
  expect(kinds(second.decision.effects)).toEqual(["reaction"]);
  const comments = [
    commentOf(5, "/hold", { acknowledged: true }),
    commentOf(6, "told\n\n<!-- signalbox:reply comment=5 -->", { author: self }),
  ];
  const answered = { ...second.next, issues: new Map([[1, issueOf(1, { comments })]]) };
  expect(unanswered(answered, at(20)).decision.effects).toEqual([]);
  expect(unanswered(answered, at(7_200)).decision.effects).toEqual([]);
});

test("while a comment's fate is unknown, somebody looks again in time", () => {
  const first = unanswered(
    observationOf({ issues: [issueOf(1, { comments: [commentOf(5, "/hold")] })] }),
    noon,
  );
  expect(first.decision.wakeAt).toEqual(at(601));
});
