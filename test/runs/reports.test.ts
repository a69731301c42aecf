/** What the cards may show of an agent's output: seldom, the newest, and nothing after the end. */
import { expect, test } from "vitest";
import { createReports } from "../../src/runs/reports.ts";
import { createSceneClock } from "../support/scene-clock.ts";

const first = { task: 12, attempt: 1, run: 501 };

function scene() {
  const clock = createSceneClock();
  let woken = 0;
  const wake = () => {
    woken += 1;
  };
  const reports = createReports({ now: clock.now, after: clock.after, wake });
  const lines = () => reports.current().get(12)?.lines;
  return { clock, reports, lines, woken: () => woken };
}

test("a report comes three seconds after the first line, with all that was printed until then, and asks for a pass", () => {
  const { clock, lines, reports, woken } = scene();
  reports.printed(first, "one");
  reports.printed(first, "two");
  expect([lines(), woken()]).toEqual([undefined, 0]);
  clock.advance(3);
  expect([lines(), woken()]).toEqual([["one", "two"], 1]);
});

test("after that a quarter of a minute passes between reports, whatever is printed", () => {
  const { clock, lines, reports, woken } = scene();
  reports.printed(first, "one");
  clock.advance(3);
  for (let second = 1; second <= 14; second += 1) {
    reports.printed(first, `second ${second}`);
    clock.advance(1);
  }
  expect([lines(), woken()]).toEqual([["one"], 1]);
  clock.advance(1);
  expect(lines()?.at(-1)).toBe("second 14");
  expect(woken()).toBe(2);
  clock.advance(60);
  expect(woken()).toBe(2);
});

test("a run that ended has no report, and none that was due comes", () => {
  const { clock, lines, reports, woken } = scene();
  reports.printed(first, "one");
  clock.advance(3);
  reports.printed(first, "two");
  reports.ended(first);
  clock.advance(60);
  expect([lines(), woken()]).toEqual([undefined, 1]);
});

test("a late end of an earlier attempt leaves the report of the next", () => {
  const { clock, lines, reports } = scene();
  const next = { task: 12, attempt: 2, run: 502 };
  reports.printed(next, "again");
  clock.advance(3);
  reports.ended(first);
  expect(lines()).toEqual(["again"]);
});

test("endless output keeps a bounded report", () => {
  const { clock, lines, reports } = scene();
  for (let index = 0; index < 10_000; index += 1) reports.printed(first, `line ${index}`);
  clock.advance(3);
  expect(lines()).toHaveLength(30);
});
