import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { startWebhookServer } from "../../src/app.ts";
import { requireSecret } from "../../src/wiring/serve-secret.ts";
import { privateKey } from "../support/deliveries.ts";

test.each([
  ["missing", undefined, "is missing"],
  ["empty", "", "is missing"],
  ["blank", " ".repeat(40), "is missing"],
  ["Probot's default", "development", "is a placeholder"],
  ["Probot's default, made longer", "development-development-2026-shop", "is a placeholder"],
  ["somebody's placeholder", "please-CHANGE-ME-before-production", "is a placeholder"],
  ["short", "0f3b5a7c9d1e2f40516273849aabbcc", "has 31 bytes"],
  ["one character, repeated", "a".repeat(64), "repeats itself"],
  ["a short word, repeated", "0123456789".repeat(4), "repeats itself"],
  ["made of a few characters", "abcabdabeabcabeabdabcabdabcabeabd", "repeats itself"],
])("W2: with a secret that is %s it refuses to start, and says what to type", async (_name, secret, why) => {
  const start = startWebhookServer({ appId: 1, privateKey, secret, port: 0, hint: () => {} });
  await expect(start).rejects.toThrow(`the webhook secret ${why}`);
  await expect(start).rejects.toThrow("openssl rand -hex 32");
});

test("what `openssl rand` gives is good, as hex and as base64", () => {
  for (let times = 0; times < 1_000; times += 1) {
    const bytes = randomBytes(32);
    for (const secret of [bytes.toString("hex"), bytes.toString("base64")])
      expect(requireSecret(secret)).toBe(secret);
  }
});
