/** Work that collides: who lands first, what the other then does, and that a helper is not written twice. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { quietTwice } from "../support/quiet-twice.ts";
import { openScene, type Scene } from "../support/scene.ts";
import { does, gives, script, writes } from "../support/scripts.ts";

const page = (line: string) => `one\ntwo\n${line}\nfour\nfive\n`;

const config = (docsForSol: string) => `
agents:
  docs: { allow: ["docs/**"], runner: scripted }
  sol: { allow: ["sol/**"${docsForSol}], runner: scripted }
merge: { approvals: 0 }
`;

/** A task of `docs` and one of `sol`, both ready; then a person widens sol's boundary and edits the page of `docs` on sol's branch. */
async function colliding(): Promise<{ scene: Scene; first: number; second: number; head: string }> {
  const scene = await openScene({
    config: config(""),
    files: { "docs/x.md": page("three") },
    scripts: {
      "Write the page": script(writes({ "docs/x.md": page("3") })),
      "Add a tool": script(
        writes({ "sol/tool.js": "1;\n" }),
        does({ write: "docs/x.md", content: page("3, or III") }),
      ),
    },
  });
  const mira = scene.as("mira");
  const first = await mira.openIssue("Write the page", "");
  await mira.label(first, "agent:docs");
  await scene.quiet();
  const second = await mira.openIssue("Add a tool", "");
  await mira.label(second, "agent:sol");
  await scene.quiet();
  expect([(await scene.task(first))?.state, (await scene.task(second))?.state]).toEqual(["ready", "ready"]);
  await mira.commitFile(".github/signalbox.yml", config(', "docs/**"'));
  await scene.quiet();
  const head = await mira.push(`agent/sol/${second}-add-a-tool`, (folder) =>
    writeFile(join(folder, "docs/x.md"), page("III")),
  );
  await scene.quiet();
  return { scene, first, second, head };
}

