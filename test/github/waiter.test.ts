import { expect, test } from "vitest";
import { createWaiter } from "../../src/github/waiter.ts";
import { virtualClock } from "./virtual-clock.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

function waiting({ writeSpacing = 0 } = {}) {
  const clock = virtualClock();
  const waiter = createWaiter({ clock, writeSpacing });
  const sent: { readonly kind: string; readonly at: number }[] = [];
  /** Enters and notes when it was let in; `hold` keeps the turn, as a request that is under way does. */
  const send = async (kind: "read" | "write", hold = false) => {
    const release = await waiter.enter(kind);
    sent.push({ kind, at: clock.elapsed() });
    if (!hold) release();
    return release;
  };
  const answer = (status: number, headers: Record<string, string> = {}, rateLimited = false) =>
    waiter.answered({ status, headers, rateLimited });
  return { clock, sent, send, answer };
}

/** The reset header is a time of GitHub's clock, in seconds. */
const unix = (date: string) => String(Date.parse(date) / 1_000);

test("E4: a refusal with retry-after is obeyed to the second, by reads and writes alike", async () => {
  const { clock, sent, send, answer } = waiting();
  expect(answer(429, { "retry-after": "17" })).toBe("again");
  void send("read");
  void send("write");
  await clock.advance(17 * SECOND - 1);
  expect(sent).toEqual([]);
  await clock.advance(1);
  expect(sent).toEqual([
    { kind: "read", at: 17 * SECOND },
    { kind: "write", at: 17 * SECOND },
  ]);
});

// E9: our clock says 12:00:00, GitHub's says 12:03:00; its reset is 40 seconds after its own now.
test("E4: the reset header is read by GitHub's clock, not by ours", async () => {
  const { clock, sent, send, answer } = waiting();
  const headers = {
    date: "Sat, 21 Nov 2026 12:03:00 GMT",
    "x-ratelimit-remaining": "0",
    "x-ratelimit-reset": unix("2026-11-21T12:03:40Z"),
  };
  expect(answer(403, headers)).toBe("again");
  void send("read");
  await clock.advance(40 * SECOND - 1);
  expect(sent).toEqual([]);
  await clock.advance(1);
  expect(sent).toEqual([{ kind: "read", at: 40 * SECOND }]);
});

// E9
test("a reset that lies in the past is waited for a second, never less than nothing", async () => {
  const { clock, sent, send, answer } = waiting();
  const headers = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": unix("2026-11-21T11:00:00Z") };
  expect(answer(429, headers)).toBe("again");
  void send("read");
  await clock.advance(SECOND);
  expect(sent).toEqual([{ kind: "read", at: SECOND }]);
});

// "if neither header is there, wait at least one minute, then exponentially longer".
test("E4: without a hint how long, the wait is a minute and doubles with each refusal that follows, up to an hour", async () => {
  const { clock, sent, send, answer } = waiting();
  const waits = [1, 2, 4, 8, 16, 32, 60, 60];
  for (const minutes of waits) {
    const before = clock.elapsed();
    expect(answer(429)).toBe("again");
    void send("read");
    await clock.advance(minutes * MINUTE - 1);
    expect(sent).toEqual([]);
    await clock.advance(1);
    expect(sent.splice(0)).toEqual([{ kind: "read", at: before + minutes * MINUTE }]);
  }
  expect(answer(200)).toBe("final");
  expect(answer(429)).toBe("again");
  void send("read");
  await clock.advance(MINUTE);
  expect(sent).toHaveLength(1);
});

test.each([
  ["retry-after that is no number", { "retry-after": "soon" }],
  ["nothing left, and no time of reset", { "x-ratelimit-remaining": "0" }],
  [
    "nothing left, and a reset that is no number",
    { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "NaN" },
  ],
])("headers that cannot be read (%s) make the minute's wait, not none", async (_name, headers) => {
  const { clock, sent, send, answer } = waiting();
  expect(answer(429, headers)).toBe("again");
  void send("read");
  await clock.advance(MINUTE - 1);
  expect(sent).toEqual([]);
  await clock.advance(1);
  expect(sent).toHaveLength(1);
});

