/** The tables of docs/scopes.md are what the code and minimatch say. */
import { minimatch } from "minimatch";
import { describe, expect, test } from "vitest";
import { parseGlob } from "../../src/scope/glob.ts";
import { isInside } from "../../src/scope/is-inside.ts";
import { overlap } from "../../src/scope/overlap.ts";
import { compileReach, inReach } from "../../src/scope/reach.ts";
import { dialect } from "../scope/arbitraries.ts";
import { brokenLinks, read } from "./project.ts";

/** The rows below this head, without the backquotes that make a whole cell code. */
function rows(head: string): readonly (readonly string[])[] {
  const [, after = ""] = read("docs/scopes.md").split(`${head}\n`);
  const lines = after.split("\n").slice(1);
  const end = lines.findIndex((line) => !line.startsWith("|"));
  return lines.slice(0, end).map((line) =>
    line
      .slice(2, -2)
      .split(" | ")
      .map((cell) => cell.replace(/^`([^`]+)`$/, "$1")),
  );
}

function free(...scope: string[]) {
  return compileReach({ scope, allow: ["**"], forbid: [] });
}

const examples = rows("| glob | path | matches |");
const refused = rows("| refused | because |");
const shared = rows("| one | the other | they share |");
const inside = rows("| is all of | inside | a path that is not |");

test("the tables are there, and the links lead somewhere", () => {
  expect([examples, refused, shared, inside].map(({ length }) => length)).toEqual([20, 9, 6, 4]);
  expect(brokenLinks("docs/scopes.md")).toEqual([]);
});

describe("each example matches as the page says, here and in minimatch", () => {
  test.each(examples)("P9: %s · %s: %s", (glob = "", path = "", matches) => {
    expect(inReach(free(glob), path).ok).toBe(matches === "yes");
    expect(minimatch(path, glob, dialect)).toBe(matches === "yes");
  });
});

describe("each refused glob is refused for the reason on the page", () => {
  test.each(refused)("P9: %s", (glob = "", reason = "") => {
    const parsed = parseGlob(glob);
    expect(parsed.ok ? "" : parsed.problem).toContain(reason);
  });
});

describe("two scopes share what the page says", () => {
  test.each(shared)("%s and %s: %s", (one = "", other = "", path) => {
    const expected = path === "nothing" ? { kind: "disjoint" } : { kind: "overlaps", path };
    expect(overlap(free(one), free(other))).toEqual(expected);
  });
});

describe("one scope is inside another as the page says", () => {
  test.each(inside)("%s in %s: %s", (inner = "", outer = "", path) => {
    const expected = path === "none" ? { kind: "inside" } : { kind: "outside", path };
    expect(isInside([inner], [outer])).toEqual(expected);
  });
});
