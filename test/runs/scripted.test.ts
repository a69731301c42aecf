/** The scripted runner does in the workspace what the script says, nothing outside of it, and says why when it cannot. */
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Play, playAttempt } from "../../src/runs/runners/scripted.ts";
import { Script, type Step } from "../../src/runs/script.ts";

let root: string;
let workspace: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "scripted-"));
  workspace = join(root, "clone");
  await mkdir(join(workspace, "src"), { recursive: true });
  await writeFile(join(workspace, "src/units.js"), "export const digits = 8;\n");
});
afterEach(() => rm(root, { recursive: true, force: true }));

const complete = { kind: "complete", summary: "Done", evidence: [] } as const;
const asks = (options: string[]) =>
  ({ kind: "blocked", summary: "Two ways", questions: [{ text: "Which?", options }] }) as const;
const oneAttempt = (...steps: Step[]) => Script.parse({ attempts: [{ steps, outcome: complete }] });
const read = (path: string) => readFile(join(workspace, path), "utf8");

function play(script: Script, more: Partial<Play> = {}) {
  return playAttempt(script, {
    attempt: 1,
    answers: [],
    workspace,
    wait: async () => {},
    meet: async () => {},
    ...more,
  });
}

describe("steps", () => {
  test("write, replace, move and delete change the workspace; the outcome is the script's", async () => {
    const outcome = await play(
      oneAttempt(
        { write: "test/deep/units.test.js", content: "first\n" },
        { write: "test/deep/units.test.js", content: "second\n" },
        { replace: "src/units.js", find: "digits = 8", with: "digits = 9" },
        { move: "src/units.js", to: "lib/amounts/units.js" },
        { write: "src/gone.js", content: "" },
        { delete: "src/gone.js" },
      ),
    );
    expect(outcome).toEqual(complete);
    expect(await read("test/deep/units.test.js")).toBe("second\n");
    expect(await read("lib/amounts/units.js")).toBe("export const digits = 9;\n");
    expect(await readdir(join(workspace, "src"))).toEqual([]);
  });

  test("a replacement is text: $& and the like mean nothing", async () => {
    await play(oneAttempt({ replace: "src/units.js", find: "8", with: "$&$1" }));
    expect(await read("src/units.js")).toBe("export const digits = $&$1;\n");
  });

  test("a step that meets another task waits until it is there, and nothing is done before", async () => {
    const met: string[] = [];
    const meet = async (key: string) => {
      met.push(key);
      expect(await read("src/units.js")).toContain("digits = 8");
    };
    await play(oneAttempt({ meet: "docs" }, { write: "src/units.js", content: "" }), { meet });
    expect(met).toEqual(["docs"]);
    expect(await read("src/units.js")).toBe("");
  });

  test("waits are handed on in seconds, in order", async () => {
    const waits: number[] = [];
    const wait = async (seconds: number) => void waits.push(seconds);
    await play(oneAttempt({ wait: 3 }, { wait: 0.5 }), { wait });
    expect(waits).toEqual([3, 0.5]);
  });

  test.each<[string, Step, string]>([
    [
      "find that is absent",
      { replace: "src/units.js", find: "lamports", with: "" },
      'src/units.js has "lamports" 0 times, not once',
    ],
    [
      "find that is ambiguous",
      { replace: "src/units.js", find: "t", with: "" },
      'src/units.js has "t" 3 times, not once',
    ],
    ["replacement in no file", { replace: "src", find: "a", with: "" }, "src is not a file of the workspace"],
    ["deletion of nothing", { delete: "src/tools.js" }, "src/tools.js is not a file of the workspace"],
    ["move of nothing", { move: "a.js", to: "b.js" }, "a.js is not a file of the workspace"],
    ["write onto a directory", { write: "src", content: "" }, "src is a directory"],
    [
      "write below a file",
      { write: "src/units.js/a.js", content: "" },
      "src/units.js/a.js goes through a file",
    ],
    ["move onto a file", { move: "src/units.js", to: "src/units.js" }, "src/units.js exists already"],
  ])("a %s fails the attempt, and says where", async (_name, step, reason) => {
    const outcome = await play(oneAttempt({ wait: 1 }, step, { write: "after.js", content: "" }));
    expect(outcome).toEqual({ kind: "failed", summary: `Step 2 of the script: ${reason}.` });
    expect(await readdir(workspace)).toEqual(["src"]);
  });
});

