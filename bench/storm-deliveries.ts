/** The webhooks that pushes to pull requests bring: when each comes, and what it tells. */
import { createRandom } from "../src/domain/random.ts";

export interface StormSize {
  readonly repositories: number;
  /** Of each repository. */
  readonly pushes: number;
  /** Of each push; a multiple of three and four more, for the checks that each come in three steps. */
  readonly deliveries: number;
  /** Seconds over which the pushes are spread. */
  readonly over: number;
}

export interface Delivery {
  /** Milliseconds since the storm began. */
  readonly at: number;
  readonly repository: number;
  /** Which push of its repository. */
  readonly push: number;
  /** What it tells: the new head, a check that has ended, or something that Signalbox does not look at. */
  readonly fact: { readonly kind: "pushed" } | { readonly kind: "passed"; readonly check: number } | null;
}

/** At once four of the push itself; then each check is created within 5 seconds, begins within a minute, and ends within six. */
export function stormOf({ repositories, pushes, deliveries, over }: StormSize): readonly Delivery[] {
  const { next: chance } = createRandom(1);
  const checks = (deliveries - 4) / 3;
  const all: Delivery[] = [];
  for (let repository = 0; repository < repositories; repository += 1) {
    for (let push = 0; push < pushes; push += 1) {
      const start = ((push + chance()) / pushes) * over * 1_000;
      const come = (seconds: number, fact: Delivery["fact"]) =>
        all.push({ at: Math.round(start + seconds * 1_000), repository, push, fact });
      come(0, { kind: "pushed" });
      for (let extra = 0; extra < 3; extra += 1) come(chance() * 2, null);
      for (let check = 0; check < checks; check += 1) {
        come(chance() * 5, null);
        come(5 + chance() * 55, null);
        come(60 + chance() * 300, { kind: "passed", check });
      }
    }
  }
  return all.toSorted((a, b) => a.at - b.at);
}
