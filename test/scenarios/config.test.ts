import { expect, test } from "vitest";
import { createGate } from "../support/gate.ts";
import { quietTwice } from "../support/quiet-twice.ts";
import { openScene } from "../support/scene.ts";
import { does, pause, script, writes } from "../support/scripts.ts";

const config = `agents:
  ethereum: { allow: ["servers/eth/**"], runner: scripted }
  docs: { allow: ["docs/**"], runner: scripted }
merge: { approvals: 0 }
`;

test("the config on main becomes invalid: running work goes on, nothing new starts, and mending it is enough", async () => {
  const gate = createGate();
  const scene = await openScene({
    config,
    scripts: {
      "Add a tool": script(does(pause, { write: "servers/eth/a.js", content: "1;\n" })),
      "Describe the tool": script(writes({ "docs/a.md": "# A\n" })),
    },
    wait: gate.wait,
  });
  const mira = scene.as("mira");
  const running = await mira.openIssue("Add a tool", "");
  await mira.label(running, "agent:ethereum");
  await gate.reached(1);
  await mira.commitFile(".github/signalbox.yml", `${config}limits: { agnets: 3 }\n`);
  const waiting = await mira.openIssue("Describe the tool", "");
  await mira.label(waiting, "agent:docs");
  await scene.still();
  gate.open();
  await scene.quiet();

  expect((await scene.task(running))?.state).toBe("ready");
  expect(await scene.task(waiting)).toMatchObject({ state: "queued", attempt: null });
  expect(await scene.card(waiting)).toMatch(
    /config on the default branch cannot be used: line 5, column \d+: .*agnets.*agents/,
  );
  await quietTwice(scene);

  await mira.commitFile(".github/signalbox.yml", `${config}limits: { agents: 3 }\n`);
  await scene.quiet();
  expect((await scene.task(waiting))?.state).toBe("ready");
  await quietTwice(scene);
});

test("G5: a pull request cannot change the rules that it is judged by", async () => {
  const scene = await openScene({
    config,
    scripts: {
      "Add a tool": script(
        writes({
          "servers/eth/a.js": "1;\n",
          ".github/signalbox.yml": config.replace("servers/eth/**", "**"),
        }),
        writes({ "servers/eth/a.js": "1;\n" }),
      ),
    },
  });
  const mira = scene.as("mira");
  const issue = await mira.openIssue("Add a tool", "");
  await mira.label(issue, "agent:ethereum");
  await scene.quiet();
  expect((await scene.task(issue))?.tried[0]?.end.outside).toEqual([
    { path: ".github/signalbox.yml", rule: "allow" },
    { path: ".github/signalbox.yml", rule: "governance" },
  ]);
  expect(await scene.git("log", "--all", "--format=%H", "--", ".github/signalbox.yml")).toBe(
    await scene.git("rev-parse", "main"),
  );
  await quietTwice(scene);
});
