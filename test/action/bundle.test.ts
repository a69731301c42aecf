/** `dist/` and `action.yml` are what the sources say. */
import { cp, mkdtemp, readdir, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { parse } from "yaml";
import { actionBundle } from "../../scripts/bundle/action-bundle.ts";
import { read, root } from "../docs/project.ts";
import { Manifest } from "./bare-action.ts";

const manifest = Manifest.parse(parse(read("action.yml")));

// R47
test("X3: dist/ is byte for byte what the sources give, in whichever folder they lie", async () => {
  const copy = await mkdtemp(join(tmpdir(), "signalbox-bundle-"));
  onTestFinished(() => rm(copy, { recursive: true, force: true }));
  for (const name of ["src", "package.json", "tsconfig.json"])
    await cp(join(root, name), join(copy, name), { recursive: true });
  await symlink(join(root, "node_modules"), join(copy, "node_modules"));
  const built = await actionBundle(copy);
  expect((await readdir(join(root, "dist"))).toSorted()).toEqual([...built.keys()].toSorted());
  for (const [name, text] of built) {
    const committed = await readFile(join(root, "dist", name), "utf8");
    // A plain comparison first: the difference of a megabyte is nothing to print.
    expect([name, committed === text ? "up to date" : "run `npm run bundle`"]).toEqual([name, "up to date"]);
  }
});

test("the bundle knows no folder of the machine that made it, and nothing that only others need", () => {
  const bundle = read("dist/action.js");
  expect(bundle).not.toContain(root);
  expect(bundle).not.toMatch(/["'`]\/(?:home|Users|root|tmp)\//);
  expect(bundle).not.toContain("node:sqlite");
  expect(Buffer.byteLength(bundle)).toBeLessThan(2_000_000);
});

test("licences come along for the packages that are in it, and a server's are not", () => {
  const names = read("dist/LICENSES.txt")
    .split(`${"-".repeat(72)}\n\n`)
    .map((part) => part.split("\n")[0]);
  expect(names).toEqual(expect.arrayContaining(["@actions/core", "@octokit/rest", "yaml", "zod"]));
  expect(
    names.filter((name) => /^(?:probot|undici|graphql|hono|pino|@hono\/|@anthropic-ai\/)/.test(name ?? "")),
  ).toEqual([]);
});

test("every input of action.yml is read, and no other; every output is set", () => {
  const sources = ["src/action.ts", "src/wiring/action-inputs.ts", "src/wiring/run-action.ts"]
    .map(read)
    .join("\n");
  const names = (pattern: RegExp) =>
    [...new Set([...sources.matchAll(pattern)].map(([, name = ""]) => name))].toSorted();
  expect(names(/\binput\("(\w+)"\)/g)).toEqual(Object.keys(manifest.inputs).toSorted());
  expect(names(/\boutput\(\s*"(\w+)"/g)).toEqual(Object.keys(manifest.outputs).toSorted());
  expect(manifest.runs).toEqual({ using: "node24", main: "dist/action.js" });
  expect(manifest.inputs["token"]?.default).toMatch(/^\$\{\{ github\.token \}\}$/);
});
