/** The style sheet's colours are told apart by whoever sees less: WCAG 2.2, 1.4.3 (4.5 for text) and 1.4.11 (3 for signs). */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const css = readFileSync(new URL("../../src/web/assets/page.css", import.meta.url), "utf8");
const [light = "", dark = ""] = [...css.matchAll(/:root \{([^}]*)\}/g)].map((match) => match[1] ?? "");

function colours(block: string): ReadonlyMap<string, string> {
  return new Map(
    [...block.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map(([, name = "", value = ""]) => [name, value]),
  );
}

const schemes = { light: colours(light), dark: new Map([...colours(light), ...colours(dark)]) };

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [bright = 0, dim = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (bright + 0.05) / (dim + 0.05);
}

const text = [
  ["ink", "ground"],
  ["ink", "surface"],
  ["ink", "code"],
  ["ink", "alert"],
  ["ink", "added"],
  ["ink", "removed"],
  ["dim", "ground"],
  ["dim", "surface"],
  ["dim", "sunken"],
  ["dim", "code"],
  ["dim", "added"],
  ["dim", "removed"],
  ["link", "ground"],
  ["link", "surface"],
  ["link", "alert"],
  ["bar-ink", "bar"],
  ["bar-dim", "bar"],
  ["bar", "bar-ink"],
  ["primary-ink", "primary"],
  ["screen-ink", "screen"],
  ["screen-dim", "screen"],
  ["clear", "sunken"],
  ["stop", "sunken"],
] as const;

const lamps = ["clear", "caution", "stop", "moving", "person", "idle", "done"] as const;
const signs = [
  ...lamps.flatMap((name) => [[name, "surface"] as const, [name, "ground"] as const]),
  ["control-edge", "surface"],
  ["focus", "surface"],
  ["focus", "ground"],
] as const;

// R49
test.each(["light", "dark"] as const)("%s: every text stands out from what is behind it", (scheme) => {
  const named = schemes[scheme];
  expect(named.size).toBeGreaterThan(25);
  const of = (pairs: typeof text | typeof signs, least: number) =>
    pairs.flatMap(([front, back]) => {
      const ratio = contrast(named.get(front) ?? "#000000", named.get(back) ?? "#000000");
      return ratio < least ? [`${front} on ${back}: ${ratio.toFixed(2)}`] : [];
    });
  expect(of(text, 4.5)).toEqual([]);
  expect(of(signs, 3)).toEqual([]);
});

test("each lamp has a shape of its own beside its colour", () => {
  const shapes = lamps.map((name) => {
    const rule = new RegExp(`\\.state-${name} \\.lamp \\{([^}]*)\\}`).exec(css)?.[1] ?? "";
    return rule.replaceAll(`var(--${name})`, "colour").trim();
  });
  expect(new Set(shapes).size).toBe(lamps.length);
});

test("whoever wants less motion gets none", () => {
  const [before = "", after = ""] = css.split("@media (prefers-reduced-motion: no-preference) {");
  expect(before).not.toMatch(/\b(?:animation|transition|scroll-behavior)\b/);
  expect(after.split("\n}\n").slice(1).join("\n}\n")).not.toMatch(/\b(?:animation|transition):/);
  expect(after).toContain("animation: breathe");
});
