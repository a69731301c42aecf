/** What follows `/freeze`, as people type it. B16. */
import { expect, test } from "vitest";
import { readFreeze } from "../../src/commands/read-freeze.ts";

const hour = 3_600_000;
const plain = { scope: [], lasts: null, drain: false, reason: null };

test.each([
  ["", plain],
  ["release day", { ...plain, reason: "release day" }],
  ["for 2h", { ...plain, lasts: 2 * hour }],
  ["for 3d --drain release day", { ...plain, lasts: 72 * hour, drain: true, reason: "release day" }],
  ["--drain for 90m", { ...plain, lasts: 1.5 * hour, drain: true }],
  ["release day for 2h", { ...plain, lasts: 2 * hour, reason: "release day" }],
  ["release day for 2h --drain", { ...plain, lasts: 2 * hour, drain: true, reason: "release day" }],
  ["for a while", { ...plain, reason: "for a while" }],
  [
    "servers/** `package.json` for 1h audit",
    { ...plain, scope: ["servers/**", "package.json"], lasts: hour, reason: "audit" },
  ],
  [
    "for 1h docs/a.md the page moves",
    { ...plain, scope: ["docs/a.md"], lasts: hour, reason: "the page moves" },
  ],
  ["see https://example.org/a.b first", { ...plain, reason: "see https://example.org/a.b first" }],
  ["main is red since docs/a.md", { ...plain, reason: "main is red since docs/a.md" }],
])("/freeze %s", (argument, asked) => {
  expect(readFreeze(argument)).toEqual({ ok: true, asked });
});

test.each([
  ["for 99x now", "`99x` is no time"],
  ["for 91d", "`91d` is no time"],
  ["--drian", "no option `--drian`"],
  ["CI/CD is broken", "is `CI/CD` a path? For all that lies in it type `/freeze CI/CD/**`"],
  ["src/api for 1h", "is `src/api` a path?"],
  ["src/{a,b}/**", "`src/{a,b}/**` "],
  [Array.from({ length: 21 }, (_, n) => `a${n}/**`).join(" "), "at most 20 globs"],
  ["x".repeat(201), "the reason has 201 characters"],
])("/freeze %s is refused, and nothing is frozen", (argument, reply) => {
  const read = readFreeze(argument);
  expect(read).toMatchObject({ ok: false, reply: expect.stringContaining(reply) });
  expect(read).toMatchObject({ reply: expect.stringMatching(/^Nothing was frozen: /) });
});
