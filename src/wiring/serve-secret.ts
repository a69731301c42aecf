/** Whether a webhook secret keeps anybody out: who can guess it can forge webhooks. */
import { secretProblemText } from "../text/serve.ts";

/** Bytes; GitHub's advice is "a random string of text with high entropy". */
const LENGTH = 32;
/** 32 random hex digits have fewer different ones once in a billion. */
const DIFFERENT = 8;
/** Probot's default among them: without a secret it would take `development`. */
const PLACEHOLDER = /development|change.?me|password|your.?(?:webhook.?)?secret|webhook.?secret|placeholder/i;

/** Answers with the secret; throws and says what is wrong with it and what to type. */
export function requireSecret(secret: string | undefined): string {
  const problem = problemOf(secret ?? "");
  if (secret === undefined || problem !== null) throw new WeakSecret(problem ?? secretProblemText.missing);
  return secret;
}

export class WeakSecret extends Error {}

function problemOf(secret: string): string | null {
  const length = Buffer.byteLength(secret.trim());
  if (length === 0) return secretProblemText.missing;
  if (PLACEHOLDER.test(secret)) return secretProblemText.placeholder;
  if (length < LENGTH) return secretProblemText.short(length, LENGTH);
  const isRepeated = /^(.{1,16}?)\1+$/su.test(secret.trim());
  return isRepeated || new Set(secret).size < DIFFERENT ? secretProblemText.trivial : null;
}
