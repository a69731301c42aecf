/** Bench `passes`: what one pass asks of GitHub when nothing has changed, and when one thing has. */
import type { Figure } from "./figure.ts";
import { batchedAsRest } from "./naive.ts";
import { openShop, type Shop } from "./shop.ts";
import { requestsOf, trafficText } from "./traffic.ts";

/** The second task is measured: the first has made the labels and the ledger. */
export async function benchPasses(): Promise<readonly Figure[]> {
  const shop = await openShop({ webhooks: false });
  try {
    await liveOn(shop, "Greet the customer", () => shop.pass());
    const figures: Figure[] = [];
    await liveOn(shop, "Thank the customer", async (what) => figures.push(await measure(shop, what)));
    return [await measure(shop, "nothing has changed", 1), ...figures];
  } finally {
    await shop.close();
  }
}

/** One task from label to merge; `look` is called once after each thing that a person did. */
async function liveOn(shop: Shop, title: string, look: (what: string) => Promise<unknown>): Promise<void> {
  const issue = await shop.openIssue(title);
  await converge(shop);
  await shop.label(issue);
  await look("a person labels an issue");
  await converge(shop);
  const pull = await shop.approve();
  await look("a person approves");
  await converge(shop);
  await shop.merge(pull);
  await look("a person merges");
  await converge(shop);
}

async function measure(shop: Shop, what: string, aim = 3): Promise<Figure> {
  const { traffic, pass } = await shop.pass();
  const apart = requestsOf(traffic) - traffic.mutations + batchedAsRest([pass]);
  return {
    what: `requests of a pass: ${what}`,
    measured: requestsOf(traffic),
    detail: `= ${trafficText(traffic)}`,
    aim,
    alternative: traffic.mutations > 0 ? { what: "with each effect by itself", number: apart } : null,
  };
}

/** Looks until there is nothing left to do. */
async function converge(shop: Shop): Promise<void> {
  for (let quiet = false; !quiet; ) {
    await shop.settle();
    const { pass } = await shop.pass();
    quiet = pass.applied.length === 0 && pass.changes.additions.length + pass.changes.deletions.length === 0;
  }
  await shop.settle();
}
