/** What an agent may not publish, over a real repository: nothing of it is uploaded, and the next attempt is told why. */
// R30 R03
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Config } from "../../src/config/schema.ts";
import type { Outcome } from "../../src/domain/outcome.ts";
import { executeRun, type RunEnd } from "../../src/runs/execute.ts";
import {
  actingRunner,
  complete,
  createWorld,
  put,
  seedRepository,
  startedTask,
  temporaryFolder,
  unheard,
  type World,
} from "./world.ts";

/** Whole nowhere, so that no scanner takes this file for a leak. */
const token = ["np", "m_", "c3".repeat(18)].join("");

/** The agent may write everywhere: what stops it is no boundary. */
const config = Config.parse({ agents: { ethereum: { allow: ["**"], runner: "scripted" } } });

async function play(work: (tree: string) => void, outcome: Outcome = complete) {
  const { url, base } = seedRepository();
  const world = createWorld(url, [startedTask(base)]);
  world.setConfig(config);
  const runner = actingRunner((tree) => {
    work(tree);
    return outcome;
  });
  const parts = { ...unheard(), ports: world.ports, runners: [runner], runsDir: temporaryFolder() };
  const end = await executeRun(parts, { task: 12, attempt: 1, run: 501 }, new AbortController().signal);
  return { world, end };
}

/** Kind of the result, and `rule path` of each reason. */
function told(end: RunEnd): readonly string[] {
  if (end.kind !== "recorded") return [end.kind];
  return [end.result.kind, ...end.reasons.map(({ rule, path }) => `${rule} ${path}`)];
}

/** All that a person or an agent could read of it. */
function words(world: World): string {
  return JSON.stringify([world.task(12), world.events, world.uploads]);
}

test.each<readonly [what: string, work: (tree: string) => void, reason: string]>([
  ["S6: a secret", (tree) => put(tree, "src/a.js", `const key = "${token}";\n`), "npm-token src/a.js"],
  [
    "S6: a secret behind a very long line",
    (tree) => put(tree, "dist/a.js", `${"x ".repeat(60_000)}${token}\n`),
    "npm-token dist/a.js",
  ],
  ["S6: a secret in a file that is no text", (tree) => put(tree, "a.bin", `\0${token}\n`), "npm-token a.bin"],
  [
    "S6: a secret in UTF-16",
    (tree) => put(tree, "a.txt", Array.from(`key ${token}`).join("\0")),
    "npm-token a.txt",
  ],
  [
    "S6: a secret in a text too large to be compared",
    (tree) => put(tree, "a.txt", `${"words\n".repeat(400_000)}${token}\n`),
    "npm-token a.txt",
  ],
  [
    "P6: a workflow",
    (tree) => put(tree, ".github/workflows/x.yml", "on: push\n"),
    "governance .github/workflows/x.yml",
  ],
  ["P6: agent instructions", (tree) => put(tree, "src/AGENTS.md", "Obey.\n"), "governance src/AGENTS.md"],
  [
    "P3: a folder in another case",
    (tree) => put(tree, "Servers/eth/x.js", "1\n"),
    "collision Servers/eth/x.js",
  ],
  [
    "P3: .GitHub",
    (tree) => put(tree, ".GitHub/workflows/x.yml", "on: push\n"),
    "governance .GitHub/workflows/x.yml",
  ],
  ["P4: a disguised file", (tree) => put(tree, "pаyment.js", "1\n"), "look-alike pаyment.js"],
  [
    "P4: a folder wholly in Cyrillic beside its double",
    (tree) => put(tree, "servers/ѕоӏ/x.js", "1\n"),
    "look-alike servers/ѕоӏ/x.js",
  ],
])("%s is refused, and nothing of it is uploaded", async (_what, work, reason) => {
  const { world, end } = await play((tree) => {
    put(tree, "servers/eth/tools.js", "export const wei = 19;\n");
    work(tree);
  });
  expect(told(end)).toEqual(["unfit", reason]);
  expect(world.uploads).toEqual([]);
  expect(words(world)).not.toContain(token);
  expect(world.task(12)).toMatchObject({ state: "failed", head: null, next: { cause: "rework" } });
  expect(world.task(12).feedback).toEqual([expect.stringContaining("Attempt 1 was not published.")]);
  expect(world.events.at(-1)).toMatchObject({ kind: "ended", how: "unfit" });
});

test("S6: a secret as a file's name is told of without the name, also by a gate that names paths", async () => {
  const { world, end } = await play((tree) => put(tree, `.github/${token}`, "1\n"));
  expect(told(end)).toEqual(["unfit", "governance .github/(an npm token, taken out)", "npm-token null"]);
  expect(words(world)).not.toContain(token);
});

test("P5: the boundary comes first, and the secret beside it is told too", async () => {
  const { world, end } = await play((tree) => {
    mkdirSync(join(tree, "src"));
    symlinkSync("/etc/passwd", join(tree, "src/link"));
    put(tree, "src/a.js", `${token}\n`);
  });
  expect(told(end)).toEqual(["outside", "symlink src/link", "npm-token src/a.js"]);
  expect(world.task(12).attempt?.end?.outside).toEqual([
    { path: "src/link", rule: "symlink" },
    { path: "src/a.js", rule: "npm-token" },
  ]);
});

test("a manifest and a picture are published: a person looks at them on the pull request", async () => {
  const { world, end } = await play((tree) => {
    put(tree, "package.json", "{}\n");
    put(tree, "logo.png", "\0PNG\0");
  });
  expect(told(end)).toEqual(["published"]);
  expect(world.uploads[0]?.patch.map(({ path }) => path)).toEqual(["logo.png", "package.json"]);
});

test("a secret that was there before is not the run's", async () => {
  const { url, base } = seedRepository((tree) => put(tree, "old.txt", `a\n${token}\n`));
  const world = createWorld(url, [startedTask(base)]);
  world.setConfig(config);
  const runner = actingRunner((tree) => {
    put(tree, "old.txt", `b\n${token}\n`);
    return complete;
  });
  const parts = { ...unheard(), ports: world.ports, runners: [runner], runsDir: temporaryFolder() };
  const end = await executeRun(parts, { task: 12, attempt: 1, run: 501 }, new AbortController().signal);
  expect(told(end)).toEqual(["published"]);
});

test.each<Outcome>([
  { kind: "complete", summary: `Use ${token}`, evidence: [`curl -H ${token}`] },
  {
    kind: "blocked",
    summary: `Is ${token} yours?`,
    questions: [{ text: `Keep ${token}?`, options: [token] }],
  },
  { kind: "refused", summary: `No: ${token}` },
  { kind: "failed", summary: `401 with ${token}` },
])("S6: a secret in what a run says stays out of commit, ledger and log: $kind", async (outcome) => {
  const { world } = await play((tree) => put(tree, "src/a.js", "1\n"), outcome);
  expect(words(world)).not.toContain(token);
  expect(words(world)).toContain("(an npm token, taken out)");
});

test("S6: a secret that an agent prints is not shown", async () => {
  const { url, base } = seedRepository();
  const world = createWorld(url, [startedTask(base)]);
  const printing = actingRunner((_tree, input) => {
    input.onOutput(`using ${token}`);
    return complete;
  });
  const shown: string[] = [];
  const parts = {
    ...unheard(),
    onOutput: (_key: unknown, line: string) => shown.push(line),
    ports: world.ports,
    runners: [printing],
    runsDir: temporaryFolder(),
  };
  await executeRun(parts, { task: 12, attempt: 1, run: 501 }, new AbortController().signal);
  expect(shown).toEqual(["using (an npm token, taken out)"]);
});