// P2, P5
describe("the workspace", () => {
  test.each(["../out.js", "src/../../out.js", "/out.js", ".", "src/.."])(
    "is not left by %s",
    async (path) => {
      expect(await play(oneAttempt({ write: path, content: "out" }))).toEqual({
        kind: "failed",
        summary: `Step 1 of the script: ${path} is not inside the workspace.`,
      });
      expect(await readdir(root)).toEqual(["clone"]);
    },
  );

  test("is not left through a link, dangling or not, by any step", async () => {
    await mkdir(join(root, "outside"));
    await writeFile(join(root, "outside/a.js"), "a");
    await symlink(join(root, "outside"), join(workspace, "linked"));
    await symlink(join(root, "outside/new.js"), join(workspace, "dangling.js"));
    const steps: Step[] = [
      { write: "linked/b.js", content: "b" },
      { write: "dangling.js", content: "b" },
      { replace: "linked/a.js", find: "a", with: "b" },
      { delete: "linked/a.js" },
      { move: "src/units.js", to: "linked/units.js" },
    ];
    for (const step of steps) {
      expect(await play(oneAttempt(step))).toMatchObject({
        kind: "failed",
        summary: expect.stringContaining("goes through a symbolic link"),
      });
    }
    expect(await readdir(join(root, "outside"))).toEqual(["a.js"]);
    expect(await readFile(join(root, "outside/a.js"), "utf8")).toBe("a");
  });

  test("may be a link itself", async () => {
    await symlink(workspace, join(root, "alias"));
    const outcome = await play(oneAttempt({ write: "a.js", content: "" }), {
      workspace: join(root, "alias"),
    });
    expect(outcome).toEqual(complete);
  });
});

describe("attempts", () => {
  const script = Script.parse({
    attempts: [
      { steps: [{ write: "n", content: "1" }], outcome: complete },
      { steps: [{ write: "n", content: "2" }], outcome: complete },
    ],
  });

  test.each([
    [1, "1"],
    [2, "2"],
    [3, "2"],
    [9, "2"],
  ])("attempt %i plays %s: the last one repeats", async (attempt, content) => {
    await play(script, { attempt });
    expect(await read("n")).toBe(content);
  });

  test("an abort ends the play before the next step", async () => {
    const controller = new AbortController();
    const wait = async () => controller.abort(new Error("nobody wants this run any more"));
    const playing = play(oneAttempt({ wait: 1 }, { write: "late.js", content: "" }), {
      wait,
      signal: controller.signal,
    });
    await expect(playing).rejects.toThrow("nobody wants this run any more");
    expect(await readdir(workspace)).toEqual(["src"]);
  });
});

// B08
describe("an answer", () => {
  const script = (options: string[]) =>
    Script.parse({
      attempts: [
        { steps: [], outcome: asks(options) },
        {
          steps: [
            { write: "rule.js", content: 'export const rule = "{{answer}}"; // {{answer}}\n' },
            { replace: "src/units.js", find: "8", with: "{{answer}}" },
          ],
          outcome: complete,
        },
      ],
    });
  const options = ["deepest", "median"];

  test.each([
    ["its words", "median"],
    ["its words in another case", " Median\n"],
    ["its number", "2"],
  ])("names an option by %s", async (_name, answer) => {
    expect(await play(script(options), { attempt: 2, answers: [answer] })).toEqual(complete);
    expect(await read("rule.js")).toBe('export const rule = "median"; // median\n');
    expect(await read("src/units.js")).toBe("export const digits = median;\n");
  });

  test("the latest one counts", async () => {
    await play(script(options), { attempt: 2, answers: ["deepest", "median"] });
    expect(await read("rule.js")).toContain("median");
  });

  test.each([[[]], [["whatever you like"]], [["3"]], [[""]]])(
    "%j is none of the options: the question is asked again and nothing is written",
    async (answers) => {
      expect(await play(script(options), { attempt: 2, answers })).toEqual(asks(options));
      expect(await readdir(workspace)).toEqual(["src"]);
    },
  );

  test("without options, it is taken word for word", async () => {
    await play(script([]), { attempt: 2, answers: ["call it $& then"] });
    expect(await read("src/units.js")).toBe("export const digits = call it $& then;\n");
  });
});
