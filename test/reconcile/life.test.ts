/** The life of a task, decision by decision, over a GitHub on paper. */
import { expect, test } from "vitest";
import { paperGitHub } from "../support/paper-github.ts";

test("a labelled issue is worked on, judged, approved and merged; then Signalbox is quiet", () => {
  // R02 R15 R16, INV-1
  const github = paperGitHub();
  github.open(1, "Scope: `servers/eth/**`", "agent:ethereum");
  github.settle();
  expect(github.issue(1).labels).toEqual(["agent:ethereum", "status:working"]);
  expect(github.runs().map(({ task, attempt }) => [task, attempt])).toEqual([[1, 1]]);
  github.claim(1);
  github.end(1, { kind: "published", paths: ["servers/eth/a.js"] });
  github.settle();
  const [pull] = github.pulls();
  expect(pull?.branch).toBe("agent/ethereum/1-issue-1");
  expect(github.issue(1).labels).toEqual(["agent:ethereum", "status:review"]);
  github.changePull(pull?.number ?? 0, ({ head }) => ({
    reviews: [
      {
        author: { login: "noor", id: 102, bot: false },
        state: "approved",
        commit: head,
        submittedAt: github.now(),
        canPush: true,
      },
    ],
  }));
  github.settle();
  expect(github.issue(1).labels).toEqual(["agent:ethereum", "status:ready"]);
  github.merge(pull?.number ?? 0);
  github.settle();
  expect(github.issue(1)).toMatchObject({ state: "completed", labels: ["agent:ethereum", "status:done"] });
  expect(github.ledger().tasks.size).toBe(0);
  expect(github.story.map(({ kind }) => kind)).toEqual([
    "config",
    "accepted",
    "started",
    "ready",
    "merged",
    "archived",
  ]);
});
