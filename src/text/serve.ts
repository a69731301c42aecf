/** What `signalbox serve` says: to senders of webhooks, to the person who starts it, and in its log. */

/** Answers to what is refused; they name nothing that the sender did not send. */
export const refusalText = {
  encoded: "A webhook's body must not be encoded: GitHub sends plain JSON.\n",
  notJson: "A webhook must be application/json: set the App's content type to that.\n",
  headers:
    "X-GitHub-Event, X-GitHub-Delivery and X-Hub-Signature-256 (sha256=, 64 hex digits) must each be there once.\n",
  large: "The body is larger than the 25 MB that GitHub sends at most.\n",
  busy: "Too much is being received at this moment: deliver it again later.\n",
  notText: "The body is no UTF-8.\n",
  signature:
    "The signature is not this body's under our secret: WEBHOOK_SECRET and the App's webhook secret must be the same.\n",
  payload: "The body is no JSON object.\n",
} as const;

const secretAdvice =
  "Anybody who can guess it can forge webhooks. Type `export WEBHOOK_SECRET=$(openssl rand -hex 32)`, and put the same value into the App's settings under Webhook secret.";

export const secretProblemText = {
  missing: `the webhook secret is missing. ${secretAdvice}`,
  placeholder: `the webhook secret is a placeholder that everybody knows. ${secretAdvice}`,
  short: (seen: number, wanted: number) =>
    `the webhook secret has ${seen} bytes; it must have at least ${wanted}. ${secretAdvice}`,
  trivial: `the webhook secret repeats itself. ${secretAdvice}`,
} as const;
