import { expect, test } from "vitest";
import { openScene, owner, repo } from "../support/scene.ts";

const config = `
version: 1
agents:
  shopkeeper: { allow: ["src/**"], runner: scripted }
`;

// R02 R15 R16 R53: the spine.
test("a labelled issue becomes a merged pull request, and the second look is quiet", async () => {
  const scene = await openScene({
    config,
    scripts: {
      "Greet the customer": {
        attempts: [{ steps: [{ write: "src/greet.js", content: "export const greet = () => 'hello';\n" }], outcome: { kind: "complete", summary: "Adds the greeting", evidence: [] } }],
      },
    },
  });
  const mira = scene.as("mira");
  scene.github.seedUser("noor", "write");
  const issue = await mira.openIssue("Greet the customer", "### Scope\n\n- `src/greet.js`\n");
  await mira.label(issue, "agent:shopkeeper");
  await scene.quiet();
  expect(scene.errors).toEqual([]);

  const { data: pulls } = await mira.octokit.rest.pulls.list({ owner, repo });
  expect(pulls.map(({ head, title }) => [head.ref, title])).toEqual([["agent/shopkeeper/1-greet-the-customer", "Greet the customer"]]);
  const pull = pulls[0]?.number ?? 0;
  await scene.as("noor").approve(pull);
  await scene.quiet();
  const { data: ready } = await mira.octokit.rest.issues.get({ owner, repo, issue_number: issue });
  console.log(ready.labels);
  await mira.merge(pull);
  await scene.quiet();
  const { data: done } = await mira.octokit.rest.issues.get({ owner, repo, issue_number: issue });
  expect(done.state).toBe("closed");
  const again = await scene.orchestrator.pass({ dryRun: false });
  expect(again.applied).toEqual([]);
  expect(again.changes).toEqual({ additions: [], deletions: [] });
  const { data: comments } = await mira.octokit.rest.issues.listComments({ owner, repo, issue_number: issue });
  console.log(comments.map((c) => c.body).join("\n----\n"));
  await scene.close();
});
