/** How a job reaches GitHub: with the token that it was given, and with little patience for rate limits. */
import { type Client, createClient } from "../github/client.ts";
import type { ActionInputs } from "./action-inputs.ts";
import { systemClock } from "./clock.ts";
import { patientClock } from "./patient-clock.ts";

/** Milliseconds that GitHub's rate limit may make a job wait at a time. */
const PATIENCE = 120_000;

export function actionClient({ token, baseUrl }: Pick<ActionInputs, "token" | "baseUrl">): {
  readonly client: Client;
  readonly clock: typeof systemClock;
} {
  const clock = patientClock(systemClock, PATIENCE);
  return { client: createClient({ baseUrl, token: async () => token, clock, writeSpacing: 1_000 }), clock };
}
