/** The storm is what it says that it is, and its requests are counted as the embedded GitHub would count them. */
import { expect, test } from "vitest";
import { openShop } from "../../bench/shop.ts";
import { figuresOf } from "../../bench/storm.ts";
import { stormOf } from "../../bench/storm-deliveries.ts";
import { requestsOfPass } from "../../bench/storm-repository.ts";
import { requestsOf } from "../../bench/traffic.ts";

test("300 pushes on 10 repositories bring 30,000 deliveries in the order of their time; a third of them tell a fact", () => {
  const deliveries = stormOf({ repositories: 10, pushes: 30, deliveries: 100, over: 300 });
  expect(deliveries).toHaveLength(30_000);
  expect(deliveries.map(({ at }) => at)).toEqual(deliveries.map(({ at }) => at).toSorted((a, b) => a - b));
  expect(deliveries.filter(({ fact }) => fact?.kind === "pushed")).toHaveLength(300);
  expect(deliveries.filter(({ fact }) => fact?.kind === "passed")).toHaveLength(300 * 32);
  expect(deliveries.at(-1)?.at).toBeLessThanOrEqual((300 + 360) * 1_000);
});

// R49 FAULTS.md E13
test("E13: through the queue a small storm ends as with one evaluation each, sees every fact within 16 seconds, and asks less", async () => {
  const size = { repositories: 2, pushes: 3, deliveries: 100, over: 120 };
  const [requests, staleness, differing] = await figuresOf("in a test", size);
  expect(differing?.measured).toBe(0);
  expect(staleness?.measured).toBeGreaterThan(1);
  expect(staleness?.measured).toBeLessThan(16);
  expect(requests?.alternative?.number).toBeGreaterThanOrEqual(600);
  expect(requests?.measured).toBeLessThan((requests?.alternative?.number ?? 0) / 3);
});

test("a pass on paper is counted as many requests as the same pass sends to the embedded GitHub", async () => {
  const shop = await openShop({ webhooks: false });
  try {
    const issue = await shop.openIssue("Greet the customer");
    await shop.pass();
    await shop.label(issue);
    for (let count = 0; count < 6; count += 1) {
      await shop.pass();
      await shop.settle();
    }
    await shop.approve();
    const { traffic, pass } = await shop.pass();
    const recorded = pass.changes.additions.length + pass.changes.deletions.length > 0;
    // Query, commit, the label `status:ready` that is made for the first task, mutation.
    expect([requestsOf(traffic), requestsOfPass(pass.decision, recorded)]).toEqual([4, 4]);
    await shop.pass();
    const quiet = await shop.pass();
    expect(requestsOf(quiet.traffic)).toBe(1);
    expect(requestsOfPass(quiet.pass.decision, false)).toBe(1);
  } finally {
    await shop.close();
  }
});
