/** R17: the board's issue over a whole life of tasks, on an embedded GitHub. */
import { expect, test } from "vitest";
import { parseMarker } from "../../src/domain/marker.ts";
import { plan } from "../../src/local/faults/plan.ts";
import { quietTwice } from "../support/quiet-twice.ts";
import { openScene, owner, repo, type Scene } from "../support/scene.ts";
import { script, writes } from "../support/scripts.ts";

const config = `
agents:
  ethereum: { name: Ethereum specialist, allow: ["servers/eth/**"], runner: scripted }
  docs: { allow: ["docs/**"], runner: scripted }
board: true
`;
const scripts = { "Add a tool": script(writes({ "servers/eth/a.js": "1;\n" })) };

async function boards({ as }: Scene) {
  const { data } = await as("mira").octokit.rest.issues.listForRepo({ owner, repo, state: "all" });
  return data.filter(({ body }) => parseMarker(body ?? "")?.kind === "board");
}

test("the board is opened once, pinned, follows the tasks, and is quiet when nothing happens", async () => {
  const scene = await openScene({ config, scripts });
  const mira = scene.as("mira");
  const issue = await mira.openIssue("Add a tool", "", ["agent:ethereum"]);
  const after = await mira.openIssue("Describe the tool", `Depends on #${issue}`, ["agent:docs"]);
  await scene.quiet();
  const [board, ...others] = await boards(scene);
  expect(others).toEqual([]);
  const pinned = scene.github.world.issues.all().filter((each) => each.pinned);
  expect(pinned.map(({ number }) => number)).toEqual([board?.number]);
  const { number: pull } = await scene.pull(issue);
  expect(board?.body).toContain(`| #${pull} | #${issue} | 🔎 review | waits for approvals`);
  expect(board?.body).toContain(
    `| #${after} Describe the tool | \`docs\` | waits for #${issue}, on which it depends.`,
  );
  expect(await scene.story()).toContain(`Board: #${board?.number} shows it`);
  await quietTwice(scene);

  await mira.close(after);
  await scene.quiet();
  const [again] = await boards(scene);
  expect(again?.body).not.toContain("Describe the tool");
  expect(again?.body).toContain("| **docs** `docs` | free | 0 of 1 |  |");
  await quietTwice(scene);
});

test("E2: the connection breaks after the board's issue was made: there is one", async () => {
  // The first issue is mira's.
  const route = "POST /repos/{owner}/{repo}/issues";
  const faults = plan([{ route, nth: 2, when: "afterCommit", do: { kind: "reset" } }]);
  const scene = await openScene({ config, scripts, faults });
  await scene.as("mira").openIssue("Add a tool", "", ["agent:ethereum"]);
  await scene.quiet();
  expect(faults.hits()).toMatchObject([{ times: 1 }]);
  expect(await boards(scene)).toHaveLength(1);
});
