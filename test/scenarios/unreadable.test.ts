import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createGate } from "../support/gate.ts";
import { quietTwice } from "../support/quiet-twice.ts";
import { openScene } from "../support/scene.ts";
import { does, pause, script, writes } from "../support/scripts.ts";

const config = `
agents:
  ethereum: { allow: ["servers/eth/**"], runner: scripted }
  docs: { allow: ["docs/**"], runner: scripted }
merge: { approvals: 0 }
`;

test("a file of the ledger cannot be read: its task is paused, nothing new starts, the file is named, and mending it is enough", async () => {
  const gate = createGate();
  const scene = await openScene({
    config,
    scripts: {
      "Add a tool": script(writes({ "servers/eth/a.js": "1;\n" })),
      "Describe it": script(does(pause, { write: "docs/a.md", content: "# A\n" })),
    },
    wait: gate.wait,
  });
  const mira = scene.as("mira");
  const broken = await mira.openIssue("Add a tool", "");
  await mira.label(broken, "agent:ethereum");
  await scene.quiet();
  const { number } = await scene.pull(broken);
  const text = await scene.git("show", `signalbox/ledger:tasks/${broken}.json`);
  await mira.push("signalbox/ledger", (folder) =>
    writeFile(join(folder, `tasks/${broken}.json`), '{ "v": 1, <<<<<<<'),
  );
  const other = await mira.openIssue("Describe it", "");
  await mira.label(other, "agent:docs");
  await mira.merge(number);
  await scene.quiet();

  expect(await scene.git("show", `signalbox/ledger:tasks/${broken}.json`)).toContain("<<<<<<<");
  expect((await scene.issue(broken)).labels).toContain("agent:ethereum");
  expect(await scene.task(other)).toMatchObject({ state: "queued", attempt: null });
  expect(await scene.card(other)).toContain(`tasks/${broken}.json`);
  await quietTwice(scene);

  await mira.push("signalbox/ledger", (folder) =>
    writeFile(join(folder, `tasks/${broken}.json`), `${text}\n`),
  );
  await gate.reached(1);
  gate.open();
  await scene.quiet();
  expect((await scene.task(broken))?.end?.kind).toBe("merged");
  expect((await scene.task(other))?.state).toBe("ready");
  await quietTwice(scene);
});
