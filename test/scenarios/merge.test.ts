import { expect, test } from "vitest";
import { quietTwice } from "../support/quiet-twice.ts";
import { openScene } from "../support/scene.ts";
import { script, writes } from "../support/scripts.ts";

const config = `
version: 1
agents:
  shopkeeper: { allow: ["src/**"], runner: scripted }
`;

// R02 R15 R16 R53: the spine.
test("mira labels an issue; the agent's work becomes a pull request, is approved, merged, and the issue is done", async () => {
  const scene = await openScene({
    config,
    scripts: {
      "Greet the customer": script(writes({ "src/greet.js": "export const greet = () => 'hello';\n" })),
    },
  });
  const mira = scene.as("mira");
  scene.github.seedUser("noor", "write");
  const issue = await mira.openIssue("Greet the customer", "### Scope\n\n- `src/greet.js`\n");
  await mira.label(issue, "agent:shopkeeper");
  await scene.quiet();

  const branch = `agent/shopkeeper/${issue}-greet-the-customer`;
  const pull = await scene.pull(issue);
  expect(await scene.git("rev-parse", branch)).toBe(pull.head);
  expect(await scene.git("diff", "--name-only", `main...${branch}`)).toBe("src/greet.js");
  expect(await scene.issue(issue)).toEqual({ state: "open", labels: ["agent:shopkeeper", "status:review"] });
  const card = await scene.card(issue);
  for (const shown of ["review · shopkeeper", `#${pull.number}`, branch]) expect(card).toContain(shown);

  await scene.as("noor").approve(pull.number);
  await scene.quiet();
  expect(await scene.issue(issue)).toEqual({ state: "open", labels: ["agent:shopkeeper", "status:ready"] });
  expect((await scene.check(pull.head, "signalbox/boundaries")).result).toBe("success");
  expect((await scene.check(pull.head, "signalbox/ready")).result).toBe("success");

  await mira.merge(pull.number);
  await scene.quiet();
  expect(await scene.issue(issue)).toEqual({ state: "closed", labels: ["agent:shopkeeper", "status:done"] });
  expect(await scene.card(issue)).toContain("Merged by");
  expect((await scene.said(issue)).length).toBe(1);
  expect((await scene.task(issue))?.end).toMatchObject({ kind: "merged", by: "mira" });
  expect(await scene.git("log", "-1", "--format=%(trailers:only)", "main")).toBe(
    `Signalbox-Agent: shopkeeper\nSignalbox-Task: ${issue}\nSignalbox-Attempt: 1`,
  );
  // R53: the ledger's log is the story, and finds an agent's part.
  const story = (await scene.story()).filter((line) => line.startsWith("[AGENT shopkeeper]"));
  expect(story).toEqual([
    `[AGENT shopkeeper] #${issue} accepted from mira: Greet the customer`,
    `[AGENT shopkeeper] #${issue} starts attempt 1 (first); holds src/greet.js`,
    expect.stringMatching(/attempt 1 taken by run \d+$/),
    expect.stringContaining("published attempt 1: 1 file"),
    expect.stringContaining(`is ready to merge: #${pull.number}`),
    expect.stringContaining(`#${pull.number} merged by mira`),
    expect.stringContaining("archived"),
  ]);
  await quietTwice(scene);
});
