import { describe, expect, test } from "vitest";
import { compileReach, inReach } from "../../src/scope/reach.ts";

const reach = compileReach({
  scope: ["servers/eth/**", "docs/eth.md"],
  allow: ["servers/**"],
  forbid: ["servers/*/secret/**", "**/*.pem"],
});

// R03
describe("reach is scope ∩ allow − forbid", () => {
  test.each([
    ["servers/eth/src/index.ts", { ok: true }],
    ["servers/eth/.env", { ok: true }],
    ["servers/sol/src/index.ts", { ok: false, rule: "scope" }],
    ["docs/eth.md", { ok: false, rule: "allow" }],
    ["servers/eth/secret/key", { ok: false, rule: "forbid", detail: "servers/*/secret/**" }],
    ["servers/eth/key.pem", { ok: false, rule: "forbid", detail: "**/*.pem" }],
    ["servers/eth/../sol/a", { ok: false, rule: "path", detail: "it has a segment `..`" }],
    ["servers/eth/a/", { ok: false, rule: "path", detail: "it has an empty segment" }],
    ["Servers/eth/a", { ok: false, rule: "allow" }],
  ])("%s", (path, verdict) => {
    expect(inReach(reach, path)).toEqual(verdict);
  });

  test("a forbidden path is called forbidden even where it is also out of scope", () => {
    expect(inReach(reach, "elsewhere/key.pem")).toEqual({ ok: false, rule: "forbid", detail: "**/*.pem" });
  });

  test("no allow list allows nothing", () => {
    expect(inReach(compileReach({ scope: ["**"], allow: [], forbid: [] }), "a")).toEqual({
      ok: false,
      rule: "allow",
    });
  });
});

test("a glob that was not parsed where it entered is a mistake of ours and throws", () => {
  expect(() => compileReach({ scope: ["[a]"], allow: [], forbid: [] })).toThrow('glob "[a]" was not parsed');
});

// P10
test("hostile globs match a long path within 50 ms", () => {
  const globs = ["*a*a*a*a*a*a*a*b", "**/*a*/**/*a*/**/*a*/**/*a*/**/b", "?*?*?*?*"];
  const hostile = compileReach({ scope: globs, allow: ["**"], forbid: globs });
  const path = `${"a".repeat(2_000)}/${"a/".repeat(1_000)}c`;
  inReach(hostile, path);
  const start = performance.now();
  inReach(hostile, path);
  expect(performance.now() - start).toBeLessThan(50);
});
