import { expect, test } from "vitest";
import { quietTwice } from "../support/quiet-twice.ts";
import { openScene } from "../support/scene.ts";
import { asks, does, gives, script, writes } from "../support/scripts.ts";

const config = `
agents:
  bsc: { allow: ["servers/bsc/**"], runner: scripted }
merge: { approvals: 0 }
limits: { attempts: 2 }
`;

// R19 B08
test("an agent asks; the card shows the question; /unblock carries the answer into the next attempt, which is merged", async () => {
  const scene = await openScene({
    config,
    scripts: {
      "Choose a unit": script(
        asks("Which unit?", "wei", "gwei"),
        does({ write: "servers/bsc/unit.js", content: "export const unit = '{{answer}}';\n" }),
      ),
    },
  });
  const mira = scene.as("mira");
  const issue = await mira.openIssue("Choose a unit", "");
  await mira.label(issue, "agent:bsc");
  await scene.quiet();
  expect((await scene.issue(issue)).labels).toEqual(["agent:bsc", "blocker:normal", "status:blocked"]);
  expect(await scene.card(issue)).toMatch(
    /\*\*b1\*\* Which unit\? Options: 1: wei \/ 2: gwei\. Answer `\/unblock b1 <number>`/,
  );
  await quietTwice(scene);

  await mira.comment(issue, "/unblock b7 gwei");
  await scene.quiet();
  expect((await scene.said(issue)).at(-1)).toMatch(/no open question `b7`.*\*\*b1\*\*: Which unit\?/);
  expect((await scene.task(issue))?.state).toBe("blocked");

  await mira.comment(issue, "/unblock b1 gwei");
  await scene.quiet();
  expect(scene.packets[1]?.answers).toEqual([
    { id: "b1", question: "Which unit?", by: "mira", answer: "gwei" },
  ]);
  expect(await scene.task(issue)).toMatchObject({
    state: "ready",
    attempt: { n: 2, cause: "resume" },
    reworks: 0,
    retries: 0,
  });
  expect(await scene.git("show", `agent/bsc/${issue}-choose-a-unit:servers/bsc/unit.js`)).toBe(
    "export const unit = 'gwei';",
  );
  await mira.merge((await scene.pull(issue)).number);
  await scene.quiet();
  expect((await scene.task(issue))?.end?.kind).toBe("merged");
  await quietTwice(scene);
});

// R27
test("after the cap a person decides: the card says what was tried, and /unblock gives another chance with their words", async () => {
  const scene = await openScene({
    config,
    scripts: {
      "Add a tool": script(
        writes({ "README.md": "mine\n" }),
        writes({ "docs/x.md": "mine\n" }),
        writes({ "servers/bsc/tool.js": "1;\n" }),
      ),
    },
  });
  const mira = scene.as("mira");
  const issue = await mira.openIssue("Add a tool", "");
  await mira.label(issue, "agent:bsc");
  await scene.quiet();
  expect((await scene.issue(issue)).labels).toEqual(["agent:bsc", "status:escalated"]);
  const card = await scene.card(issue);
  expect(card).toMatch(/needs a person.*2 of 2 attempts counted/);
  expect(card).toMatch(/Attempt 1 [^\n]*README\.md/);
  expect(card).toMatch(/Attempt 2 [^\n]*docs\/x\.md/);
  expect((await scene.story()).filter((line) => line.startsWith("ESCALATION [AGENT bsc]"))).toHaveLength(1);
  await quietTwice(scene);

  await mira.comment(issue, "/unblock Put it into servers/bsc only");
  await scene.quiet();
  expect(scene.packets[2]?.feedback.at(-1)).toBe("@mira says: Put it into servers/bsc only");
  expect(await scene.task(issue)).toMatchObject({ state: "ready", attempt: { n: 3, cause: "resume" } });
  await quietTwice(scene);
});

// R27
test("an agent that refuses the task is not asked again by itself", async () => {
  const scene = await openScene({
    config,
    scripts: { "Steal the keys": script(gives("refused", "This would leak keys")) },
  });
  const mira = scene.as("mira");
  const issue = await mira.openIssue("Steal the keys", "");
  await mira.label(issue, "agent:bsc");
  await scene.quiet();
  expect(scene.packets).toHaveLength(1);
  expect((await scene.task(issue))?.state).toBe("escalated");
  expect(await scene.card(issue)).toContain("This would leak keys");
  await quietTwice(scene);
});