// B02
test("of two that collide the older lands first; the other waits for it, then works with main merged in and can be merged", async () => {
  const { scene, first, second, head } = await colliding();
  const mira = scene.as("mira");

  const waits = await scene.check(head, "signalbox/conflicts");
  expect(waits.result).toBe("in_progress");
  expect(waits.text).toContain("`docs/x.md`");
  expect(waits.text).toContain(`it waits for #${first} (docs) to land first`);
  expect((await scene.check(head, "signalbox/ready")).text).toMatch(/conflicts.*waits for #/s);
  expect((await scene.task(second))?.state).toBe("review");
  const goes = await scene.check((await scene.pull(first)).head, "signalbox/conflicts");
  expect([goes.result, (await scene.task(first))?.state]).toEqual(["success", "ready"]);
  expect(goes.text).toContain(`#${second} (sol) waits for it`);
  await quietTwice(scene);

  await mira.merge((await scene.pull(first)).number);
  await scene.quiet();
  expect(scene.errors).toEqual([]);
  const packet = scene.packets.at(-1);
  expect(packet).toMatchObject({ attempt: { n: 2, cause: "rework" } });
  expect(packet?.feedback.join("\n")).toMatch(/`main` has moved.*collides at `docs\/x\.md`/);
  const pull = await scene.pull(second);
  const [own, merged] = (await scene.git("log", "-1", "--format=%P", pull.head)).split(" ");
  expect([own, merged]).toEqual([head, await scene.git("rev-parse", "main")]);
  expect(await scene.git("show", `${pull.head}:docs/x.md`)).toBe(page("3, or III").trim());
  expect((await scene.task(second))?.state).toBe("ready");
  await mira.merge(pull.number);
  await scene.quiet();
  expect(await scene.git("show", "main:docs/x.md")).toBe(page("3, or III").trim());
  expect(await scene.git("show", "main:sol/tool.js")).toBe("1;");
  await quietTwice(scene);
});

// B02
test("somebody moves main under a pull request that was ready: it is not ready any more, and its agent merges", async () => {
  const scene = await openScene({
    config: config(""),
    files: { "docs/x.md": page("three") },
    scripts: {
      "Write the page": script(
        writes({ "docs/x.md": page("3") }),
        gives("failed", "Lost the thread"),
        writes({ "docs/x.md": page("3, and tres") }),
      ),
    },
  });
  const mira = scene.as("mira");
  const issue = await mira.openIssue("Write the page", "");
  await mira.label(issue, "agent:docs");
  await scene.quiet();
  const { head, number } = await scene.pull(issue);
  expect((await scene.task(issue))?.state).toBe("ready");

  await mira.commitFile("README.md", "# Another shop\n");
  await scene.quiet();
  expect((await scene.task(issue))?.state).toBe("ready");

  await mira.commitFile("docs/x.md", page("tres"));
  await scene.quiet();
  const check = await scene.check(head, "signalbox/conflicts");
  expect([check.result, check.text]).toEqual(["failure", expect.stringContaining("`main` has moved")]);
  // A retry of the attempt that should have merged starts with the merge too.
  scene.clock.advance(120);
  scene.orchestrator.hint();
  await scene.quiet();
  expect((await scene.task(issue))?.attempt).toMatchObject({ n: 3, cause: "retry", base: head });
  const after = await scene.pull(issue);
  expect(await scene.git("log", "-1", "--format=%P", after.head)).toBe(
    `${head} ${await scene.git("rev-parse", "main")}`,
  );
  expect((await scene.task(issue))?.state).toBe("ready");
  await mira.merge(number);
  await scene.quiet();
  expect(await scene.git("show", "main:docs/x.md")).toBe(page("3, and tres").trim());
  await quietTwice(scene);
});

// B02: what the agent left unresolved is not taken for a merge.
test("an agent that leaves conflict markers is sent back with the line", async () => {
  const scene = await openScene({
    config: config(""),
    files: { "docs/x.md": page("three") },
    scripts: {
      "Write the page": script(
        writes({ "docs/x.md": page("3") }),
        writes({ "docs/y.md": "Done.\n" }),
        writes({ "docs/x.md": page("3, and tres") }),
      ),
    },
  });
  const mira = scene.as("mira");
  const issue = await mira.openIssue("Write the page", "");
  await mira.label(issue, "agent:docs");
  await scene.quiet();
  await mira.commitFile("docs/x.md", page("tres"));
  await scene.quiet();
  expect(scene.packets.map(({ attempt }) => attempt.cause)).toEqual(["first", "rework", "rework"]);
  expect(scene.packets.at(-1)?.feedback.join("\n")).toContain(
    "`docs/x.md:3`: a conflict marker was left here",
  );
  expect((await scene.task(issue))?.state).toBe("ready");
  await quietTwice(scene);
});

// R29
test("two agents write a helper of the same name: the second is sent back and takes another name", async () => {
  const scene = await openScene({
    config: `${config("")}canonical: [{ from: docs/canonical/logger.js, to: "*/src/logger.js" }]\n`,
    files: { "docs/canonical/logger.js": "export const log = console.log;\n" },
    scripts: {
      "Describe the money": script(writes({ "docs/money.js": "export const eur = 100;\n" })),
      "Count the money": script(
        writes({ "sol/money.js": "export const lamports = 9;\n" }),
        does(
          { delete: "sol/money.js" },
          { write: "sol/lamports.js", content: "export const lamports = 9;\n" },
        ),
      ),
      "Log what is counted": script(
        writes({ "sol/logger.js": "export const log = () => {};\n" }),
        does(
          { delete: "sol/logger.js" },
          { write: "sol/src/logger.js", content: "export const log = console.log;\n" },
        ),
      ),
    },
  });
  const mira = scene.as("mira");
  const first = await mira.openIssue("Describe the money", "");
  await mira.label(first, "agent:docs");
  await scene.quiet();
  const second = await mira.openIssue("Count the money", "");
  await mira.label(second, "agent:sol");
  await scene.quiet();
  expect((await scene.task(first))?.state).toBe("ready");
  expect(await scene.task(second)).toMatchObject({ state: "ready", attempt: { n: 2, cause: "rework" } });
  const [told] = scene.packets.at(-1)?.feedback ?? [];
  expect(told).toContain(`#${first} (docs) adds \`docs/money.js\` with another content`);
  await mira.merge((await scene.pull(second)).number);
  await scene.quiet();

  const third = await mira.openIssue("Log what is counted", "");
  await mira.label(third, "agent:sol");
  await scene.quiet();
  expect(scene.packets.at(-1)?.feedback[0]).toContain(
    "`sol/logger.js` has the name of `docs/canonical/logger.js`, which is the canonical one",
  );
  expect(await scene.task(third)).toMatchObject({ state: "ready", attempt: { n: 2 } });
  await quietTwice(scene);
});
