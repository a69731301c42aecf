/** The board's model is what was seen and decided, no more. */
import { expect, test } from "vitest";
import { forecastKey } from "../../src/domain/forecast.ts";
import type { Observation } from "../../src/domain/observation.ts";
import { boardModel } from "../../src/reconcile/board.ts";
import { decide } from "../../src/reconcile/decide.ts";
import { indexPulls } from "../../src/reconcile/draft.ts";
import { readSnapshot } from "../../src/reconcile/snapshot.ts";
import type { BoardModel } from "../../src/text/board.ts";
import { at } from "../support/observation.ts";
import { type PaperGitHub, paperGitHub } from "../support/paper-github.ts";

function boardOf(github: PaperGitHub, seen: (now: Observation) => Observation = (now) => now): BoardModel {
  const snapshot = readSnapshot(seen(github.observe()));
  const { ledger, waits } = decide(snapshot, at(3_600));
  const pulls = indexPulls(snapshot.observation.pulls);
  return boardModel({
    snapshot,
    said: ledger.desk,
    tasks: ledger.tasks,
    pulls,
    whyOf: (task) => {
      const wait = waits.get(task);
      return wait ? { kind: "waits", wait } : null;
    },
  });
}

const config = `
agents:
  ethereum: { name: Ethereum specialist, allow: ["src/**"], runner: scripted, capacity: 2 }
  docs: { allow: ["docs/**"], runner: scripted }
`;

// R17
test("each agent, each task with its reason, open questions and wanted paths are on the board", () => {
  const github = paperGitHub(config);
  github.open(1, "Scope: `src/a/**`", "agent:ethereum");
  github.open(2, "Scope: `src/a/b.ts`", "agent:ethereum");
  github.open(3, "Scope: `src/c/**`", "agent:ethereum");
  github.settle();
  github.claim(1);
  github.claim(3);
  github.end(3, {
    kind: "blocked",
    summary: "Which?",
    questions: [{ text: "Tabs?", options: ["yes", "no"] }],
  });
  github.settle();
  const board = boardOf(github);
  expect(board.agents).toEqual([
    { id: "ethereum", name: "Ethereum specialist", capacity: 2, working: [1], others: 2 },
    { id: "docs", name: "docs", capacity: 1, working: [], others: 0 },
  ]);
  expect(board.tasks.map(({ number, state, holds }) => ({ number, state, holds }))).toEqual([
    { number: 1, state: "working", holds: ["src/a/**"] },
    { number: 2, state: "queued", holds: [] },
    { number: 3, state: "blocked", holds: ["src/c/**"] },
  ]);
  expect(board.blockers).toMatchObject([
    { task: 3, agent: "ethereum", id: "b1", what: "Tabs?", options: ["yes", "no"] },
  ]);
  expect(board.conflicts).toEqual([{ kind: "paths", a: 1, b: 2, path: "src/a/b.ts" }]);
});

// R29
test("two pull requests that Git cannot merge both are a conflict, once, the one that lands first named first", () => {
  const github = paperGitHub(config);
  github.open(1, "Scope: `src/a/**`", "agent:ethereum");
  github.open(2, "Scope: `src/b/**`", "agent:ethereum");
  github.settle();
  for (const task of [2, 1]) {
    github.claim(task);
    github.end(task, { kind: "published", paths: [`src/${task === 1 ? "a" : "b"}/x.ts`] });
  }
  github.settle();
  const colliding = (now: Observation): Observation => {
    const [one, other] = now.pulls.map(({ head }) => head);
    const forecasts = new Map(now.forecasts).set(forecastKey(one ?? "", other ?? ""), {
      kind: "conflicts",
      paths: ["src/a/x.ts", "z"],
    });
    return { ...now, forecasts };
  };
  expect(boardOf(github).conflicts).toEqual([]);
  expect(boardOf(github, colliding).conflicts).toEqual([{ kind: "merge", a: 1, b: 2, path: "src/a/x.ts" }]);
});

test("an agent that the config no longer names stays on the board while it has open tasks", () => {
  const github = paperGitHub(config);
  github.open(1, "", "agent:docs");
  github.settle();
  github.setConfig(config.replace(/^.*docs:.*\n/m, ""));
  expect(boardOf(github).agents).toMatchObject([{ id: "ethereum" }, { id: "docs", capacity: null }]);
});