// Ten reads under way at once are refused together; that is one refusal, not ten.
test("E4: refusals of requests that were under way together do not double the wait", async () => {
  const { clock, sent, send, answer } = waiting();
  for (let request = 0; request < 10; request += 1) answer(429);
  expect(answer(200)).toBe("final");
  void send("read");
  await clock.advance(MINUTE);
  expect(sent).toHaveLength(1);
  answer(429);
  void send("read");
  await clock.advance(2 * MINUTE - 1);
  expect(sent).toHaveLength(1);
  await clock.advance(1);
  expect(sent).toHaveLength(2);
});

test("E4: a longer wait that is announced while others sleep keeps them back too", async () => {
  const { clock, sent, send, answer } = waiting();
  answer(429, { "retry-after": "10" });
  void send("read");
  await clock.advance(5 * SECOND);
  answer(429, { "retry-after": "20" });
  await clock.advance(20 * SECOND - 1);
  expect(sent).toEqual([]);
  await clock.advance(1);
  expect(sent).toEqual([{ kind: "read", at: 25 * SECOND }]);
});

// The wait may begin while a write sleeps for its spacing.
test("E4: a write that only waits for its turn is held back by a wait that begins meanwhile", async () => {
  const { clock, sent, send, answer } = waiting({ writeSpacing: SECOND });
  await send("write");
  void send("write");
  await clock.advance(500);
  answer(429, { "retry-after": "30" });
  await clock.advance(30 * SECOND - 1);
  expect(sent).toHaveLength(1);
  await clock.advance(1);
  expect(sent.at(-1)).toEqual({ kind: "write", at: 30_500 });
});

// E13
test("E4: writes leave a second apart and one at a time; reads do not wait for them", async () => {
  const { clock, sent, send } = waiting({ writeSpacing: SECOND });
  const release = await send("write", true);
  void send("write");
  void send("read");
  await clock.advance(5 * SECOND);
  expect(sent).toEqual([
    { kind: "write", at: 0 },
    { kind: "read", at: 0 },
  ]);
  release();
  void send("write");
  await clock.advance(10 * SECOND);
  expect(sent.slice(2)).toEqual([
    { kind: "write", at: 5 * SECOND },
    { kind: "write", at: 6 * SECOND },
  ]);
});

// GraphQL says it in a body with status 200.
test("E4: GraphQL's RATE_LIMITED with status 200 is a refusal", () => {
  const { answer } = waiting();
  expect(answer(200, {}, true)).toBe("again");
});

// The answer that takes the last request is no refusal, but the next would be one.
test("E4: when the last request is used up, nothing is sent until the reset", async () => {
  const { clock, sent, send, answer } = waiting();
  const headers = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": unix("2026-11-21T12:00:09Z") };
  expect(answer(200, headers)).toBe("final");
  void send("read");
  await clock.advance(9 * SECOND - 1);
  expect(sent).toEqual([]);
  await clock.advance(1);
  expect(sent).toHaveLength(1);
});

// A 403 without a sign of a limit is about permissions: nobody waits, and nothing is sent again.
test.each([
  [403, {}],
  [403, { "x-ratelimit-remaining": "4999", "x-ratelimit-reset": "1800000000" }],
  [401, {}],
  [404, {}],
  [409, {}],
  [422, {}],
  [500, {}],
  [502, { "x-ratelimit-remaining": "12" }],
])("E4 E10: status %i is final and makes nobody wait", async (status, headers) => {
  const { sent, send, answer } = waiting();
  expect(answer(status, headers)).toBe("final");
  await send("write");
  expect(sent).toEqual([{ kind: "write", at: 0 }]);
});
