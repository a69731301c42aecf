/** A patch shows what changed in the tree and runs nothing that the tree brought along. */
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { emptyLedger } from "../../src/ledger/ledger.ts";
import { judgeRun } from "../../src/runs/judge.ts";
import { buildPacket } from "../../src/runs/packet.ts";
import { type ReadPatch, readPatch } from "../../src/runs/patch.ts";
import { openWorkspace, type Workspace, workspaceOf } from "../../src/runs/workspace.ts";
import { complete, config, put, run, seedRepository, startedTask, temporaryFolder } from "./world.ts";

interface Open {
  readonly workspace: Workspace;
  readonly tree: string;
  readonly patch: () => Promise<ReadPatch>;
  /** Rule and path of each reason for which the patch would be refused. */
  readonly refusals: () => Promise<readonly string[]>;
}

async function open(prepare?: (tree: string) => void): Promise<Open> {
  const { url, base } = seedRepository(prepare);
  const task = startedTask(base);
  const { attempt } = task;
  const { ethereum } = config.agents;
  if (!attempt || !ethereum) throw new Error("no attempt");
  const standing = { config, ledger: emptyLedger };
  const packet = buildPacket({ task, attempt, agent: ethereum, issue: { title: "T", body: "" }, standing });
  const workspace = workspaceOf(temporaryFolder(), { task: 12, attempt: 1, run: 1 });
  await openWorkspace(workspace, {
    packet,
    source: { url, token: "" },
    signal: new AbortController().signal,
  });
  const patch = () => readPatch(workspace, base);
  return {
    workspace,
    tree: workspace.tree,
    patch,
    refusals: async () => {
      const judged = judgeRun(task, 1, standing, { outcome: complete, patch: await patch() });
      return judged.kind === "end" ? judged.reasons.map(({ path, rule }) => `${rule} ${path}`) : [];
    },
  };
}

/** `before>after path` of each entry. */
function shape(read: ReadPatch): readonly string[] {
  if (!read.ok) return [`refused: ${read.reason.rule} ${read.reason.path}`];
  return read.patch.map(({ path, before, after }) => `${before ?? "-"}>${after ?? "-"} ${path}`);
}

test("an untouched tree is an empty patch", async () => {
  const { patch } = await open();
  expect(shape(await patch())).toEqual([]);
});

test("added, changed, deleted and moved files, with the new content byte for byte", async () => {
  const { patch, tree } = await open();
  const bytes = Buffer.from([0, 13, 10, 255, 10]);
  writeFileSync(join(tree, "servers/eth/raw.bin"), bytes);
  put(tree, "servers/eth/tools.js", "export const wei = 19;\r\n");
  renameSync(join(tree, "servers/eth/old.js"), join(tree, "servers/eth/new.js"));
  put(tree, 'servers/eth/ name\n"é.js', "odd\n");
  const read = await patch();
  expect(shape(read)).toEqual([
    '->100644 servers/eth/ name\n"é.js',
    "->100644 servers/eth/new.js",
    "100644>- servers/eth/old.js",
    "->100644 servers/eth/raw.bin",
    "100644>100644 servers/eth/tools.js",
  ]);
  const contents = read.ok ? read.patch.map(({ content }) => content && Buffer.from(content)) : [];
  expect(contents[3]).toEqual(bytes);
  expect(contents[4]?.toString()).toBe("export const wei = 19;\r\n");
  expect(contents[2]).toBeNull();
});

test("P1: both sides of a rename out of the boundary are seen", async () => {
  const { refusals, tree } = await open();
  renameSync(join(tree, "servers/eth/old.js"), join(tree, "servers/sol/old.js"));
  expect(await refusals()).toEqual(["allow servers/sol/old.js"]);
});

test("P1: a foreign file pulled into the boundary is seen where it went missing", async () => {
  const { refusals, tree } = await open();
  renameSync(join(tree, "servers/sol/tools.js"), join(tree, "servers/eth/sol.js"));
  expect(await refusals()).toEqual(["allow servers/sol/tools.js"]);
});

test("deleting a foreign file is a change of it", async () => {
  // R03
  const { refusals, tree } = await open();
  rmSync(join(tree, "servers/sol"), { recursive: true });
  expect(await refusals()).toEqual(["allow servers/sol/tools.js"]);
});

test("a mode change alone is a change, and modes are kept", async () => {
  const { patch, tree } = await open();
  chmodSync(join(tree, "servers/eth/tools.js"), 0o755);
  put(tree, "servers/eth/start.sh", "#!/bin/sh\nexec node .\n");
  put(tree, "servers/eth/stop.sh", "#!/bin/sh\n", 0o755);
  expect(shape(await patch())).toEqual([
    "100755>100755 servers/eth/start.sh",
    "->100755 servers/eth/stop.sh",
    "100644>100755 servers/eth/tools.js",
  ]);
});

