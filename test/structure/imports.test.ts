/** Who may import whom, and what the pure folders must not contain: DESIGN.md §11. */
import { globSync, readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { dirname, join, posix, relative, sep } from "node:path";
import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "../../src");

/** The folders that each folder may import from; its own is always allowed. */
const mayImport: Readonly<Record<string, readonly string[] | "anything">> = {
  domain: [],
  scope: ["domain"],
  text: ["domain"],
  config: ["domain", "scope", "text"],
  ledger: ["domain", "scope"],
  gates: ["domain", "scope", "config", "text"],
  commands: ["domain", "scope", "config", "ledger", "planning", "text"],
  planning: ["domain", "scope", "config", "ledger", "text"],
  reconcile: ["domain", "scope", "text", "config", "ledger", "gates", "commands", "planning"],
  // `text`: the words of the ledger's commits; `scope`: which paths of a tree collide.
  github: ["domain", "scope", "config", "ledger", "text"],
  runs: ["domain", "scope", "config", "ledger", "gates", "text"],
  queue: ["domain"],
  web: ["domain", "ledger", "text"],
  local: ["domain"],
  wiring: "anything",
  demo: "anything",
  cli: "anything",
};

const pureFolders = [
  "domain",
  "scope",
  "text",
  "config",
  "ledger",
  "gates",
  "commands",
  "planning",
  "reconcile",
];
/** The one file of `reconcile/` that observes, records and applies. */
const impure = "reconcile/reconcile.ts";

/** Packages that only compute. */
const purePackages = [
  // For hashes; its chance is looked for below.
  "node:crypto",
  "zod",
  "yaml",
  "minimatch",
  "re2js",
  "unhomoglyph",
  "diff",
  "mdast",
  "mdast-util-from-markdown",
  "mdast-util-gfm",
  "micromark-extension-gfm",
];

