import fc from "fast-check";
import { expect, test } from "vitest";
import { createLog } from "../../src/wiring/serve-log.ts";
import { privateKey, SECRET } from "../support/deliveries.ts";

function logging() {
  const lines: string[] = [];
  const log = createLog({
    level: "debug",
    secrets: [SECRET, privateKey.trim()],
    write: (line) => lines.push(line),
  });
  return { log, lines };
}

const canaries = [
  `ghs_1_${"a".repeat(36)}.${"B".repeat(380)}.${"c".repeat(86)}`,
  `ghp_${"a1".repeat(18)}`,
  `gho_${"a1".repeat(18)}`,
  `github_pat_${"a1".repeat(41)}`,
  "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiIxIn0.c2lnbmF0dXJl",
  SECRET,
  privateKey,
  privateKey.slice(0, 400),
];

test.each(canaries)(
  "S6: a secret does not reach the log, in a message, a field or an error's cause (%#)",
  (canary) => {
    const { log, lines } = logging();
    const cause = Object.assign(new Error(`GitHub said ${canary}`), {
      request: { headers: { authorization: canary } },
    });
    log.info({ field: canary, deep: [{ text: `Bearer ${canary}` }] }, "constant");
    log.error({ err: new Error(`with ${canary}`, { cause }) }, "constant");
    const middle = JSON.stringify(canary.slice(20, 60)).slice(1, -1);
    expect(lines).toHaveLength(2);
    for (const line of lines) {
      expect(line).not.toContain(middle);
      expect(JSON.parse(line)).toMatchObject({ msg: "constant" });
    }
  },
);

test("S7: whatever is logged stays on its line, is JSON, and holds nothing that a terminal obeys", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const { log, lines } = logging();
      log.warn({ repository: text, err: new Error(text) }, "constant");
      const [line = ""] = lines;
      expect(line.indexOf("\n")).toBe(line.length - 1);
      expect(line.slice(0, -1)).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
      expect(JSON.parse(line)).toMatchObject({ level: "warn", msg: "constant" });
    }),
  );
});

test("S7: a forged line is a field's text", () => {
  const { log, lines } = logging();
  log.info({ repository: 'x"}\n{"level":"fatal","msg":"forged"}\u001b[2J::set-env name=A::b' }, "constant");
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain("\\n");
  expect(lines[0]).not.toContain("\u001b");
});
