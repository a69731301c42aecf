/** What people say and what was merged reaches the agents, on an embedded GitHub. */
import { expect, test } from "vitest";
import { quietTwice } from "../support/quiet-twice.ts";
import { openScene } from "../support/scene.ts";
import { script, writes } from "../support/scripts.ts";

const config = `
agents:
  ethereum: { allow: ["servers/eth/**"], runner: scripted }
  docs: { allow: ["docs/**"], runner: scripted }
merge: { approvals: 0 }
`;
const scripts = {
  "Add a tool": script(writes({ "servers/eth/a.js": "1;\n" })),
  "Describe the tool": script(writes({ "docs/a.md": "A tool.\n" })),
};

// R14 R21
test("an agent that starts later is told what was announced, what fits it, what was said to it, and what was merged before", async () => {
  const scene = await openScene({ config, scripts });
  const mira = scene.as("mira");
  const first = await mira.openIssue("Add a tool", "", ["agent:ethereum"]);
  const second = await mira.openIssue("Describe the tool", `Depends on #${first}`, ["agent:docs"]);
  await scene.quiet();
  await mira.comment(
    second,
    "/announce The audit begins on Friday\n/pattern docs/**: Write in the second person\n/pattern servers/**: Log nothing\n/tell Name the author",
  );
  await scene.quiet();
  expect(await scene.card(second)).toContain("📣 **a1** `@mira`: The audit begins on Friday");
  await quietTwice(scene);

  const { number: pull } = await scene.pull(first);
  await mira.merge(pull);
  await scene.quiet();
  expect(scene.packets.at(-1)).toMatchObject({
    task: { number: second },
    announcements: [{ by: "mira", text: "The audit begins on Friday" }],
    patterns: [{ by: "mira", text: "Write in the second person" }],
    told: [{ by: "mira", text: "Name the author" }],
    news: [{ task: first, pull, because: "builds", paths: ["servers/eth/a.js"], more: 0 }],
  });
  expect(await scene.story()).toContain("ANNOUNCEMENT a1 by mira: The audit begins on Friday");
  await quietTwice(scene);
});
