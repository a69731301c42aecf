import { expect, test } from "vitest";
import { quietTwice } from "../support/quiet-twice.ts";
import { openScene, type Scene } from "../support/scene.ts";
import { script, writes } from "../support/scripts.ts";

const config = `
agents:
  ethereum: { allow: ["servers/eth/**"], forbid: ["servers/eth/keys/**"], runner: scripted }
merge: { approvals: 0 }
`;

/** Every path of every commit that any ref reaches, but for the ledger's own. */
async function publishedPaths(scene: Scene): Promise<readonly string[]> {
  const log = await scene.git(
    "log",
    "--all",
    "--not",
    "signalbox/ledger",
    "--name-only",
    "--format=",
    "--root",
  );
  return [...new Set(log.split("\n").filter((path) => path !== ""))].toSorted();
}

// R03 R27
test("an agent writes outside its boundary: refused with the exact path, nothing of it is on a branch, the next attempt is told once and passes", async () => {
  const scene = await openScene({
    config,
    files: { "servers/eth/index.js": "1;\n" },
    scripts: {
      "Add a tool": script(
        writes({
          "servers/eth/tool.js": "1;\n",
          "servers/sol/Tool.js": "stolen;\n",
          "servers/eth/keys/k.pem": "k\n",
        }),
        writes({ "servers/eth/tool.js": "2;\n" }),
      ),
    },
  });
  const mira = scene.as("mira");
  const issue = await mira.openIssue("Add a tool", "");
  await mira.label(issue, "agent:ethereum");
  await scene.quiet();

  const task = await scene.task(issue);
  expect(task).toMatchObject({ state: "ready", reworks: 1, attempt: { n: 2, cause: "rework" } });
  expect(task?.tried).toMatchObject([
    {
      n: 1,
      end: {
        kind: "outside",
        outside: [
          { path: "servers/eth/keys/k.pem", rule: "forbid" },
          { path: "servers/sol/Tool.js", rule: "allow" },
        ],
      },
    },
  ]);
  expect(await publishedPaths(scene)).toEqual([
    ".github/signalbox.yml",
    ".github/workflows/signalbox-agent.yml",
    "README.md",
    "servers/eth/index.js",
    "servers/eth/tool.js",
  ]);
  expect(await scene.git("show", `agent/ethereum/${issue}-add-a-tool:servers/eth/tool.js`)).toBe("2;");

  expect(scene.packets.map(({ feedback }) => feedback.length)).toEqual([0, 1]);
  expect(scene.packets[1]?.feedback[0]).toContain("`servers/sol/Tool.js`");
  expect(scene.packets[1]?.feedback[0]).toContain("`servers/eth/keys/k.pem`");
  expect((await scene.story()).filter((line) => line.includes("ended (outside)"))).toEqual([
    expect.stringContaining("servers/eth/keys/k.pem"),
  ]);
  await quietTwice(scene);
});

// R03
test("the issue's scope narrows the reach: inside the boundary but outside the scope is refused", async () => {
  const scene = await openScene({
    config,
    scripts: {
      "Add a tool": script(writes({ "servers/eth/b.js": "1;\n" }), writes({ "servers/eth/a.js": "1;\n" })),
    },
  });
  const mira = scene.as("mira");
  const issue = await mira.openIssue("Add a tool", "### Scope\n`servers/eth/a.js`\n");
  await mira.label(issue, "agent:ethereum");
  await scene.quiet();
  expect((await scene.task(issue))?.tried[0]?.end.outside).toEqual([
    { path: "servers/eth/b.js", rule: "scope" },
  ]);
  expect(await publishedPaths(scene)).not.toContain("servers/eth/b.js");
  expect((await scene.task(issue))?.state).toBe("ready");
  await quietTwice(scene);
});

// R27 B07
test("an agent that says complete and changed nothing is sent back", async () => {
  const scene = await openScene({
    config,
    scripts: { "Add a tool": script(writes({}), writes({ "servers/eth/a.js": "1;\n" })) },
  });
  const mira = scene.as("mira");
  const issue = await mira.openIssue("Add a tool", "");
  await mira.label(issue, "agent:ethereum");
  await scene.quiet();
  expect((await scene.task(issue))?.tried.map(({ end }) => end.kind)).toEqual(["empty"]);
  expect(scene.packets[1]?.feedback).toEqual([expect.stringContaining("no file differs")]);
  expect((await scene.task(issue))?.state).toBe("ready");
  await quietTwice(scene);
});
