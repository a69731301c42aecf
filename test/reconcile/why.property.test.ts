/**
 * What `/why` and `signalbox why` say is the same, and it is true: whoever removes the named cause, again and again, brings every task
 * of every world to its merge. A cause that was not the cause would be named again.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { whyNow } from "../../src/cli/why-now.ts";
import { formatMarker } from "../../src/domain/marker.ts";
import type { Wait } from "../../src/domain/wait.ts";
import { decide } from "../../src/reconcile/decide.ts";
import { readSnapshot } from "../../src/reconcile/snapshot.ts";
import { whyText } from "../../src/text/board.ts";
import { explanationText } from "../../src/text/replies.ts";
import { finish, play, rules, steps } from "../support/happenings.ts";
import { mira, noor, reviewOf } from "../support/observation.ts";
import type { PaperGitHub } from "../support/paper-github.ts";

/** Room for everybody at once. */
const roomy = rules
  .replace("capacity: 2", "capacity: 9")
  .replace("forbid:", "capacity: 9, forbid:")
  .replace("agents: 2", "agents: 9");

/** Does what the explanation asks for, as a person or a run would; nothing else. */
function remove(github: PaperGitHub, number: number, wait: Wait): void {
  const rewrite = (change: (body: string) => string) =>
    github.edit(number, { body: change(github.issue(number).body) });
  switch (wait.kind) {
    case "lease":
      return github.edit(wait.holder, { state: "not_planned" });
    case "line":
      return github.edit(wait.ahead, { state: "not_planned" });
    case "dependency":
      if (wait.state === "open") return github.edit(wait.on, { state: "completed" });
      return rewrite((body) => body.replace(/Depends on #\d/, ""));
    case "cycle":
      return rewrite((body) => body.replace(/Depends on #\d/, ""));
    case "capacity":
    case "limit":
    case "config":
    case "agent":
      return github.setConfig(roomy);
    case "hold":
      return void github.say(number, "/unhold", mira);
    case "scope":
    case "reach":
      return rewrite((body) => body.replace(/Scope: .*/, "Scope: `x/q`, `z/q`"));
    case "run":
      if (!wait.claimed) github.claim(number);
      return finish(github, number, "published");
    case "answer":
      return void github.say(number, "/unblock yes", mira);
    case "escalated":
      return void github.say(number, "/unblock again", mira);
    case "retry":
      return github.wait((wait.at.getTime() - github.now().getTime()) / 1_000);
    case "conditions":
      return meet(github, number, wait.waiting[0] ?? "");
    case "merge":
      return github.merge(wait.pull);
    case "lint":
      return rewrite((body) => `Move the price of an order line into a function of its own. ${mended(body)}`);
    case "stopped":
      return wait.run === null ? void github.say(number, "/retry", mira) : github.stopRun(wait.run, "ended");
    case "freeze":
      return void github.say(number, "/thaw", mira);
    case "load":
    case "issue":
    case "unreadable":
      throw new Error(`no happening leads to ${wait.kind}`);
    default:
      return wait satisfies never;
  }
}

function mended(body: string): string {
  return `${/Scope: /.test(body) ? "" : "\n\nScope: `x/q`"}\n\n${body}\n\nDone when: the tests pass`;
}

/** The first of the conditions that are named. */
function meet(github: PaperGitHub, number: number, condition: string): void {
  if (condition.startsWith("approvals")) return approveHead(github, number);
  if (condition.startsWith("freeze")) return void github.say(number, "/thaw", mira);
  if (condition.startsWith("hold")) return void github.say(number, "/unhold", mira);
  throw new Error(`nobody here knows how to meet: ${condition}`);
}

function approveHead(github: PaperGitHub, number: number): void {
  const { pull } = github.task(number);
  if (pull === null) throw new Error(`#${number} waits for an approval of nothing`);
  // One of them may have given the task to its agent, and does not count.
  github.changePull(pull, ({ head }) => ({
    reviews: [mira, noor].map((person) => reviewOf(person, "approved", { commit: head })),
  }));
}

/** The answer to a `/why` that is typed now. */
function asked(github: PaperGitHub, number: number): string | undefined {
  const marker = formatMarker({ kind: "reply", comment: github.say(number, "/why", mira) });
  github.settle();
  const reply = github.issue(number).comments.find(({ body }) => body.endsWith(marker));
  return reply?.body.replace(marker, "").trim();
}

/** What `signalbox why` prints. */
function printed(github: PaperGitHub, number: number): string {
  const snapshot = readSnapshot(github.observe());
  const decision = decide(snapshot, github.now());
  const changes = { additions: [], deletions: [] };
  const why = whyText(whyNow({ snapshot, decision, changes, applied: [] }, number));
  return explanationText(number, why ?? "");
}

/** More causes than this, one behind the other, mean that they are named without end. */
const CAUSES = 60;

// B17, DESIGN.md §5, INV-6
test("/why and `signalbox why` name one cause; remove it, and the task moves or another true cause is named, until it is merged", () => {
  const named = new Set<Wait["kind"]>();
  fc.assert(
    fc.property(steps, fc.nat(3), fc.boolean(), (happenings, nth, strict) => {
      const github = play(happenings);
      if (strict) github.setConfig(`${rules}\nlint: require`);
      const first = github.settle();
      const number = [...first.waits.keys()].toSorted((a, b) => a - b)[nth];
      if (number === undefined) return;
      for (let count = 0; github.ledger().tasks.get(number)?.end === null; count += 1) {
        expect(count).toBeLessThan(CAUSES);
        const said = asked(github, number);
        const wait = github.settle().waits.get(number);
        if (!wait) throw new Error(`#${number} rests without an explanation`);
        named.add(wait.kind);
        // Without a config there are no rules, and so no answers to commands; the terminal tells.
        if (said !== undefined || github.observe().config !== null)
          expect(said).toBe(printed(github, number));
        remove(github, number, wait);
        expect(github.settle().waits.get(number)).not.toEqual(wait);
      }
      const ends = github.story.filter(({ kind }) => kind === "merged" || kind === "dropped");
      expect(ends.findLast((end) => "task" in end && end.task === number)?.kind).toBe("merged");
    }),
    // Each world is followed to its end: to look for a smaller one would take minutes. The seed finds it again.
    { numRuns: 120, seed: 5, endOnFailure: true },
  );
  const wanted: readonly Wait["kind"][] = [
    "lease",
    "dependency",
    "cycle",
    "capacity",
    "hold",
    "scope",
    "run",
    "answer",
    "escalated",
    "conditions",
    "merge",
    "lint",
  ];
  expect(wanted.filter((kind) => !named.has(kind))).toEqual([]);
});
