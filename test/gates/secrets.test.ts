/** What is told to people and agents holds no credential. */
import { expect, test } from "vitest";
import { withoutSecrets } from "../../src/gates/secrets.ts";

/** Made here and whole nowhere, so that no scanner takes this file for a leak. */
const made = (...parts: readonly string[]) => parts.join("");
const npm = made("np", "m_", "c3".repeat(18));
const github = made("gh", "s_", "123_", "eyJh.".repeat(20));
const key = made("-----BEGIN RSA ", "PRIVATE KEY-----\nMIIEowIBAAKCAQEA\n-----END RSA ", "PRIVATE KEY-----");

test.each([
  ["no secret", "Extract the tools (#12), see https://example.org/a@b", null],
  ["one", `Used ${npm} today`, "Used (an npm token, taken out) today"],
  ["two of a kind", `${npm} ${npm}`, "(an npm token, taken out) (an npm token, taken out)"],
  ["two kinds", `${npm}\n${github}`, "(an npm token, taken out)\n(a GitHub token, taken out)"],
  ["a whole private key", `a\n${key}\nb`, "a\n(a private key, taken out)\nb"],
  ["a private key without its end", `a\n${key.slice(0, 45)}`, "a\n(a private key, taken out)"],
  [
    "a password in an address",
    made("psql postgres://app:", "hunter2hunter2", "@db.internal/x"),
    "psql (an address with a password, taken out)db.internal/x",
  ],
])("S6: %s", (_what, text, expected) => {
  expect(withoutSecrets(text)).toBe(expected ?? text);
});
