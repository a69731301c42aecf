/** GitHub's secondary rate limits, on a clock that the test moves. */
import { expect, test } from "vitest";
import { createTraffic, type Request } from "../../src/local/traffic.ts";
import { testGitHub } from "../support/embedded-github.ts";

function traffic() {
  let now = Date.parse("2026-11-21T10:00:00Z");
  const counted = createTraffic(() => new Date(now));
  const send = (count: number, request: Partial<Request>) => {
    const whole: Request = { userId: 1, api: "rest", route: "", writes: false, creates: false, ...request };
    const limits = Array.from({ length: count }, () => {
      const { breach, leave } = counted.enter(whole);
      leave();
      return breach;
    });
    return limits.at(-1) ?? null;
  };
  return { ...counted, send, advance: (seconds: number) => (now += seconds * 1_000) };
}

// E13
test.each([
  ["900 reads of REST", 900, {}, "rest-minute"],
  ["180 writes of REST", 180, { writes: true }, "rest-minute"],
  ["2,000 queries", 2_000, { api: "graphql" }, "graphql-minute"],
  ["400 mutations", 400, { api: "graphql", writes: true }, "graphql-minute"],
  ["80 creations", 80, { writes: true, creates: true }, "creations-minute"],
] as const)("%s a minute are allowed, and no more", (_name, most, request, limit) => {
  const { send, advance } = traffic();
  expect(send(most, request)).toBeNull();
  advance(20);
  expect(send(1, request)).toMatchObject({ limit, retryAfter: 40 });
  expect(send(1, { ...request, userId: 2 })).toBeNull();
  advance(40);
  expect(send(1, request)).toBeNull();
});

// E13
test("500 creations an hour are allowed, and no more", () => {
  const { send, advance, breaches } = traffic();
  for (let count = 0; count < 10; count += 1) {
    expect(send(50, { creates: true })).toBeNull();
    advance(60);
  }
  expect(send(1, { creates: true, route: "POST /x" })).toMatchObject({
    limit: "creations-hour",
    retryAfter: 3_000,
  });
  expect(breaches()).toMatchObject([{ route: "POST /x", limit: "creations-hour" }]);
  advance(3_000);
  expect(send(1, { creates: true })).toBeNull();
});

// E13
test("100 requests may be under way at once", () => {
  const { enter } = traffic();
  const request: Request = { userId: 1, api: "rest", route: "", writes: false, creates: false };
  const [first] = Array.from({ length: 100 }, () => enter(request));
  expect(first?.breach).toBeNull();
  const over = enter(request);
  expect(over.breach?.limit).toBe("concurrent");
  over.leave();
  first?.leave();
  expect(enter(request).breach).toBeNull();
});

// E4 E13
test("E4 E13: a breach is refused with the seconds to wait, when the world is told to; otherwise it is noted", async () => {
  const clock = () => new Date("2026-11-21T10:00:00Z");
  const strict = await testGitHub({}, { clock, refuseBreaches: true });
  await strict.as("mira")("POST", "issues", { title: "Task" });
  for (let count = 1; count < 80; count += 1)
    await strict.as("mira")("POST", "issues/1/comments", { body: "Hi" });
  const refused = await strict.as("mira")("POST", "issues/1/comments", { body: "Once more" });
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([403, "60"]);
  expect(refused.json["message"]).toMatch(/secondary rate limit/);
  expect(strict.github.world.comments.count()).toBe(79);
  expect(strict.github.breaches()).toMatchObject([
    { limit: "creations-minute", route: "POST /repos/{owner}/{repo}/issues/{issue_number}/comments" },
  ]);

  const own = await testGitHub({}, { clock });
  await own.as("mira")("POST", "issues", { title: "Task" });
  for (let count = 1; count < 81; count += 1)
    await own.as("mira")("POST", "issues/1/comments", { body: "Hi" });
  expect(own.github.world.comments.count()).toBe(80);
  expect(own.github.breaches()).toHaveLength(1);
});
