import { expect, test } from "vitest";
import type { MachineLoad } from "../../src/domain/machine-load.ts";
import { quietTwice } from "../support/quiet-twice.ts";
import { openScene } from "../support/scene.ts";
import { script, writes } from "../support/scripts.ts";

const config = `
agents:
  ethereum: { allow: ["servers/eth/**"], runner: scripted }
merge: { approvals: 0 }
`;

// R49
test("on a busy machine a task waits and says why; it starts by itself when the machine calms down", async () => {
  let load: MachineLoad | null = { cpu: 0.93, memory: 0.4 };
  const scripts = { "Add a tool": script(writes({ "servers/eth/a.js": "1;\n" })) };
  const scene = await openScene({ config, scripts, load: () => load });
  const mira = scene.as("mira");
  const issue = await mira.openIssue("Add a tool", "");
  await mira.label(issue, "agent:ethereum");
  await scene.quiet();
  expect(await scene.task(issue)).toMatchObject({ state: "queued", attempt: null });
  expect(await scene.card(issue)).toContain(
    "This task waits because this machine is busy: CPU 93 % (limit 80 %), memory 40 % (limit 85 %).",
  );
  await mira.comment(issue, "/why");
  await scene.quiet();
  expect((await scene.said(issue)).at(-1)).toContain("this machine is busy: CPU 93 %");
  await quietTwice(scene);

  // Nothing happens on GitHub: the next look comes by itself.
  load = { cpu: 0.2, memory: 0.4 };
  scene.clock.advance(4);
  await scene.quiet();
  expect(await scene.task(issue)).toMatchObject({ state: "ready", attempt: { n: 1 } });
  expect(await scene.card(issue)).not.toContain("busy");
  await quietTwice(scene);
});
