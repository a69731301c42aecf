/** An open question of a run's first attempt, asked at noon. */
import { Blocker } from "../../src/ledger/task.ts";
import { noon } from "./observation.ts";

export function blockerOf(id: string, question: string, over: Partial<Blocker> = {}): Blocker {
  // The codec fills in what an older ledger file lacks too.
  const asked = Blocker.parse({
    id,
    attempt: 1,
    question,
    options: [],
    at: noon.toISOString(),
    answer: null,
  });
  return { ...asked, ...over };
}
