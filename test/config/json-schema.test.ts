import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { configJsonSchema, keysAt } from "../../src/config/json-schema.ts";

test("the committed schema for editors is current (scripts/config-schema.ts writes it)", () => {
  const committed = readFileSync(new URL("../../docs/signalbox.schema.json", import.meta.url), "utf8");
  expect(committed).toBe(`${JSON.stringify(configJsonSchema(), null, 2)}\n`);
});

test("an editor accepts what we accept and refuses what we refuse", () => {
  const accepts = new Ajv2020({ allErrors: true }).compile(configJsonSchema());
  expect(
    accepts({
      agents: { eth: { allow: ["src/**"], limits: { timeout: "45m" } } },
      gates: { checks: { a: "ci/a" } },
    }),
  ).toBe(true);
  expect(accepts({})).toBe(true);
  for (const wrong of [
    { agentz: {} },
    { teams: {} },
    { agents: { auto: {} } },
    { agents: { eth: { capacity: 0 } } },
    { agents: { eth: { limits: { timeout: 45 } } } },
    { merge: { approvals: 11 } },
    { gates: { checks: { a: { app: "b" } } } },
    { ledger: "agent/x" },
  ]) {
    expect(accepts(wrong), JSON.stringify(wrong)).toBe(false);
  }
});

test("every key says what it means", () => {
  const undescribed: string[] = [];
  const visit = (path: readonly string[], schema: ReturnType<typeof configJsonSchema>): void => {
    for (const [key, child] of Object.entries(schema.properties ?? {})) {
      if (typeof child !== "object") continue;
      if (!child.description) undescribed.push([...path, key].join("."));
      visit([...path, key], child);
    }
    for (const child of [schema.additionalProperties, ...(schema.anyOf ?? [])]) {
      if (typeof child === "object") visit([...path, "*"], child);
    }
  };
  visit([], configJsonSchema());
  expect(undescribed).toEqual([]);
});

test.each([
  [
    [],
    [
      "version",
      "agents",
      "shared",
      "gates",
      "naming",
      "content",
      "canonical",
      "lint",
      "commands",
      "merge",
      "limits",
      "blockers",
      "board",
      "ledger",
    ],
  ],
  [
    ["naming", 0],
    ["name", "in", "files", "except", "find", "template", "parts"],
  ],
  [["agents", "eth", "limits"], ["timeout"]],
  [
    ["gates", "checks", "a"],
    ["check", "app"],
  ],
  [["agents"], []],
])("the keys at %j", (path, keys) => {
  expect(keysAt(configJsonSchema(), path)).toEqual(keys);
});
