/** Bench `lifecycle`: what a whole task asks of GitHub, from its label to its archive, with webhooks and without rework. */
import type { Pass } from "../src/reconcile/reconcile.ts";
import type { Figure } from "./figure.ts";
import { batchedAsRest } from "./naive.ts";
import { openShop, type Shop } from "./shop.ts";
import { noTraffic, trafficOf, trafficText, writesOf } from "./traffic.ts";

export async function benchLifecycle(): Promise<readonly Figure[]> {
  const shop = await openShop({ webhooks: true });
  try {
    // The first task makes the labels that all share.
    await live(shop, "Greet the customer");
    const before = shop.noted();
    await live(shop, "Thank the customer");
    const after = shop.noted();
    const traffic = trafficOf(after.sent.slice(before.sent.length));
    const passes = after.passes.slice(before.passes.length);
    const writes = writesOf(traffic);
    const { queries, restReads } = traffic;
    return [
      {
        what: "writes of a task's life",
        measured: writes,
        detail: `= ${trafficText({ ...traffic, queries: 0, restReads: 0 })}`,
        aim: 12,
        alternative: {
          what: "with each effect by itself",
          number: writes - traffic.mutations + batchedAsRest(passes),
        },
      },
      {
        what: "reads of a task's life beyond one query a pass",
        measured: queries - passes.length + restReads,
        detail: `= ${trafficText({ ...noTraffic, queries: queries - passes.length, restReads })}`,
        aim: 3,
        alternative: null,
      },
      {
        what: "passes of a task's life",
        measured: passes.length,
        detail: `of which ${passes.filter((pass) => didSomething(pass)).length} had something to do`,
        aim: null,
        alternative: null,
      },
    ];
  } finally {
    await shop.close();
  }
}

function didSomething({ applied, changes }: Pass): boolean {
  return applied.length + changes.additions.length + changes.deletions.length > 0;
}

async function live(shop: Shop, title: string): Promise<void> {
  const issue = await shop.openIssue(title);
  await shop.settle();
  await shop.label(issue);
  await shop.settle();
  const pull = await shop.approve();
  await shop.settle();
  await shop.merge(pull);
  await shop.settle();
  const left = shop.noted().passes.at(-1)?.decision.ledger.tasks.has(issue);
  if (left !== false) throw new Error(`#${issue} was not archived`);
}
