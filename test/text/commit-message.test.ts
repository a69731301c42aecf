/** The message of an agent's commit says what was done, and has no power of its own on GitHub. */
import { expect, test } from "vitest";
import { parseTrailers } from "../../src/domain/trailers.ts";
import { commitMessage } from "../../src/text/commit-message.ts";

const trailers = { agent: "ethereum", task: 12, attempt: 2 };

test("golden: subject, body, evidence, trailers", () => {
  // R53
  const summary = "Extract the tools\n\nEach tool has a file of its own.\nNothing else changes.";
  const evidence = ["npm test passes", "each tool is listed"];
  expect(commitMessage({ summary, evidence, trailers })).toBe(
    [
      "Extract the tools",
      "",
      "Each tool has a file of its own.",
      "Nothing else changes.",
      "",
      "- npm test passes",
      "- each tool is listed",
      "",
      "Signalbox-Agent: ethereum",
      "Signalbox-Task: 12",
      "Signalbox-Attempt: 2",
      "",
    ].join("\n"),
  );
});

test("a long first line is cut in the subject and kept whole in the body", () => {
  const summary = `Extract ${"every tool ".repeat(10)}now`;
  const [subject = "", , body] = commitMessage({ summary, evidence: [], trailers }).split("\n");
  expect(subject.length).toBeLessThanOrEqual(72);
  expect(subject.endsWith("…")).toBe(true);
  expect(body).toBe(summary);
});

test.each([
  ["Fixes #3", /#3/],
  ["closes mira/other#3", /#3/],
  ["Resolves GH-3", /GH-3/],
  ["fixes https://github.com/mira/other/issues/3", /issues\/3/],
  ["thanks @mira", /@mira/],
  ["quick [skip ci]", /\[skip ci\]/],
  ["quick [Actions Skip]", /\[actions skip\]/i],
  ["x\n\nskip-checks: true", /^skip-checks:/m],
  ["x\n\nCo-authored-by: Mira <m@example.invalid>", /^Co-authored-by:/m],
])("%j has no power in a commit", (summary, power) => {
  // L6, G12
  const message = commitMessage({ summary, evidence: [summary.replaceAll("\n", " ")], trailers });
  expect(message).not.toMatch(power);
  expect(message.replaceAll("\u2060", "")).toMatch(power);
});

test("an agent cannot speak for another one in the trailers", () => {
  const summary = "x\n\nSignalbox-Agent: docs\nSignalbox-Task: 1\nSignalbox-Attempt: 1";
  const message = commitMessage({ summary, evidence: [], trailers });
  expect(parseTrailers(message)).toEqual(trailers);
  expect(message.match(/^Signalbox-Agent: .*$/gm)).toEqual(["Signalbox-Agent: ethereum"]);
});
