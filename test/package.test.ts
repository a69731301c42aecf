/** What is published works where it is installed: Node refuses to strip types under node_modules, so it must be JavaScript. */
import { execFile, spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";

const run = promisify(execFile);
const project = fileURLToPath(new URL("..", import.meta.url));

/** What `npm pack` reads. A copy, so that nothing of an earlier build is packed and nothing is written into the project. */
const sources = [
  "src",
  "scripts",
  "examples",
  "docs",
  "package.json",
  "tsconfig.json",
  "tsconfig.build.json",
  "README.md",
  "LICENSE",
];

let dir: string;
/** A project that has installed the package. */
let app: string;
let cli: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "signalbox-package-"));
  const copy = join(dir, "project");
  for (const source of sources)
    await cp(join(project, source), join(copy, source), { recursive: true, preserveTimestamps: true });
  await symlink(join(project, "node_modules"), join(copy, "node_modules"));
  const { stdout } = await run("npm", ["pack", "--silent", "--pack-destination", dir], { cwd: copy });
  app = join(dir, "app");
  await mkdir(join(app, "node_modules/signalbox"), { recursive: true });
  const tarball = join(dir, stdout.trim().split("\n").at(-1) ?? "");
  await run("tar", ["-xzf", tarball, "--strip-components=1", "-C", join(app, "node_modules/signalbox")]);
  await linkDependencies();
  cli = "node_modules/signalbox/build/cli.js";
}, 60_000);

afterAll(() => rm(dir, { recursive: true, force: true }));

const Manifest = z.object({ dependencies: z.record(z.string(), z.string()) });

/** Those that an installation would bring, and no devDependency of ours. */
async function linkDependencies(): Promise<void> {
  const manifest = await readFile(join(app, "node_modules/signalbox/package.json"), "utf8");
  const { dependencies } = Manifest.parse(JSON.parse(manifest));
  for (const name of Object.keys(dependencies)) {
    const target = join(app, "node_modules", name);
    await mkdir(join(target, ".."), { recursive: true });
    await symlink(join(project, "node_modules", name), target);
  }
}

test("the command answers --help", async () => {
  const { stdout } = await run(process.execPath, [cli, "--help"], { cwd: app });
  expect(stdout).toContain("signalbox <command>");
  expect(stdout).toContain("validate");
});

test("the example's config, which comes along, is valid", async () => {
  const example = "node_modules/signalbox/examples/six-agents/repository/.github/signalbox.yml";
  const { stdout } = await run(process.execPath, [cli, "validate", example], { cwd: app });
  expect(stdout).toContain("6 agents");
});

test("the demo plays from the package: an agent takes its first attempt", async () => {
  const child = spawn(process.execPath, [cli, "demo", "--dir", join(dir, "world")], {
    cwd: app,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines: string[] = [];
  try {
    for await (const line of createInterface(child.stdout)) {
      lines.push(line);
      if (/attempt 1 taken by run/.test(line)) break;
    }
  } finally {
    child.kill();
  }
  expect(lines[0]).toBe("Agents are scripted; Git, HTTP, gates and ledger are real.");
  expect(lines.at(-1)).toMatch(/#\d+ attempt 1 taken by run/);
});

test("the page of local mode brings its style, its script and its icon", async () => {
  const assets = await readdir(join(app, "node_modules/signalbox/build/web/assets"));
  expect(assets.toSorted()).toEqual(["icon.svg", "page.css", "page.js"]);
});

test("tests, sources and machinery stay at home", async () => {
  const packed = await readdir(join(app, "node_modules/signalbox"));
  expect(packed.toSorted()).toEqual(["LICENSE", "README.md", "build", "docs", "examples", "package.json"]);
});
