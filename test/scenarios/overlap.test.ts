import { expect, test } from "vitest";
import { createGate } from "../support/gate.ts";
import { quietTwice } from "../support/quiet-twice.ts";
import { openScene } from "../support/scene.ts";
import { does, pause, script, writes } from "../support/scripts.ts";

const config = `
agents:
  ethereum: { allow: ["servers/eth/**"], runner: scripted }
  testing: { allow: ["servers/*/test/**"], runner: scripted }
  docs: { allow: ["docs/**", "servers/*/test/**"], runner: scripted }
merge: { approvals: 0 }
`;

// R33 B01
test("two tasks could touch the same file: the second waits with the reason, and starts when the first is merged", async () => {
  const scene = await openScene({
    config,
    scripts: {
      "Split the tools": script(writes({ "servers/eth/a.js": "1;\n" })),
      "Test everything": script(writes({ "servers/eth/test/a.test.js": "1;\n" })),
    },
  });
  const mira = scene.as("mira");
  const first = await mira.openIssue("Split the tools", "### Scope\n- `servers/eth/**`\n");
  await mira.label(first, "agent:ethereum");
  await scene.quiet();
  const second = await mira.openIssue("Test everything", "### Scope\n- `servers/*/test/*.js`\n");
  await mira.label(second, "agent:testing");
  await scene.quiet();

  expect(await scene.issue(second)).toEqual({ state: "open", labels: ["agent:testing", "status:queued"] });
  expect(await scene.task(second)).toMatchObject({ state: "queued", attempt: null });
  const reason = new RegExp(
    `waits for #${first}, which ethereum has in hand.*servers/eth/\\*\\*.*could touch .servers/eth/test/`,
  );
  expect(await scene.card(second)).toMatch(reason);
  await mira.comment(second, "/why");
  await scene.quiet();
  expect((await scene.said(second)).at(-1)).toMatch(reason);

  await mira.merge((await scene.pull(first)).number);
  await scene.quiet();
  expect(await scene.task(second)).toMatchObject({ state: "ready", attempt: { n: 1 } });
  // It starts from what the first one merged.
  expect(await scene.git("merge-base", "main", (await scene.pull(second)).head)).toBe(
    await scene.git("rev-parse", "main"),
  );
  await quietTwice(scene);
});

// R33: no starvation.
test("a younger task that could start does not jump the line of an older one that waits for the same paths", async () => {
  const gate = createGate();
  const scene = await openScene({
    config,
    scripts: {
      "Split the tools": script(does(pause, { write: "servers/eth/a.js", content: "1;\n" })),
      "Test everything": script(writes({ "servers/sol/test/a.test.js": "1;\n" })),
      "Describe the tests of sol": script(writes({ "servers/sol/test/README.md": "1\n" })),
    },
    wait: gate.wait,
  });
  const mira = scene.as("mira");
  const [first, older, younger] = [
    await mira.openIssue("Split the tools", "Scope: `servers/eth/**`"),
    await mira.openIssue("Test everything", "Scope: `servers/*/test/**`"),
    await mira.openIssue("Describe the tests of sol", "Scope: `servers/sol/test/**`"),
  ];
  await mira.label(first, "agent:ethereum");
  await gate.reached(1);
  await mira.label(older, "agent:testing");
  await scene.still();
  await mira.label(younger, "agent:docs");
  await scene.still();

  // Nobody holds the paths of the youngest, but the older one asked for them first.
  expect(await scene.card(older)).toContain(`waits for #${first}`);
  expect(await scene.task(younger)).toMatchObject({ state: "queued", attempt: null });
  expect(await scene.card(younger)).toContain(`waits behind #${older}, which asked first`);

  gate.open();
  await scene.quiet();
  await mira.merge((await scene.pull(first)).number);
  await scene.quiet();
  expect((await scene.task(older))?.state).toBe("ready");
  expect(await scene.card(younger)).toContain(`waits for #${older}`);
  await mira.merge((await scene.pull(older)).number);
  await scene.quiet();
  expect((await scene.task(younger))?.state).toBe("ready");
  await quietTwice(scene);
});

// R33 B01
test("a lease is given back when the issue is closed, and when its agent label is taken off", async () => {
  const scene = await openScene({
    config,
    scripts: {
      "Split the tools": script(writes({ "servers/eth/a.js": "1;\n" })),
      "Split them again": script(writes({ "servers/eth/b.js": "1;\n" })),
      "Test everything": script(writes({ "servers/eth/test/a.test.js": "1;\n" })),
    },
  });
  const mira = scene.as("mira");
  const first = await mira.openIssue("Split the tools", "");
  await mira.label(first, "agent:ethereum");
  await scene.quiet();
  const second = await mira.openIssue("Split them again", "");
  await mira.label(second, "agent:ethereum", "good first issue");
  const third = await mira.openIssue("Test everything", "");
  await mira.label(third, "agent:testing");
  await scene.quiet();
  expect((await scene.task(second))?.attempt).toBeNull();

  await mira.close(first);
  await scene.quiet();
  expect(await scene.issue(first)).toEqual({ state: "closed", labels: [] });
  expect((await scene.task(first))?.end).toMatchObject({ kind: "dropped" });
  expect((await scene.task(second))?.state).toBe("ready");
  expect(await scene.card(third)).toContain(`waits for #${second}`);

  await mira.unlabel(second, "agent:ethereum");
  await scene.quiet();
  expect(await scene.issue(second)).toEqual({ state: "open", labels: ["good first issue"] });
  expect((await scene.task(second))?.end).toMatchObject({ kind: "dropped", by: "mira" });
  expect((await scene.task(third))?.state).toBe("ready");
  await quietTwice(scene);
});