test("P5: a symlink is one, also where a file was; its target is never read", async () => {
  const { patch, refusals, tree } = await open();
  rmSync(join(tree, "servers/eth/tools.js"));
  symlinkSync("/etc/hostname", join(tree, "servers/eth/tools.js"));
  symlinkSync("../sol", join(tree, "servers/eth/sol"));
  const read = await patch();
  expect(shape(read)).toEqual(["->120000 servers/eth/sol", "100644>120000 servers/eth/tools.js"]);
  expect(read.ok && read.patch.map(({ content }) => Buffer.from(content ?? []).toString())).toEqual([
    "../sol",
    "/etc/hostname",
  ]);
  expect(await refusals()).toEqual(["symlink servers/eth/sol", "symlink servers/eth/tools.js"]);
});

test("P5: a folder that became a symlink loses its files, and nothing behind the link is read", async () => {
  const { patch, tree } = await open();
  const elsewhere = temporaryFolder();
  put(elsewhere, "tools.js", "secret\n");
  rmSync(join(tree, "servers/sol"), { recursive: true });
  symlinkSync(elsewhere, join(tree, "servers/sol"));
  expect(shape(await patch())).toEqual(["->120000 servers/sol", "100644>- servers/sol/tools.js"]);
});

test("P5: a nested repository is a submodule, and refused", async () => {
  const { patch, refusals, tree } = await open();
  const nested = join(tree, "servers/eth/vendor");
  mkdirSync(nested);
  run(nested, "init", "--quiet");
  put(nested, "a.js", "1\n");
  run(nested, "add", "--all");
  run(nested, "commit", "--quiet", "--message", "Nested");
  expect(shape(await patch())).toEqual(["->160000 servers/eth/vendor"]);
  expect(await refusals()).toEqual(["submodule servers/eth/vendor"]);
});

test("a nested repository without a commit is refused, not left out in silence", async () => {
  const { patch, tree } = await open();
  const nested = join(tree, "servers/eth/vendor");
  mkdirSync(nested);
  run(nested, "init", "--quiet");
  put(nested, "a.js", "1\n");
  expect(await patch()).toMatchObject({ ok: false, reason: { rule: "unreadable" } });
});

test("ignored files are no part of the work; files that were tracked before are, whatever is ignored", async () => {
  const { patch, tree } = await open();
  put(tree, "node_modules/left-pad/index.js", "1\n");
  put(tree, ".gitignore", "node_modules/\nservers/\n");
  put(tree, "servers/eth/tools.js", "export const wei = 19;\n");
  put(tree, "servers/eth/hidden.js", "1\n");
  expect(shape(await patch())).toEqual(["100644>100644 .gitignore", "100644>100644 servers/eth/tools.js"]);
});

test("commits, another branch and a broken .git of the agent's make no difference", async () => {
  const { patch, tree } = await open();
  put(tree, "servers/eth/tools.js", "export const wei = 19;\n");
  run(tree, "checkout", "--quiet", "-b", "mine");
  run(tree, "commit", "--quiet", "--all", "--message", "Mine");
  put(tree, "servers/eth/later.js", "1\n");
  const expected = ["->100644 servers/eth/later.js", "100644>100644 servers/eth/tools.js"];
  expect(shape(await patch())).toEqual(expected);
  run(tree, "update-index", "--skip-worktree", "servers/eth/start.sh");
  rmSync(join(tree, ".git"), { recursive: true });
  writeFileSync(join(tree, ".git"), "gitdir: /nowhere\n");
  expect(shape(await patch())).toEqual(expected);
});

test("a file that is too large, and files that are too many, are refused with the limit", async () => {
  // A10
  const { patch, tree } = await open();
  put(tree, "servers/eth/big.bin", "");
  truncateSync(join(tree, "servers/eth/big.bin"), 10 * 2 ** 20 + 1);
  expect(await patch()).toEqual({
    ok: false,
    reason: {
      path: "servers/eth/big.bin",
      line: null,
      suggestion: null,
      rule: "size",
      message: "`servers/eth/big.bin` is larger than 10 MiB. Leave generated and binary files out.",
    },
  });
  rmSync(join(tree, "servers/eth/big.bin"));
  for (let index = 0; index <= 3_000; index += 1) put(tree, `servers/eth/gen/${index}.js`, "");
  expect(await patch()).toMatchObject({
    ok: false,
    reason: { rule: "size", message: expect.stringContaining("more than 3,000 files") },
  });
});

test("a tracked file that grew, and a change that is too large only as a whole, are refused", async () => {
  // A10
  const { patch, tree } = await open();
  truncateSync(join(tree, "servers/eth/tools.js"), 10 * 2 ** 20 + 1);
  expect(shape(await patch())).toEqual(["refused: size servers/eth/tools.js"]);
  run(tree, "checkout", "--quiet", "--", ".");
  for (const name of ["a", "b", "c", "d", "e", "f"]) {
    put(tree, `servers/eth/${name}.bin`, name);
    truncateSync(join(tree, `servers/eth/${name}.bin`), 9 * 2 ** 20);
  }
  expect(shape(await patch())).toEqual(["refused: size null"]);
});

