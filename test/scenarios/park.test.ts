/** R19, B08: a run asks, its unfinished work is kept, and it goes on with the answer. */
import { expect, test } from "vitest";
import { quietTwice } from "../support/quiet-twice.ts";
import { openScene } from "../support/scene.ts";
import { does, script } from "../support/scripts.ts";

const config = `
agents:
  bsc: { allow: ["servers/bsc/**"], runner: scripted }
  docs: { allow: ["docs/**"], runner: scripted }
merge: { approvals: 0 }
`;

// B08
test("unfinished work is on the branch while the agent waits, without a pull request, and the next attempt goes on with it", async () => {
  const scene = await openScene({
    config,
    scripts: {
      "Choose a unit": script(
        {
          steps: [{ write: "servers/bsc/unit.js", content: "export const unit = UNKNOWN;\n" }],
          outcome: {
            kind: "blocked",
            summary: "The unit is open",
            questions: [
              { text: "Which unit?", options: ["wei", "gwei"], severity: "urgent" },
              { text: "Which name?", options: [], on: "docs" },
            ],
          },
        },
        // Fits only what the first attempt left.
        does({ replace: "servers/bsc/unit.js", find: "UNKNOWN", with: "'gwei'" }),
      ),
    },
  });
  const mira = scene.as("mira");
  const issue = await mira.openIssue("Choose a unit", "");
  await mira.label(issue, "agent:bsc");
  await scene.quiet();
  const branch = `agent/bsc/${issue}-choose-a-unit`;
  expect(await scene.git("show", `${branch}:servers/bsc/unit.js`)).toBe("export const unit = UNKNOWN;");
  expect(await scene.git("log", "-1", "--format=%s", branch)).toBe("Work in progress: The unit is open");
  await expect(scene.pull(issue)).rejects.toThrow("no pull request");
  expect((await scene.issue(issue)).labels).toEqual([
    "agent:bsc",
    "blocked-on:docs",
    "blocker:urgent",
    "status:blocked",
  ]);
  expect((await scene.said(issue)).filter((body) => body.includes("🚨 URGENT b1"))).toHaveLength(1);
  expect(await scene.story()).toContain(
    `[AGENT bsc] #${issue} saved the unfinished work of attempt 1: 1 file on ${branch}`,
  );
  await quietTwice(scene);

  await mira.comment(issue, "/unblock q1: 2 q2: the old one");
  await scene.quiet();
  expect(scene.packets[1]?.answers).toEqual([
    { id: "b1", question: "Which unit?", by: "mira", answer: "gwei" },
    { id: "b2", question: "Which name?", by: "mira", answer: "the old one" },
  ]);
  expect(await scene.task(issue)).toMatchObject({ state: "ready", attempt: { n: 2, cause: "resume" } });
  expect((await scene.issue(issue)).labels).toEqual(["agent:bsc", "status:ready"]);
  expect(await scene.git("show", `${branch}:servers/bsc/unit.js`)).toBe("export const unit = 'gwei';");
  expect(await scene.git("rev-list", "--count", `main..${branch}`)).toBe("2");
  await mira.merge((await scene.pull(issue)).number);
  await scene.quiet();
  expect((await scene.task(issue))?.end?.kind).toBe("merged");
  expect(await scene.story()).toContain(`[AGENT bsc] #${issue} archived`);
  await quietTwice(scene);
});