/** What makes a function answer differently for the same input, or act on the world. */
const impurities: readonly (readonly [what: string, pattern: RegExp])[] = [
  [
    "the clock",
    /\bDate\s*\.\s*now\b|\bnew\s+Date\s*(?:\(\s*\)|(?!\s*\())|(?<!new\s)\bDate\s*\(|\bperformance\b|\bhrtime\b/,
  ],
  [
    "chance",
    /\bMath\s*\.\s*random\b|\brandom(?:UUID|Bytes|Int|Fill|FillSync)\b|\bgenerate(?:Key|KeyPair|Prime)\w*|\bgetRandomValues\b|\bcrypto\b/,
  ],
  ["the environment", /\bprocess\b|\bimport\s*\.\s*meta\b|\bglobalThis\b|\bDeno\b/],
  ["waiting", /\basync\b|\bawait\b|\bPromise\b|\bset(?:Timeout|Interval|Immediate)\b|\bqueueMicrotask\b/],
  // `gates.require` is a key of the config: only the function is meant.
  [
    "the outside",
    /\bfetch\b|\bXMLHttpRequest\b|\bWebSocket\b|\bconsole\b|(?<!\.)\brequire\b(?!:)|\bimport\s*\(/,
  ],
  ["evaluation", /\beval\b|\bnew\s+Function\b/],
];

interface SourceFile {
  /** Relative to `src/`, with slashes. */
  readonly path: string;
  readonly text: string;
}

const files: readonly SourceFile[] = globSync("**/*.ts", { cwd: root })
  .map((path) => ({ path: path.split(sep).join("/"), text: readFileSync(join(root, path), "utf8") }))
  .toSorted((a, b) => a.path.localeCompare(b.path));

function folderOf(path: string): string {
  return path.includes("/") ? (path.split("/")[0] ?? "") : "";
}

/** Every module that a file names: static, for types, re-exported, for its effect, or asked for at run time. */
function importsOf(text: string): readonly string[] {
  const bare = withoutComments(text);
  const named = bare.matchAll(/^\s*(?:import|export)\b[^"';]*?\bfrom\s*["']([^"']+)["']/gm);
  const forEffect = bare.matchAll(/^\s*import\s*["']([^"']+)["']/gm);
  const atRunTime = bare.matchAll(/\bimport\s*\(\s*["'`]([^"'`]+)["'`]/g);
  return [...named, ...forEffect, ...atRunTime].map((match) => match[1] ?? "");
}

/** Comments become spaces; strings, templates and regular expressions stay, so that none of them opens a comment. */
function withoutComments(text: string): string {
  return text.replace(
    /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`|(?<=[=(,:[!&|?{};\s])\/(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/)|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g,
    (all, kept?: string) => kept ?? all.replace(/[^\n]/g, " "),
  );
}

/** Code alone: no types, no comments, no words; what stands in `${…}` of a template stays. */
function codeOf(text: string): string {
  return withoutComments(stripTypeScriptTypes(text))
    .replace(/"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g, '""')
    .replace(/`(?:\\.|[^`\\])*`/g, (template) =>
      [...template.matchAll(/\$\{([^}]*)\}/g)].map((match) => match[1] ?? "").join(" "),
    )
    .replace(/(?<=[=(,:[!&|?{};\s])\/(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\//g, "/x/");
}

/** What is wrong with the imports of a file at `path`. */
function wrongImports({ path, text }: SourceFile): readonly string[] {
  const folder = folderOf(path);
  if (folder === "") return [];
  const allowed = mayImport[folder];
  if (allowed === undefined) return [`the folder ${folder} has no row in this test`];
  const pure = pureFolders.includes(folder) && path !== impure;
  return importsOf(text).flatMap((module) => {
    if (!module.startsWith("."))
      return pure && !purePackages.includes(module) ? [`${path} imports ${module}`] : [];
    const target = posix.normalize(posix.join(posix.dirname(path), module));
    if (target.startsWith("..")) return allowed === "anything" ? [] : [`${path} leaves src/ for ${module}`];
    const to = folderOf(target);
    if (pure && target === impure) return [`${path} imports ${target}`];
    return to === folder || allowed === "anything" || allowed.includes(to)
      ? []
      : [`${path} imports ${target}`];
  });
}

/** What in a file of a pure folder is not pure. */
function impuritiesOf({ path, text }: SourceFile): readonly string[] {
  if (!pureFolders.includes(folderOf(path)) || path === impure) return [];
  const code = codeOf(text);
  return impurities.flatMap(([what, pattern]) => {
    const found = pattern.exec(code);
    return found ? [`${path} reaches for ${what}: ${found[0].trim()}`] : [];
  });
}

test("every file under src/ imports only what its folder may", () => {
  expect(files.length).toBeGreaterThan(100);
  expect(files.flatMap(wrongImports)).toEqual([]);
});

test("the pure folders contain no client, clock, chance, environment, file system or waiting", () => {
  expect(files.flatMap(impuritiesOf)).toEqual([]);
});

test("every import that is found leads to a file that is there", () => {
  // Shows that the reading of imports is not blind.
  const known = new Set(files.map(({ path }) => path));
  const targets = files.flatMap(({ path, text }) =>
    importsOf(text)
      .filter((module) => module.startsWith(".") && module.endsWith(".ts"))
      .map((module) =>
        relative(root, join(root, dirname(path), module))
          .split(sep)
          .join("/"),
      ),
  );
  expect(targets.length).toBeGreaterThan(300);
  expect(targets.filter((target) => !known.has(target))).toEqual([]);
});

describe("negative controls: one added line turns it red", () => {
  const clean = (path: string) => files.find((file) => file.path === path)?.text ?? "";

  test.each([
    ["domain/actor.ts", 'import { plain } from "../text/markdown.ts";'],
    ["scope/glob.ts", 'import type { Config } from "../config/schema.ts";'],
    ["text/wait.ts", 'import type { Task } from "../ledger/task.ts";'],
    ["gates/ready.ts", 'import type { Task } from "../ledger/task.ts";'],
    ["commands/why.ts", 'export { decide } from "../reconcile/decide.ts";'],
    ["github/apply.ts", 'import type { Decision } from "../reconcile/decide.ts";'],
    ["runs/judge.ts", 'import { decide } from "../reconcile/decide.ts";'],
    ["local/store.ts", 'import { apply } from "../github/apply.ts";'],
    ["queue/in-process.ts", 'import "../reconcile/reconcile.ts";'],
    ["planning/schedule.ts", 'const later = import("../reconcile/decide.ts");'],
    ["planning/schedule.ts", 'import { readFileSync } from "node:fs";'],
    ["reconcile/decide.ts", 'import { Octokit } from "@octokit/rest";'],
    ["reconcile/decide.ts", 'import { reconcile } from "./reconcile.ts";'],
    ["text/card.ts", 'import { x } from "../../test/support/observation.ts";'],
  ])("%s + %s", (path, line) => {
    expect(clean(path)).not.toBe("");
    expect(wrongImports({ path, text: `${clean(path)}\n${line}\n` })).toHaveLength(1);
  });

  test.each([
    ["reconcile/decide.ts", "const now = Date.now();"],
    ["reconcile/decide.ts", "const now = new Date();"],
    ["reconcile/rungs/runs.ts", "const now = new Date;"],
    ["ledger/transitions.ts", "const now = Date();"],
    ["planning/schedule.ts", "const t = performance.now();"],
    ["planning/schedule.ts", "const first = Math.random() < 0.5;"],
    ["text/card.ts", "const id = crypto.randomUUID();"],
    ["config/parse.ts", "const debug = process.env['DEBUG'];"],
    ["gates/ready.ts", "export async function later(): Promise<void> {}"],
    ["gates/boundaries.ts", "const later = Promise.resolve();"],
    ["commands/why.ts", "setTimeout(() => {}, 1);"],
    ["domain/marker.ts", "void fetch('x');"],
    ["scope/glob.ts", "console.log('x');"],
    ["text/log.ts", "const words = `$" + "{new Date()}`;"],
  ])("%s + %s", (path, line) => {
    expect(clean(path)).not.toBe("");
    expect(impuritiesOf({ path, text: `${clean(path)}\n${line}\n` })).toHaveLength(1);
  });

  test.each([
    "const at = new Date(value);",
    "const at = new Date(now.getTime() + 1);",
    "// Date.now() would make this impure; process.env too",
    '/* await */ const words = "await Date.now() in process";',
    "const words = `the process awaits`;",
    "type Later = Promise<Date>;",
  ])("no false alarm: %s", (line) => {
    expect(impuritiesOf({ path: "reconcile/decide.ts", text: `${line}\n` })).toEqual([]);
  });
});