test("a path that is not UTF-8 is refused: nobody could judge it by its name", async () => {
  // P2
  const { patch, tree } = await open();
  writeFileSync(Buffer.concat([Buffer.from(`${tree}/servers/eth/`), Buffer.from([0xff, 0xfe])]), "1\n");
  expect(await patch()).toMatchObject({ ok: false, reason: { rule: "path" } });
});

test("a tree that was swapped for a link to elsewhere is not read", async () => {
  const { patch, tree } = await open();
  rmSync(tree, { recursive: true });
  symlinkSync("/etc", tree);
  await expect(patch()).rejects.toThrow("the run replaced its working tree");
});

/** A shell command that leaves a trace when anything runs it. */
function canary(): { readonly command: string; readonly sings: () => boolean } {
  const file = join(temporaryFolder(), "canary");
  const script = join(temporaryFolder(), "sing.sh");
  writeFileSync(script, `#!/bin/sh\ntouch '${file}'\ncat\n`);
  chmodSync(script, 0o755);
  return { command: script, sings: () => existsSync(file) };
}

/** Everything by which a repository can make Git run a program while files are added or compared. */
function plant(gitDir: string, command: string): void {
  for (const [key, value] of [
    ["core.fsmonitor", command],
    ["core.hooksPath", join(gitDir, "planted")],
    ["filter.evil.clean", command],
    ["filter.evil.smudge", command],
    ["filter.evil.process", command],
    ["filter.evil.required", "true"],
    ["diff.evil.command", command],
    ["diff.evil.textconv", command],
    ["diff.external", command],
  ] as const) {
    execFileSync("git", ["config", "--file", join(gitDir, "config"), key, value]);
  }
  for (const hook of [
    "post-index-change",
    "pre-commit",
    "reference-transaction",
    "post-checkout",
    "fsmonitor-watchman",
  ]) {
    put(join(gitDir, "planted"), hook, readFileSync(command, "utf8"), 0o755);
    put(join(gitDir, "hooks"), hook, readFileSync(command, "utf8"), 0o755);
  }
  put(gitDir, "info/attributes", "* filter=evil diff=evil\n");
}

test("the canary would sing: the agent's own Git does run what was planted", async () => {
  const { tree } = await open();
  const { command, sings } = canary();
  plant(join(tree, ".git"), command);
  put(tree, ".gitattributes", "* filter=evil diff=evil\n");
  put(tree, "servers/eth/tools.js", "export const wei = 19;\n");
  try {
    run(tree, "add", "--all");
  } catch {
    // A filter that speaks no protocol fails the command, after it ran.
  }
  expect(sings()).toBe(true);
});

test("planted hooks, monitors and filters do not run, in the agent's clone or in the trusted one", async () => {
  // P-group of FAULTS.md, A7: the trusted side never uses the agent's .git
  const { patch, tree, workspace } = await open();
  const { command, sings } = canary();
  plant(join(tree, ".git"), command);
  plant(workspace.trusted, command);
  put(tree, ".gitattributes", "* filter=evil diff=evil\n");
  put(tree, "servers/eth/tools.js", "export const wei = 19;\n");
  const read = await patch();
  expect(shape(read)).toEqual(["->100644 .gitattributes", "100644>100644 servers/eth/tools.js"]);
  expect(sings()).toBe(false);
});

test("P5: a submodule of the base runs nothing, and is refused when anything stands in it", async () => {
  // For a tracked submodule Git runs `git status` inside, by the config that it finds there
  const library = temporaryFolder();
  run(library, "init", "--quiet");
  put(library, "a.js", "1\n");
  run(library, "add", "--all");
  run(library, "commit", "--quiet", "--message", "Library");
  const withSubmodule = (seed: string): void => {
    mkdirSync(join(seed, "vendor"));
    run(seed, "update-index", "--add", "--cacheinfo", `160000,${run(library, "rev-parse", "HEAD")},vendor`);
  };
  const untouched = await open(withSubmodule);
  expect(shape(await untouched.patch())).toEqual([]);

  const { patch, tree } = await open(withSubmodule);
  const { command, sings } = canary();
  const vendor = join(tree, "vendor");
  run(tree, "clone", "--quiet", library, "vendor");
  plant(join(vendor, ".git"), command);
  expect(shape(await patch())).toEqual(["160000>160000 vendor"]);
  expect(sings()).toBe(false);

  rmSync(vendor, { recursive: true });
  expect(shape(await patch())).toEqual(["160000>- vendor"]);
});

test("nothing of the reading is left in the run's folder", async () => {
  const { patch, tree, workspace } = await open();
  put(tree, "servers/eth/tools.js", "export const wei = 19;\n");
  await patch();
  expect(readdirSync(workspace.dir).sort()).toEqual(["packet.json", "packet.md", "tree", "trusted"]);
});
