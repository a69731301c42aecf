import { mkdir, rename, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createGate } from "../support/gate.ts";
import { quietTwice } from "../support/quiet-twice.ts";
import { openScene, type Scene } from "../support/scene.ts";
import { does, pause, script, writes } from "../support/scripts.ts";

const config = `
agents:
  ethereum: { allow: ["servers/eth/**"], runner: scripted }
merge: { approvals: 0 }
`;

/** A task in review on which `noor` pushes; the agent's rework then stops at the gate, so that the state is to be seen. */
async function pushedTo(change: (folder: string) => Promise<void>) {
  const gate = createGate();
  const scene = await openScene({
    config,
    files: { "servers/eth/index.js": "1;\n", "docs/guide.md": "# Guide\n" },
    scripts: {
      "Add a tool": script(
        writes({ "servers/eth/tool.js": "1;\n" }),
        does(pause, { write: "servers/eth/tool.js", content: "2;\n" }),
      ),
    },
    wait: gate.wait,
  });
  scene.github.seedUser("noor", "write");
  const mira = scene.as("mira");
  const issue = await mira.openIssue("Add a tool", "");
  await mira.label(issue, "agent:ethereum");
  await scene.quiet();
  expect((await scene.task(issue))?.state).toBe("ready");
  const head = await scene.as("noor").push(`agent/ethereum/${issue}-add-a-tool`, change);
  await gate.reached(1);
  await scene.still();
  return { scene, issue, head, gate };
}

async function expectRefused(
  scene: Scene,
  issue: number,
  head: string,
  paths: readonly string[],
): Promise<void> {
  const boundaries = await scene.check(head, "signalbox/boundaries");
  expect(boundaries.result).toBe("failure");
  for (const path of paths) expect(boundaries.text).toContain(path);
  expect(boundaries.text).toContain("Attempt 2 of 3 starts by itself.");
  expect((await scene.check(head, "signalbox/ready")).result).toBe("failure");
  expect(await scene.task(issue)).toMatchObject({ state: "working", attempt: { n: 2, cause: "rework" } });
  expect((await scene.issue(issue)).labels).toEqual(["agent:ethereum", "status:working"]);
  const [told] = scene.packets[1]?.feedback ?? [];
  for (const path of paths) expect(told).toContain(path);
}

// R03: whoever pushed.
test("a person pushes a file out of reach to the agent's branch: the check names it, nothing is ready, the task goes to rework", async () => {
  const { scene, issue, head, gate } = await pushedTo(async (folder) => {
    await writeFile(join(folder, "docs/guide.md"), "# Ours now\n");
  });
  await expectRefused(scene, issue, head, ["docs/guide.md"]);
  gate.open();
  await quietTwice(scene);
});

test("P1 P5: a person moves a file in, moves one out and adds a symlink: both sides of each move and the link are named", async () => {
  const { scene, issue, head, gate } = await pushedTo(async (folder) => {
    await mkdir(join(folder, "servers/sol"), { recursive: true });
    await rename(join(folder, "docs/guide.md"), join(folder, "servers/eth/guide.md"));
    await rename(join(folder, "servers/eth/index.js"), join(folder, "servers/sol/index.js"));
    await symlink("../../README.md", join(folder, "servers/eth/link.md"));
  });
  await expectRefused(scene, issue, head, [
    "docs/guide.md",
    "servers/sol/index.js",
    "`servers/eth/link.md` is a symlink",
  ]);
  expect((await scene.check(head, "signalbox/boundaries")).text).not.toContain("servers/eth/guide.md");
  gate.open();
  await quietTwice(scene);
});

// R27
test("where no attempt is left, the check of a push out of reach says that a person decides now", async () => {
  const scene = await openScene({
    config: `${config}limits: { attempts: 1 }\n`,
    files: { "docs/guide.md": "# Guide\n" },
    scripts: { "Add a tool": script(writes({ "servers/eth/tool.js": "1;\n" })) },
  });
  scene.github.seedUser("noor", "write");
  const mira = scene.as("mira");
  const issue = await mira.openIssue("Add a tool", "");
  await mira.label(issue, "agent:ethereum");
  await scene.quiet();
  const head = await scene
    .as("noor")
    .push(`agent/ethereum/${issue}-add-a-tool`, (folder) =>
      writeFile(join(folder, "docs/guide.md"), "# Ours now\n"),
    );
  await scene.quiet();
  expect((await scene.task(issue))?.state).toBe("escalated");
  const { result, text } = await scene.check(head, "signalbox/boundaries");
  expect(result).toBe("failure");
  expect(text).toContain("No other attempt is allowed: a person decides now.");
  await quietTwice(scene);
});
