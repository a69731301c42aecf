/** What may reach no branch, tried by an agent whose boundary would let it: looked for with plain Git in all that any ref reaches. */
import { expect, test } from "vitest";
import { quietTwice } from "../support/quiet-twice.ts";
import { openScene, type Scene } from "../support/scene.ts";
import { script, writes } from "../support/scripts.ts";

const config = `
agents:
  ethereum: { allow: ["**"], runner: scripted }
  docs: { allow: ["docs/**"], runner: scripted }
merge: { approvals: 0 }
`;

/** Whole nowhere, so that no scanner takes this file for a leak. */
const token = ["np", "m_", "c3".repeat(18)].join("");

/** Paths and contents of all that any branch reaches, the ledger's too. */
async function everything(scene: Scene): Promise<string> {
  return scene.git("log", "--all", "--root", "--format=%H%n%B", "--patch", "--text");
}

// R03 R27
test.each([
  ["S6: a secret", { "src/tool.js": `const key = "${token}";\n` }, token, "Secrets failed"],
  [
    "P6: a workflow",
    { ".github/workflows/run.yml": "on: push\n" },
    "+++ b/.github/workflows/run.yml",
    "Protected failed",
  ],
  ["P3: a folder in another case", { "SRC/tool.js": "stolen;\n" }, "+stolen;", "Protected failed"],
  ["P4: a disguised folder", { "ѕrc/tool.js": "stolen;\n" }, "+stolen;", "Protected failed"],
])("%s is on no branch, the next attempt is told once and goes on", async (_what, wrong, trace, gate) => {
  const scene = await openScene({
    config,
    files: { "src/index.js": "1;\n" },
    scripts: {
      "Add a tool": script(
        writes({ "src/tool.js": "half;\n", ...wrong }),
        writes({ "src/tool.js": "whole;\n" }),
      ),
    },
  });
  const mira = scene.as("mira");
  const issue = await mira.openIssue("Add a tool", "");
  await mira.label(issue, "agent:ethereum");
  await scene.quiet();

  const history = await everything(scene);
  expect(history).not.toContain(trace);
  expect(history).not.toContain("+half;");
  expect(await scene.git("show", `agent/ethereum/${issue}-add-a-tool:src/tool.js`)).toBe("whole;");
  expect(await scene.task(issue)).toMatchObject({
    state: "ready",
    reworks: 1,
    attempt: { n: 2, cause: "rework" },
    tried: [{ n: 1, end: { kind: "unfit" } }],
  });
  expect(scene.packets.map(({ feedback }) => feedback.length)).toEqual([0, 1]);
  expect(scene.packets[1]?.feedback[0]).toContain(gate);
  expect(scene.packets[1]?.feedback[0]).not.toContain("Boundaries failed");
  expect(JSON.stringify([scene.packets, await scene.said(issue), await scene.story()])).not.toContain(token);
  expect((await scene.story()).filter((line) => line.includes("ended (unfit)"))).toEqual([
    expect.stringContaining(gate),
  ]);
  await quietTwice(scene);
});

// R03 B01
test("whose a path is instead is told by the number of the task that holds it", async () => {
  const scene = await openScene({
    config,
    scripts: {
      "Write the guide": script(writes({ "docs/guide.md": "# Guide\n" })),
      "Add a tool": script(
        writes({ "src/tool.js": "1;\n", "docs/guide.md": "mine\n", LICENSE: "none\n" }),
        writes({ "src/tool.js": "1;\n" }),
      ),
    },
  });
  const mira = scene.as("mira");
  const guide = await mira.openIssue("Write the guide", "");
  await mira.label(guide, "agent:docs");
  await scene.quiet();
  const tool = await mira.openIssue("Add a tool", "### Scope\n`src/**`\n");
  await mira.label(tool, "agent:ethereum");
  await scene.quiet();

  const [feedback = ""] = scene.packets.at(-1)?.feedback ?? [];
  expect(feedback.split("\n")).toEqual([
    "Attempt 1 was not published.",
    "**Boundaries failed:**",
    "- `LICENSE` is outside ethereum's reach in this task (`src/**`). Drop it. If the task needs it, a person can type `/scope +LICENSE because …`.",
    `- \`docs/guide.md\` is outside ethereum's reach in this task (\`src/**\`); #${guide} holds it. Drop it.`,
    "If the task cannot be done within reach, end as blocked and ask.",
    "Attempt 2 of 3 starts by itself.",
  ]);
  expect((await scene.task(tool))?.state).toBe("ready");
  await quietTwice(scene);
});
