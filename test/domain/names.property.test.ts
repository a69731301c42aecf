/** What Signalbox writes into names, comments, titles and commits, it reads back exactly; what others wrote is not mistaken for it. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { formatBranchName, parseBranchName, slugOf } from "../../src/domain/branch-name.ts";
import { formatMarker, type Marker, parseMarker } from "../../src/domain/marker.ts";
import { formatPlanMark, parsePlanMark } from "../../src/domain/plan-marker.ts";
import { parseRepository, repositoryKey } from "../../src/domain/repository.ts";
import { formatRunTitle, parseRunTitle } from "../../src/domain/run-title.ts";
import { formatTrailers, parseTrailers } from "../../src/domain/trailers.ts";

const agent = fc.stringMatching(/^[a-z0-9-]{1,39}$/);
const number = fc.integer({ min: 1, max: 2_000_000_000 });
const attempt = fc.integer({ min: 1, max: 999_999 });
const marker: fc.Arbitrary<Marker> = fc.oneof(
  number.map((task): Marker => ({ kind: "card", task })),
  number.map((comment): Marker => ({ kind: "reply", comment })),
  fc.integer({ min: 1, max: 4_102_444_800_000 }).map((at): Marker => ({ kind: "notice", at })),
  fc.constant<Marker>({ kind: "board" }),
);

test("a branch name is read back, for any agent, issue and title", () => {
  // R02
  fc.assert(
    fc.property(agent, number, fc.string({ unit: "grapheme" }), (id, issue, title) => {
      const name = { agent: id, issue, slug: slugOf(title) };
      expect(parseBranchName(formatBranchName(name))).toEqual(name);
    }),
  );
});

test("a slug is short, of a-z, 0-9 and single hyphens, and starts with a letter or digit", () => {
  // A5
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (title) => {
      expect(slugOf(title)).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(slugOf(title).length).toBeLessThanOrEqual(40);
    }),
  );
});

test.each([
  ["Extract the tools", "extract-the-tools"],
  ["Größe & Café", "gro-e-cafe"],
  ["$(rm -rf /) `x`", "rm-rf-x"],
  ["日本語", "task"],
  ["", "task"],
  ["Move every single tool of the server into a file", "move-every-single-tool-of-the-server"],
  ["a".repeat(60), "a".repeat(40)],
])("the slug of %j is %s", (title, slug) => {
  expect(slugOf(title)).toBe(slug);
});

test.each([
  "main",
  "agent/eth/12",
  "agent/eth/0-x",
  "agent/eth/012-x",
  "agent/Eth/12-x",
  "agent/eth/12-X",
  "agent/eth/12-x/y",
  "agent//12-x",
  "refs/heads/agent/eth/12-x",
  "agent/eth/12-x\n",
])("%j is no agent branch", (branch) => {
  expect(parseBranchName(branch)).toBeNull();
});

test("a marker is read back from the end of any comment, also with Windows line ends", () => {
  fc.assert(
    fc.property(marker, fc.string(), fc.constantFrom("", "\n", "\r\n", "  "), (each, before, after) => {
      expect(parseMarker(`${before}\n\n${formatMarker(each)}${after}`)).toEqual(each);
    }),
  );
});

test.each([
  "<!-- signalbox:card task=12 --> and then words",
  "<!-- signalbox:card task=0 -->",
  "<!-- signalbox:card task=12a -->",
  "<!-- signalbox:other task=12 -->",
  "signalbox:card task=12",
])("%j ends with no marker", (body) => {
  expect(parseMarker(body)).toBeNull();
});

test("trailers are read back from the last paragraph of any commit message", () => {
  // R53
  fc.assert(
    fc.property(agent, number, attempt, fc.lorem({ mode: "sentences" }), (id, task, n, words) => {
      const trailers = { agent: id, task, attempt: n };
      expect(parseTrailers(`${words}\n\n${formatTrailers(trailers)}\n`)).toEqual(trailers);
    }),
  );
});

test.each([
  ["all three must be there", "x\n\nSignalbox-Agent: docs\nSignalbox-Task: 1"],
  [
    "they stand in the last paragraph",
    "x\n\nSignalbox-Agent: docs\nSignalbox-Task: 1\nSignalbox-Attempt: 1\n\nMore words",
  ],
  ["a task is a number", "x\n\nSignalbox-Agent: docs\nSignalbox-Task: one\nSignalbox-Attempt: 1"],
  ["a message may be empty", ""],
])("no trailers: %s", (_why, message) => {
  expect(parseTrailers(message)).toBeNull();
});

test("a run title is read back", () => {
  // A11
  fc.assert(
    fc.property(number, attempt, (task, n) => {
      expect(parseRunTitle(formatRunTitle({ task, attempt: n }))).toEqual({ task, attempt: n });
    }),
  );
});

test.each(["CI", "#12", "#12 attempt 0", "#12 attempt 1 again", "12 attempt 1", "#012 attempt 1"])(
  "%j is no title of an agent's run",
  (title) => {
    expect(parseRunTitle(title)).toBeNull();
  },
);

test("a repository is one key however it is spelt, and only `owner/name` names one", () => {
  expect(repositoryKey({ owner: "Mira", name: "Shop" })).toBe(repositoryKey({ owner: "mira", name: "shop" }));
  expect(parseRepository("mira/shop.js")).toEqual({ owner: "mira", name: "shop.js" });
  for (const text of ["mira", "mira/", "/shop", "mira/shop/x", "mira shop", "https://x/y"])
    expect(parseRepository(text)).toBeNull();
});

test("the mark of a plan's issue is read back, whatever people write around it", () => {
  const name = fc.stringMatching(/^[a-z0-9-]{1,40}$/);
  const mark = fc.record({ plan: name, task: name, told: fc.stringMatching(/^[0-9a-f]{32}$/) });
  const words = fc.string({ unit: "binary", maxLength: 60 });
  fc.assert(
    fc.property(mark, words, words, (made, before, after) => {
      expect(parsePlanMark(`${before}\n${formatPlanMark(made)}\r\n${after}`)).toEqual(made);
      expect(parsePlanMark(`${before}${after}`)).toBeNull();
      expect(parsePlanMark(`> ${formatPlanMark(made)}`)).toBeNull();
    }),
  );
});
