/** Shared paths: one task at a time, several under a person's eyes, one agent's own, nobody's. */
import { expect, test } from "vitest";
import { createGate } from "../support/gate.ts";
import { quietTwice } from "../support/quiet-twice.ts";
import { openScene } from "../support/scene.ts";
import { does, pause, script, writes } from "../support/scripts.ts";

const agents = `
agents:
  ethereum: { allow: ["servers/eth/**"], runner: scripted }
  solana: { allow: ["servers/sol/**"], runner: scripted }
  docs: { allow: ["docs/**"], runner: scripted }
merge: { approvals: 0 }
`;
const files = { "package.json": "{}\n", "servers/eth/a.js": "1;\n", "servers/sol/a.js": "1;\n" };

// R04 R33
test("serialize: tasks that name the manifest change it one after the other, and others work on meanwhile", async () => {
  const scene = await openScene({
    config: `${agents}shared: [{ paths: [package.json, "*.lock"], policy: serialize }]\n`,
    files,
    scripts: {
      "Add a library to eth": script(writes({ "servers/eth/a.js": "2;\n", "package.json": '{"eth":1}\n' })),
      "Add a library to sol": script(
        writes({ "servers/sol/a.js": "2;\n", "package.json": '{"eth":1,"sol":1}\n' }),
      ),
      "Describe both": script(writes({ "docs/a.md": "# Both\n" })),
    },
  });
  const mira = scene.as("mira");
  const [first, second, third] = [
    await mira.openIssue("Add a library to eth", "Scope: `servers/eth/**`, `package.json`"),
    await mira.openIssue("Add a library to sol", "Scope: `servers/sol/**`, `package.json`"),
    await mira.openIssue("Describe both", ""),
  ];
  await mira.label(first, "agent:ethereum");
  await scene.quiet();
  await mira.label(second, "agent:solana");
  await mira.label(third, "agent:docs");
  await scene.quiet();

  expect(await scene.task(first)).toMatchObject({ state: "ready", attempt: { n: 1 }, reworks: 0 });
  expect(await scene.task(second)).toMatchObject({ state: "queued", attempt: null });
  expect(await scene.check((await scene.pull(first)).head, "signalbox/protected")).toEqual({
    result: "success",
    text: expect.stringContaining(
      "`package.json` decides what is installed; the config lets agents change it",
    ),
  });
  expect(await scene.card(second)).toMatch(new RegExp(`waits for #${first}.*could touch .package.json`));
  expect(await scene.task(third)).toMatchObject({ state: "ready" });

  await mira.merge((await scene.pull(first)).number);
  await scene.quiet();
  expect(await scene.task(second)).toMatchObject({ state: "ready", attempt: { n: 1 }, reworks: 0 });
  const { head } = await scene.pull(second);
  expect(await scene.git("diff", "--name-only", `main...${head}`)).toBe("package.json\nservers/sol/a.js");
  await quietTwice(scene);
});

// R04
test("person: several tasks have the same path in hand at once, each on a branch of its own", async () => {
  const gate = createGate();
  const scene = await openScene({
    config: `${agents}shared: [{ paths: [README.md], policy: person }]\n`,
    files,
    scripts: {
      "Tell of eth": script(
        does(
          pause,
          { write: "README.md", content: "# Shop\neth\n" },
          { write: "servers/eth/a.js", content: "2;\n" },
        ),
      ),
      "Tell of sol": script(
        does(
          pause,
          { write: "README.md", content: "# Shop\nsol\n" },
          { write: "servers/sol/a.js", content: "2;\n" },
        ),
      ),
    },
    wait: gate.wait,
  });
  const mira = scene.as("mira");
  const first = await mira.openIssue("Tell of eth", "Scope: `servers/eth/**`, `README.md`");
  const second = await mira.openIssue("Tell of sol", "Scope: `servers/sol/**`, `README.md`");
  await mira.label(first, "agent:ethereum");
  await mira.label(second, "agent:solana");
  await gate.reached(2);
  gate.open();
  await scene.quiet();

  for (const task of [first, second]) {
    const { head } = await scene.pull(task);
    expect(await scene.git("diff", "--name-only", `main...${head}`)).toContain("README.md");
    expect((await scene.check(head, "signalbox/boundaries")).result).toBe("success");
    expect(await scene.check(head, "signalbox/protected")).toEqual({
      result: "in_progress",
      text: expect.stringContaining("`README.md` is shared with a person's approval"),
    });
    expect(await scene.task(task)).toMatchObject({ state: "review" });
  }
  const { number, head } = await scene.pull(first);
  await mira.approve(number);
  await scene.quiet();
  expect((await scene.check(head, "signalbox/protected")).result).toBe("success");
  expect((await scene.task(first))?.state).toBe("ready");
  expect((await scene.task(second))?.state).toBe("review");
  await quietTwice(scene);
});

// R04 R27
test("owner and forbid: what is another's or nobody's is refused with whose it is, and the next attempt leaves it", async () => {
  const scene = await openScene({
    config: `${agents}shared:
  - { paths: [docs/CHANGELOG.md], policy: owner, owner: docs }
  - { paths: [LICENSE], policy: forbid }
`,
    files,
    scripts: {
      "Add a tool": script(
        writes({ "servers/eth/a.js": "2;\n", "docs/CHANGELOG.md": "eth\n", LICENSE: "Mine\n" }),
        writes({ "servers/eth/a.js": "2;\n" }),
      ),
      "Write the log": script(writes({ "docs/CHANGELOG.md": "docs\n" })),
    },
  });
  const mira = scene.as("mira");
  const refused = await mira.openIssue("Add a tool", "Scope: `**`");
  await mira.label(refused, "agent:ethereum");
  await scene.quiet();

  expect(await scene.task(refused)).toMatchObject({
    state: "ready",
    tried: [
      {
        end: {
          outside: [
            { path: "LICENSE", rule: "shared" },
            { path: "docs/CHANGELOG.md", rule: "shared" },
          ],
        },
      },
    ],
  });
  const [first, second] = scene.packets;
  // What is withheld is told before the work, and why it was refused after it.
  expect(first?.reach.forbid).toEqual(["docs/CHANGELOG.md", "LICENSE"]);
  expect(second?.feedback.join()).toContain("`docs/CHANGELOG.md` is for docs alone");
  expect(second?.feedback.join()).toContain("`LICENSE` is kept from every agent");

  const own = await mira.openIssue("Write the log", "");
  await mira.label(own, "agent:docs");
  await scene.quiet();
  expect(await scene.task(own)).toMatchObject({ state: "ready", reworks: 0 });
  await quietTwice(scene);
});
