/** R50: what holds for every command of the terminal: help, wrong use, exit codes, plain output. */
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, onTestFinished, test } from "vitest";
import { commands } from "../../src/cli/main.ts";
import { taskCommands } from "../../src/cli/task.ts";
import { signalbox } from "./terminal.ts";

const run = promisify(execFile);
const cli = fileURLToPath(new URL("../../src/cli.ts", import.meta.url));

async function emptyFolder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "signalbox-cli-"));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

test.each(["--help", "-h", "help"])("signalbox %s lists every command, exit 0", async (asked) => {
  const { code, out, err } = await signalbox([asked]);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  for (const name of ["demo", "validate", "status", "why", "reconcile"])
    expect(out).toMatch(new RegExp(`^  ${name} +[A-Z]`, "m"));
});

test("signalbox alone asks which command, exit 2", async () => {
  const { code, out, err } = await signalbox([]);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toMatch(/^Which command\?\n\nsignalbox <command> \[options\]/);
});

test("an unknown command is answered with the nearest one, exit 2", async () => {
  const { code, out, err } = await signalbox(["statsu"]);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toMatch(/^There is no command statsu\. Did you mean status\?/);
});

test("a command that is like none gets no guess", async () => {
  expect((await signalbox(["teleport"])).err).toMatch(/^There is no command teleport\.\n/);
});

test("a list loads the command that it names, and nothing of the others", async () => {
  for (const listed of [...commands, ...taskCommands]) expect((await listed.load()).name).toBe(listed.name);
});

/** `task` is many commands. */
const named = [...commands.filter(({ name }) => name !== "task"), ...taskCommands].map(({ name }) => name);

describe.each(named)("signalbox %s", (name) => {
  const typed = name.split(" ");

  test("--help says how it is called, what --json prints and what the exit codes mean", async () => {
    const { code, out, err } = await signalbox([...typed, "--help"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(new RegExp(`^signalbox ${name}\\b.*(?:\\[|\\| )--json\\]`));
    expect(out).toMatch(/^ +--json +print /m);
    expect(out).toMatch(/^Exit code 0: /m);
  });

  test("an option that it does not have: what is wrong, then the usage, exit 2", async () => {
    const { code, out, err } = await signalbox([...typed, "--frobnicate"]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain("--frobnicate");
    expect(err).toContain(`signalbox ${name}`);
  });

  test("too many arguments, exit 2", async () => {
    const { code, err } = await signalbox([
      ...typed,
      ...Array.from({ length: 101 }, (_, n) => String(n + 1)),
    ]);
    expect(code).toBe(2);
    expect(err).toContain(`${name} does not know what to do with`);
  });
});

test.each([
  { argv: ["why"], says: "name the number of an issue" },
  { argv: ["why", "twelve"], says: "name the number of an issue" },
  { argv: ["status"], says: "name a world with --dir, or a repository with --repo" },
  { argv: ["status", "--dir", "nowhere"], says: "there is no world in" },
  { argv: ["reconcile", "--dir", "d", "--repo", "mira/shop"], says: "name --dir or --repo, not both" },
  { argv: ["status", "--repo", "shop"], says: "--repo takes owner/name, but was given shop" },
  { argv: ["status", "--repo", "mira/shop"], says: "GITHUB_TOKEN is not set" },
  { argv: ["demo", "--seed", "many"], says: "--seed takes a whole number, but was given many" },
])("$argv: $says, exit 2", async ({ argv, says }) => {
  const { code, out, err } = await signalbox(argv, { cwd: await emptyFolder() });
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toContain(says);
});

test("a demo's folder is not played with another seed, exit 2", async () => {
  const dir = await emptyFolder();
  await writeFile(join(dir, "demo.json"), '{"seed":3}\n');
  const { code, err } = await signalbox(["demo", "--dir", dir, "--seed", "4"]);
  expect(code).toBe(2);
  expect(err).toContain("is played with --seed 3");
});

test("GitHub does not answer: what failed and why, exit 3", async () => {
  // Port 9 (discard) of loopback: nobody listens there.
  const env = { GITHUB_TOKEN: "t", GITHUB_API_URL: "http://127.0.0.1:9" };
  const { code, out, err } = await signalbox(["status", "--repo", "mira/shop"], { env });
  expect({ code, out }).toEqual({ code: 3, out: "" });
  expect(err).toMatch(/^signalbox status failed: /);
});

test.each([
  { argv: ["--help"], code: 0 },
  { argv: ["validate", "nothing.yml"], code: 2 },
  { argv: ["status", "--dir", "nowhere"], code: 2 },
])("the process $argv exits with $code, and what is not a terminal gets no escape codes", async (row) => {
  const { argv, code } = row;
  const env = { PATH: process.env["PATH"], FORCE_COLOR: "1" };
  const seen = await run(process.execPath, [cli, ...argv], { cwd: await emptyFolder(), env }).then(
    (answer) => ({ ...answer, code: 0 }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  );
  expect(seen.code).toBe(code);
  expect(`${seen.stdout}${seen.stderr}`).not.toBe("");
  expect(`${seen.stdout}${seen.stderr}`).not.toContain("\u001b");
});
