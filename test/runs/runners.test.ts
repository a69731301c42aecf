/** The list of runners, and the scripted one in a whole run. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { executeRun } from "../../src/runs/execute.ts";
import { findRunner, runners, type ScriptSource } from "../../src/runs/runners/index.ts";
import { Script } from "../../src/runs/script.ts";
import { blockerOf } from "../support/blocker.ts";
import { config, createWorld, noon, seedRepository, startedTask, temporaryFolder, unheard } from "./world.ts";

test("every runner that the config can name is in the list", () => {
  const list = runners({ script: null });
  expect(list.map(({ name }) => name).sort()).toEqual(["command", "scripted"]);
  expect(findRunner(list, "codex")).toBeUndefined();
});

test("without a script, a scripted agent waits with the reason", () => {
  const { ethereum } = config.agents;
  const source: ScriptSource = { scriptOf: () => null, wait: async () => undefined };
  const missing = (script: ScriptSource | null) =>
    ethereum && findRunner(runners({ script }), "scripted")?.missing(ethereum);
  expect(missing(null)).toBe("it has the runner `scripted`, and there is no script here");
  expect(missing(source)).toBeNull();
});

const script = Script.parse({
  attempts: [
    {
      steps: [],
      outcome: {
        kind: "blocked",
        summary: "Two ways.",
        questions: [{ text: "Unit?", options: ["wei", "ether"] }],
      },
    },
    {
      steps: [{ wait: 2 }, { write: "servers/eth/unit.js", content: 'export const unit = "{{answer}}";\n' }],
      outcome: { kind: "complete", summary: "Name the unit" },
    },
  ],
});

test("a scripted attempt uses the person's answer from its packet", async () => {
  // B08
  const { url, base } = seedRepository();
  const at = noon.toISOString();
  const resumed = startedTask(base, {
    attempt: { n: 2, cause: "resume", at, base, claim: null, end: null },
    blockers: [
      blockerOf("b1", "Unit?", { options: ["wei", "ether"], answer: { by: "mira", text: "2", at } }),
    ],
  });
  const world = createWorld(url, [resumed]);
  const waited: number[] = [];
  const source: ScriptSource = {
    scriptOf: ({ task }) => (task.number === 12 ? script : null),
    wait: async (seconds) => void waited.push(seconds),
  };
  const runsDir = temporaryFolder();
  const end = await executeRun(
    { ...unheard(), ports: world.ports, runners: runners({ script: source }), runsDir },
    { task: 12, attempt: 2, run: 9 },
    new AbortController().signal,
  );
  expect(end).toMatchObject({ kind: "recorded", result: { kind: "published" } });
  expect(waited).toEqual([2]);
  const [upload] = world.uploads;
  expect(upload?.patch.map(({ path, content }) => [path, Buffer.from(content ?? []).toString()])).toEqual([
    ["servers/eth/unit.js", 'export const unit = "ether";\n'],
  ]);
  expect(upload?.message).toContain("Signalbox-Attempt: 2");
  expect(readFileSync(join(runsDir, "12-2-9", "packet.md"), "utf8")).toContain("@mira answers: 2");
});
