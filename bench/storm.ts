/** Bench `storm`: what a storm of webhooks asks of GitHub through the queue, against one evaluation for each of them. */
import { isDeepStrictEqual } from "node:util";
import { createQueue, type Spacing } from "../src/queue/in-process.ts";
import { virtualClock } from "../test/github/virtual-clock.ts";
import type { Figure } from "./figure.ts";
import { type Delivery, type StormSize, stormOf } from "./storm-deliveries.ts";
import { type StormRepository, stormRepository } from "./storm-repository.ts";

/** As `signalbox serve` has it. Milliseconds. */
export const spacing: Spacing = { first: 1_000, longest: 15_000 };

const MINUTE = 60;
const storm = { repositories: 10, pushes: 30, deliveries: 100 } as const;

/** Milliseconds that a request takes, one after the other. */
const LATENCY = 300;

export async function benchStorm(): Promise<readonly Figure[]> {
  return [
    ...(await figuresOf("pushed within 5 minutes", { ...storm, over: 5 * MINUTE })),
    ...(await figuresOf("pushed within 20 minutes", { ...storm, over: 20 * MINUTE })),
    ...(await figuresOf("pushed over 8 hours", { ...storm, over: 8 * 60 * MINUTE })),
  ];
}

/** How many times fewer requests than one evaluation for each delivery, and seconds. */
const AIM = { fewer: 20, staleness: 16 } as const;

export async function figuresOf(when: string, size: StormSize): Promise<readonly Figure[]> {
  const deliveries = stormOf(size);
  const each = evaluateEach(size, deliveries);
  const queued = await throughQueue(size, deliveries);
  const what = `${deliveries.length} deliveries ${when}`;
  const differing = queued.shown.filter(
    (shown, index) => !isDeepStrictEqual(shown, each.shown[index]),
  ).length;
  return [
    {
      what: `requests of ${what}`,
      measured: queued.requests,
      detail: `in ${queued.passes} passes`,
      aim: Math.floor(each.requests / AIM.fewer),
      alternative: { what: "with one evaluation each", number: each.requests },
    },
    {
      what: `staleness, ${what}`,
      measured: queued.staleness / 1_000,
      detail: "seconds at most from a fact to the pass that saw it",
      aim: AIM.staleness,
      alternative: null,
    },
    {
      what: `repositories that end differently, ${what}`,
      measured: differing,
      detail: `of ${size.repositories}`,
      aim: 0,
      alternative: null,
    },
  ];
}

/** One pass for each delivery, at once and in no time: the most that looking can ask. */
function evaluateEach({ repositories }: StormSize, deliveries: readonly Delivery[]) {
  const all = Array.from({ length: repositories }, stormRepository);
  let requests = 0;
  for (const delivery of deliveries) {
    const repository = all[delivery.repository];
    repository?.happen(delivery);
    requests += repository?.pass() ?? 0;
  }
  return { requests, shown: all.map((repository) => settled(repository)) };
}

/** The queue and its spacing on a virtual clock; a pass takes as long as its requests. */
async function throughQueue({ repositories }: StormSize, deliveries: readonly Delivery[]) {
  const clock = virtualClock();
  const all = Array.from({ length: repositories }, stormRepository);
  const unseen = all.map((): number[] => []);
  let [requests, passes, staleness] = [0, 0, 0];
  const queue = createQueue({
    clock,
    spacing,
    onError: (_key, error) => {
      throw error;
    },
    work: async (key) => {
      const index = Number(key);
      for (const at of unseen[index]?.splice(0) ?? []) staleness = Math.max(staleness, clock.elapsed() - at);
      const asked = all[index]?.pass() ?? 0;
      requests += asked;
      passes += 1;
      await clock.sleep(asked * LATENCY);
      return null;
    },
  });
  for (const delivery of deliveries) {
    await clock.advance(delivery.at - clock.elapsed());
    all[delivery.repository]?.happen(delivery);
    if (delivery.fact) unseen[delivery.repository]?.push(clock.elapsed());
    queue.hint(String(delivery.repository));
  }
  await clock.advance(5 * MINUTE * 1_000);
  await queue.close();
  if (unseen.some((facts) => facts.length > 0)) throw new Error("a fact was never seen");
  return { requests, passes, staleness, shown: all.map((repository) => repository.shown()) };
}

/** As it is when nothing more is to be done. */
function settled(repository: StormRepository): unknown {
  for (let count = 0; count < 5 && repository.pass() > 1; count += 1);
  return repository.shown();
}
