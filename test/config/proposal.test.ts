/** R49: the config that is proposed from a repository's folders. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseConfig } from "../../src/config/parse.ts";
import { proposeAgents } from "../../src/config/proposal.ts";
import { parseGlob } from "../../src/scope/glob.ts";
import { overlap } from "../../src/scope/overlap.ts";
import { compileReach } from "../../src/scope/reach.ts";
import { proposedConfigText } from "../../src/text/proposal.ts";

const allowed = (...paths: string[]) =>
  Object.fromEntries(proposeAgents(paths).map(({ id, allow }) => [id, allow]));

// R49
describe("areas", () => {
  test("the folders of workspaces are areas, other top-level folders too, docs are one agent", () => {
    expect(
      allowed("apps/web/a.ts", "apps/web/b.ts", "packages/core/c.ts", "src/d.ts", "docs/e.md", "README.md"),
    ).toEqual({
      web: ["apps/web/**"],
      core: ["packages/core/**"],
      src: ["src/**"],
      docs: ["docs/**", "*.md"],
    });
  });

  test("files that lie loose in a folder of workspaces are nobody's", () => {
    expect(allowed("apps/README.txt", "apps/web/a.ts")).toEqual({ web: ["apps/web/**"] });
  });

  test("dot folders are never an agent's", () => {
    expect(allowed(".github/workflows/ci.yml", ".vscode/x.json", "src/a.ts")).toEqual({ src: ["src/**"] });
    expect(allowed(".github/workflows/ci.yml")).toEqual({});
  });

  test("at most 8, the biggest", () => {
    const paths = Array.from({ length: 12 }, (_, n) =>
      Array.from({ length: n + 1 }, (_, m) => `f${n}/${m}.js`),
    ).flat();
    const ids = Object.keys(allowed(...paths, "README.md"));
    expect(ids).toEqual(["f11", "f10", "f9", "f8", "f7", "f6", "f5", "docs"]);
  });

  test("folders that are called alike get ids of their own, and none is a reserved word", () => {
    expect(allowed("apps/web/a", "libs/web/b", "auto/c", "Ünïcode Stuff/d")).toEqual({
      web: ["apps/web/**"],
      "libs-web": ["libs/web/**"],
      "auto-2": ["auto/**"],
      "unicode-stuff": ["Ünïcode Stuff/**"],
    });
  });

  test("a repository without folders has one agent for its files, beside the texts", () => {
    expect(proposeAgents(["main.py", "README.md"])).toEqual([
      { id: "code", allow: ["*"], forbid: ["*.md"], files: 1 },
      { id: "docs", allow: ["*.md"], forbid: [], files: 1 },
    ]);
  });
});

const segment = fc.oneof(
  fc.constantFrom(
    "apps",
    "packages",
    "docs",
    "src",
    "web",
    "auto",
    "constructor",
    ".github",
    "a[b]",
    "{x}",
    "*",
    "x(y)",
    "é",
    "1",
  ),
  fc.string({ minLength: 1, maxLength: 8, unit: "grapheme" }).filter((text) => !/[/\0]/.test(text)),
);
const path = fc.array(segment, { minLength: 1, maxLength: 4 }).map((parts) => parts.join("/"));

// R49
test("whatever a repository holds, the proposal is a valid config whose areas share no path", () => {
  fc.assert(
    fc.property(
      fc.array(path, { maxLength: 30 }),
      fc.option(fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 3 })),
      (paths, command) => {
        const agents = proposeAgents(paths);
        expect(agents.length).toBeLessThanOrEqual(8);
        const parsed = parseConfig(proposedConfigText(agents, command));
        if (agents.length === 0) return;
        expect(parsed).toMatchObject({ ok: true });
        if (!parsed.ok) return;
        expect(Object.keys(parsed.config.agents).toSorted()).toEqual(agents.map(({ id }) => id).toSorted());
        for (const { id, allow, forbid } of agents)
          expect(parsed.config.agents[id]).toMatchObject({ allow, forbid, command: command ?? [] });
        const reaches = agents.map(({ allow, forbid }) => compileReach({ scope: allow, allow, forbid }));
        for (const [index, one] of reaches.entries())
          for (const other of reaches.slice(index + 1))
            expect(overlap(one, other)).toEqual({ kind: "disjoint" });
        const globs = agents.flatMap(({ allow }) => allow);
        expect(globs.every((glob) => parseGlob(glob).ok)).toBe(true);
      },
    ),
  );
});
