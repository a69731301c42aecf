/** R17: the issue that shows the board is opened once, pinned once, rewritten only when it says something new, and never a task. */
import { expect, test } from "vitest";
import { isBatched } from "../../src/github/batch.ts";
import { boardTitle } from "../../src/text/board.ts";
import { noor } from "../support/observation.ts";
import { type PaperGitHub, paperGitHub } from "../support/paper-github.ts";

const config = `
agents:
  ethereum: { allow: ["src/**"], runner: scripted }
board: true
`;

function boards(github: PaperGitHub) {
  return [...github.observe().issues.values()].filter(({ title }) => title === boardTitle());
}

function board(github: PaperGitHub) {
  const [issue] = boards(github);
  if (!issue) throw new Error("there is no board");
  return issue;
}

function withBoard(): PaperGitHub {
  const github = paperGitHub(config);
  github.open(1, "", "agent:ethereum");
  github.settle();
  return github;
}

test("the board is opened with the first task, noted in the ledger and pinned", () => {
  const github = paperGitHub(config);
  github.open(1);
  github.settle();
  expect(boards(github)).toEqual([]);
  github.label(1, "agent:ethereum");
  github.settle();
  expect(boards(github)).toHaveLength(1);
  expect(board(github)).toMatchObject({ pinned: true, state: "open", labels: [] });
  expect(board(github).body).toMatch(
    /^\*\*Nothing needs you, 1 at work, 0 waiting\.\*\*[\s\S]*<!-- signalbox:board -->$/,
  );
  expect(github.ledger().desk.board).toBe(board(github).number);
  expect(github.story).toContainEqual({ kind: "board", issue: board(github).number });
});

test("without the key there is none, and the config's default is without", () => {
  const github = paperGitHub(config.replace("board: true\n", ""));
  github.open(1, "", "agent:ethereum");
  github.settle();
  expect(boards(github)).toEqual([]);
});

test("E12: an idle pass leaves the board alone; one with news rewrites it in the batch, and nothing else for it", () => {
  const github = withBoard();
  const idle = github.pass();
  expect(idle.effects).toEqual([]);
  github.open(2, "Scope: `src/a/**`", "agent:ethereum");
  const { effects } = github.pass();
  const edits = effects.filter(({ kind }) => kind === "edit-issue");
  expect(edits).toMatchObject([{ issue: board(github).number, body: expect.stringContaining("#2 Issue 2") }]);
  expect(edits.every(isBatched)).toBe(true);
  github.settle();
  expect(boards(github)).toHaveLength(1);
});

test("E2: the answer to the creation is lost: nothing is sent again until GitHub has surely shown it, and it is not doubled", () => {
  const github = paperGitHub(config);
  github.open(1, "", "agent:ethereum");
  const hidden = (now: ReturnType<PaperGitHub["observe"]>) => ({
    ...now,
    issues: new Map([...now.issues].filter(([, { title }]) => title !== boardTitle())),
  });
  const first = github.pass(hidden);
  expect(first.effects.filter(({ kind }) => kind === "issue")).toHaveLength(1);
  for (let count = 0; count < 3; count += 1)
    expect(github.pass(hidden).effects.filter(({ kind }) => kind === "issue")).toEqual([]);
  // After the patience it may be sent once more; then both show, and the newer is closed.
  github.wait(601);
  expect(github.pass(hidden).effects.filter(({ kind }) => kind === "issue")).toHaveLength(1);
  github.settle();
  const [older, newer] = boards(github).toSorted((a, b) => a.number - b.number);
  expect([older?.state, newer?.state]).toEqual(["open", "completed"]);
  expect(github.ledger().desk.board).toBe(older?.number);
});

test("E15: after the ledger was lost the board is found again by its marker, not opened anew", () => {
  const github = withBoard();
  const { number } = board(github);
  const after = paperGitHub(config);
  after.open(1, "", "agent:ethereum");
  after.adopt(github.issue(number));
  after.settle();
  expect(boards(after).map((issue) => issue.number)).toEqual([number]);
  expect(after.ledger().desk.board).toBe(number);
});

test("E2: an issue of a person that has the marker is not taken for the board", () => {
  const github = paperGitHub(config);
  github.open(1, "", "agent:ethereum");
  github.open(2, "Mine\n\n<!-- signalbox:board -->");
  github.settle();
  expect(github.issue(2).body).toBe("Mine\n\n<!-- signalbox:board -->");
  expect(github.ledger().desk.board).not.toBe(2);
});

test("the board is no task: a label and /assign on it are refused with the reason", () => {
  const github = withBoard();
  const { number } = board(github);
  github.label(number, "agent:ethereum");
  github.say(number, "/assign ethereum", noor);
  github.settle();
  expect(github.ledger().tasks.has(number)).toBe(false);
  expect(github.issue(number).labels).toEqual([]);
  const said = github.issue(number).comments.filter(({ body }) => body.includes("it is no task"));
  expect(said).toHaveLength(2);
});

test("what a person does to the board stands: edited it is put right, unpinned or closed it is left so", () => {
  const github = withBoard();
  const { number } = board(github);
  github.edit(number, { body: "mine now" });
  github.settle();
  expect(board(github).body).toContain("at work");
  // By now the pin has surely been seen.
  github.wait(601);
  github.edit(number, { pinned: false });
  github.settle();
  expect(board(github).pinned).toBe(false);
  github.edit(number, { state: "not_planned" });
  github.open(2, "", "agent:ethereum");
  github.settle();
  expect(boards(github)).toHaveLength(1);
  expect(board(github).body).not.toContain("Issue 2");
});

test("a pin that GitHub refuses is tried for a while, then no more", () => {
  const github = withBoard();
  const refused = (now: ReturnType<PaperGitHub["observe"]>) => ({
    ...now,
    issues: new Map([...now.issues].map(([number, issue]) => [number, { ...issue, pinned: false }])),
  });
  expect(github.pass(refused).effects).toMatchObject([{ kind: "pin" }]);
  github.wait(601);
  expect(github.pass(refused).effects).toEqual([]);
});

test("turned off, the board is left as it is; turned on again, it goes on", () => {
  const github = withBoard();
  const { number, body } = board(github);
  github.setConfig(config.replace("board: true", "board: false"));
  github.open(2, "", "agent:ethereum");
  github.settle();
  expect(board(github).body).toBe(body);
  github.setConfig(config);
  github.settle();
  expect(boards(github).map((issue) => issue.number)).toEqual([number]);
  expect(board(github).body).toContain("Issue 2");
});
