import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { validate } from "../../src/cli/validate.ts";

let cwd: string;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), "signalbox-validate-"));
  await mkdir(join(cwd, ".github"));
});
afterEach(() => rm(cwd, { recursive: true }));

/** Runs the command as a person would, and gives what they see. */
async function run(...argv: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const out: string[] = [];
  const err: string[] = [];
  const io = {
    out: (text: string) => out.push(text),
    err: (text: string) => err.push(text),
    color: false,
    ask: null,
    input: async () => "",
    onSignal: () => () => {},
    watchMachine: () => ({ load: () => null, close: () => {} }),
    cwd,
    env: {},
  };
  return { code: await validate.run(argv, io), out: out.join("\n"), err: err.join("\n") };
}

function write(text: string | Uint8Array, file = ".github/signalbox.yml"): Promise<void> {
  return writeFile(join(cwd, file), text);
}

test("a valid config is summed up in one line, exit 0", async () => {
  await write(
    "agents: { eth: { allow: [a/**] }, sol: { allow: [b/**] } }\ngates: { checks: { tests: ci/test } }\n",
  );
  expect(await run()).toEqual({
    code: 0,
    out: ".github/signalbox.yml is valid: 2 agents (eth, sol), 1 check (tests), 1 approval, 6 at work at once, 3 attempts",
    err: "",
  });
});

test("a wrong config is told line by line with what to do next, exit 2", async () => {
  await write("version: 1\nagentz: {}\nteams: {}\n", "my.yml");
  expect(await run("my.yml")).toEqual({
    code: 2,
    out: "",
    err: `my.yml:2:1  unknown key \`agentz\`; did you mean \`agents\`? Keys here: version, agents, shared, gates, naming, content, canonical, lint, commands, merge, limits, blockers, board, ledger
my.yml:3:1  \`teams\` is not supported in this version

2 problems. Correct them, then run: signalbox validate my.yml`,
  });
});

test("as JSON", async () => {
  await write("ledger: 1\n");
  const { code, out, err } = await run("--json");
  expect({ code, err, ...JSON.parse(out) }).toEqual({
    code: 2,
    err: "",
    ok: false,
    file: ".github/signalbox.yml",
    problems: [
      {
        line: 1,
        column: 9,
        path: "ledger",
        message: "`ledger` must be the name of a branch outside of agent/, but is 1",
      },
    ],
    warnings: [],
  });
  await write("agents: {}\n");
  const valid = await run("--json");
  expect([valid.code, JSON.parse(valid.out)]).toEqual([
    0,
    { ok: true, file: ".github/signalbox.yml", problems: [], warnings: [] },
  ]);
});

test("a file that cannot be read is said plainly, exit 2", async () => {
  expect(await run()).toEqual({
    code: 2,
    out: "",
    err: ".github/signalbox.yml does not exist; run this at the root of the repository, or name the file: signalbox validate FILE",
  });
  expect(await run(".github")).toMatchObject({
    code: 2,
    err: ".github is a directory; name the file in it: signalbox validate FILE",
  });
  await write(Uint8Array.of(0xff, 0xfe, 0x61, 0x00));
  expect(await run()).toMatchObject({
    code: 2,
    err: ".github/signalbox.yml is not UTF-8 text; save it as UTF-8",
  });
  const { code, out } = await run("missing.yml", "--json");
  expect([code, JSON.parse(out)]).toMatchObject([
    2,
    { ok: false, file: "missing.yml", problems: [{ line: 1 }] },
  ]);
});

test("wrong use is said, exit 2; --help shows the usage, exit 0", async () => {
  expect(await run("--jsn")).toEqual({
    code: 2,
    out: "",
    err: "signalbox validate has no option --jsn. Did you mean --json? `signalbox validate --help` shows them all.",
  });
  expect(await run("a", "b")).toMatchObject({
    code: 2,
    err: expect.stringContaining("validate does not know what to do with b"),
  });
  expect(await run("--help")).toEqual({ code: 0, out: validate.usage, err: "" });
});

test("a file with very many problems shows the first fifty", async () => {
  await write(Array.from({ length: 60 }, (_, index) => `key${index}: 1\n`).join(""));
  const { code, err } = await run();
  expect(code).toBe(2);
  expect(err.split("\n").slice(50)).toEqual([
    "and 10 more",
    "",
    "60 problems. Correct them, then run: signalbox validate .github/signalbox.yml",
  ]);
});
