/** Gates `content`, `size` and `secrets`: added lines. */
// R23 R30
import { expect, test } from "vitest";
import type { FileDiff } from "../../src/domain/file-diff.ts";
import { content } from "../../src/gates/content.ts";
import { secrets } from "../../src/gates/secrets.ts";
import { size } from "../../src/gates/size.ts";
import { adds, addsBinary, changeOf, deletes, edits, inputOf, rulesOf, said } from "./change.ts";

const noConsole = rulesOf(`
content: [{ name: no-console, forbid: 'console\\.log\\(', files: "src/**", except: ["src/cli/**"], message: Use the logger }]
`);

test.each([
  ["an added line", adds("src/a.ts", "a\nconsole.log(1)\n"), ["fail", "no-console src/a.ts:2"]],
  ["a line that was there", edits("src/a.ts", "console.log(1)\n", "console.log(1)\nb\n"), ["pass"]],
  ["a line that goes", edits("src/a.ts", "console.log(1)\nb\n", "b\n"), ["pass"]],
  ["a path that is left out", adds("src/cli/a.ts", "console.log(1)\n"), ["pass"]],
  ["another folder", adds("test/a.ts", "console.log(1)\n"), ["pass"]],
])("content: %s", (_what, file, expected) => {
  expect(said(content.judge(inputOf({ config: noConsole, change: changeOf(file) })))).toEqual(expected);
});

test("content: the rule's own words say what to do", () => {
  const [reason] = content.judge(
    inputOf({ config: noConsole, change: changeOf(adds("src/a.ts", "console.log(1)\n")) }),
  ).reasons;
  expect(reason?.message).toBe(
    "`console.log(` is forbidden by the rule `no-console` of `content`. Use the logger.",
  );
});

const small = rulesOf("gates: { size: { files: 2, lines: 3 } }");

test.each([
  ["within the limits", [adds("a", "1\n2\n"), adds("b", "3\n")], ["pass"]],
  ["too many paths", [adds("a"), adds("b"), deletes("c")], ["fail", "files"]],
  ["too many lines", [adds("a", "1\n2\n"), edits("b", "x\n", "3\n4\n")], ["fail", "lines"]],
  ["something that is no text", [addsBinary("logo.png")], ["wait", "binary logo.png"]],
])("size: %s", (_what, files, expected) => {
  expect(said(size.judge(inputOf({ config: small, change: changeOf(...files) })))).toEqual(expected);
});

test("size: what lies in Git LFS nobody has seen", () => {
  const pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0123\nsize 12\n";
  const judge = (file: FileDiff, approvers: readonly string[] = []) =>
    said(size.judge(inputOf({ change: changeOf(file), approvers })));
  expect(judge(adds("model.js", pointer))).toEqual(["wait", "binary model.js"]);
  expect(judge(edits("model.js", "a\n", pointer))).toEqual(["wait", "binary model.js"]);
  expect(judge(edits("model.js", pointer, pointer.replace("0123", "4567")))).toEqual([
    "wait",
    "binary model.js",
  ]);
  expect(judge(edits("model.js", pointer, "a\n"))).toEqual(["pass"]);
  expect(judge(adds("docs/lfs.md", `# LFS\n\n${pointer}`))).toEqual(["pass"]);
  expect(judge(adds("model.js", pointer), ["mira"])).toEqual(["pass", "(binary model.js)"]);
});

test("size: who approves the very head vouches for what is no text", () => {
  const verdict = size.judge(inputOf({ change: changeOf(addsBinary("logo.png")), approvers: ["mira"] }));
  expect(said(verdict)).toEqual(["pass", "(binary logo.png)"]);
});

/** Made here and whole nowhere, so that no scanner takes this file for a leak. */
const made = (...parts: readonly string[]) => parts.join("");

test.each([
  ["a GitHub token", made("gh", "p_", "a1B2".repeat(9)), "github-token"],
  ["a new installation token", made("gh", "s_", "123_", "eyJh.".repeat(20)), "github-token"],
  ["a fine-grained token", made("github_", "pat_", "a1B2_".repeat(16)), "github-token"],
  ["an AWS key", made("AK", "IA", "ABCDEFGH234567AB"), "aws-key"],
  ["an Anthropic key", made("sk-", "ant-", "api03-", "x9".repeat(20)), "anthropic-key"],
  ["a Slack token", made("xox", "b-", "1234567890-abcdefghij"), "slack-token"],
  ["a Stripe key", made("sk_", "live_", "a1".repeat(12)), "stripe-key"],
  ["a Google key", made("AI", "za", "b".repeat(35)), "google-key"],
  ["an npm token", made("np", "m_", "c3".repeat(18)), "npm-token"],
  ["a private key", made("-----BEGIN RSA ", "PRIVATE KEY-----"), "private-key"],
  ["a password in an address", made("postgres://app:", "hunter2hunter2", "@db.internal/x"), "url-password"],
])("secrets: %s is found, and not repeated", (_what, secret, rule) => {
  const verdict = secrets.judge(inputOf({ change: changeOf(adds("src/a.ts", `const k = "${secret}";\n`)) }));
  expect(said(verdict)).toEqual(["fail", `${rule} src/a.ts:1`]);
  expect(verdict.reasons[0]?.message).not.toContain(secret.slice(-12));
});

test.each([
  "const token = process.env.GITHUB_TOKEN;",
  "https://user:$" + "{PASSWORD}@host/",
  "https://example.org:8080/a@b",
  "postgres://user:password@localhost".replace("password", "***"),
  "sk-learn is a library",
  "ghp_short",
  "task-force and risk-averse",
])("secrets: %s is none", (text) => {
  expect(said(secrets.judge(inputOf({ change: changeOf(adds("a.md", `${text}\n`)) })))).toEqual(["pass"]);
});

test("a secret that goes away is no finding, one that stays neither", () => {
  const key = made("np", "m_", "c3".repeat(18));
  expect(said(secrets.judge(inputOf({ change: changeOf(edits("a", `${key}\nb\n`, "b\n")) })))).toEqual([
    "pass",
  ]);
});

// G4 P7
test.each([[secrets], [size]])("$name: a change that nobody could read fails", (gate) => {
  expect(said(gate.judge(inputOf({ change: null })))).toEqual(["fail", "unreadable"]);
});
