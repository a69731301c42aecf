/** Which merges are tried, and how often. */
// B02
import { expect, test } from "vitest";
import { type Forecast, forecastKey } from "../../src/domain/forecast.ts";
import type { Pull } from "../../src/domain/pull.ts";
import { forecastReader } from "../../src/github/forecasts.ts";
import { adds, changeOf, edits } from "../gates/change.ts";
import { pullOf, sha } from "../support/observation.ts";

const tip = sha(1);

function pull(number: number, ...paths: readonly string[]): Pull {
  const change = changeOf(...paths.map((path) => edits(path, "1\n", "2\n")));
  return pullOf(number, `agent/sol/${number}-x`, { head: sha(number), change });
}

/** Tells what was asked, as `ours theirs` in numbers. */
function asking(answer: (times: number) => Forecast | null) {
  const asked: string[] = [];
  const read = forecastReader(async (ours, theirs) => {
    asked.push(`${Number.parseInt(ours, 16)} ${Number.parseInt(theirs, 16)}`);
    return answer(asked.length);
  });
  return { asked, read };
}

test("each head with the default branch, and pairs that may collide, each pair once", async () => {
  const { asked, read } = asking(() => ({ kind: "clean" }));
  const open = [pull(31, "a"), pull(32, "a", "b"), pull(33, "c")];
  const found = await read(open, open, tip);
  expect(asked).toEqual(["31 1", "31 32", "32 1", "33 1"]);
  expect(found.get(forecastKey(sha(32), sha(31)))).toEqual({ kind: "clean" });
  expect(found.has(forecastKey(sha(31), sha(33)))).toBe(false);
});

test("what was told is not asked again, also once the default branch moved", async () => {
  const { asked, read } = asking(() => ({ kind: "clean" }));
  const open = [pull(31, "a"), pull(32, "a")];
  await read(open, open, tip);
  asked.length = 0;
  await read(open, open, tip);
  expect(asked).toEqual([]);
  await read(open, open, sha(2));
  expect(asked).toEqual(["31 2", "32 2"]);
});

test("G4: what could not be tried is unknown, and asked again", async () => {
  const { asked, read } = asking((times) => (times === 1 ? null : { kind: "clean" }));
  const one = [pull(31, "a")];
  expect([...(await read(one, one, tip)).values()]).toEqual([null]);
  expect([...(await read(one, one, tip)).values()]).toEqual([{ kind: "clean" }]);
  expect(asked).toEqual(["31 1", "31 1"]);
});

test("only 200 new merges are tried in one look; the rest is unknown until the next ones", async () => {
  const { asked, read } = asking(() => ({ kind: "clean" }));
  const open = Array.from({ length: 25 }, (_, index) => pull(100 + index, "a"));
  const known = async () =>
    [...(await read(open, open, tip)).values()].filter((each) => each !== null).length;
  expect(await known()).toBe(200);
  expect(await known()).toBe(25 + (25 * 24) / 2);
  expect(asked).toHaveLength(325);
});

test("a pull request whose change nobody could read is not tried", async () => {
  const { asked, read } = asking(() => ({ kind: "clean" }));
  const unread = { ...pull(31, "a"), change: null };
  await read([unread], [unread, pullOf(32, "x", { change: changeOf(adds("a")) })], tip);
  expect(asked).toEqual([]);
});
