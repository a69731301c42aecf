/** B16: local mode merges nothing that is frozen, also where a check is still green. */
import { expect, test } from "vitest";
import { frozenMerge } from "../../src/wiring/frozen-merge.ts";
import { carryOut } from "../../src/wiring/page-deeds.ts";
import { openScene, owner, repo } from "../support/scene.ts";
import { script, writes } from "../support/scripts.ts";

const config = `
agents:
  ethereum: { allow: ["servers/eth/**"], runner: scripted }
merge: { approvals: 0 }
`;
const scripts = { "Add a tool": script(writes({ "servers/eth/a.js": "1;\n" })) };

test("the ledger is asked at the moment of the merge: by task, and for what no task answers for by everything", async () => {
  const scene = await openScene({ config, scripts });
  const mira = scene.as("mira");
  const issue = await mira.openIssue("Add a tool", "");
  await mira.label(issue, "agent:ethereum");
  await scene.quiet();
  const door = { rest: scene.github.url, owner, name: repo, token: scene.github.tokenOf("mira") };
  const branch = `agent/ethereum/${issue}-add-a-tool`;
  const [own, other] = [
    () => frozenMerge(door, branch, scene.clock.now()),
    () => frozenMerge(door, "topic", scene.clock.now()),
  ];
  expect([await own(), await other()]).toEqual([null, null]);

  await mira.comment(issue, "/freeze docs/** for 2h");
  await scene.quiet();
  expect([await own(), (await other())?.by]).toEqual([null, "mira"]);

  const { number, head } = await scene.pull(issue);
  const ready = {
    name: "approvals",
    gate: null,
    status: "met",
    detail: "",
  } as const;
  const parts = {
    octokit: mira.octokit,
    at: { owner, repo },
    // As it was judged a moment before.
    judgements: {
      note: () => {},
      of: () => ({
        pull: scene.passes.at(-1)?.snapshot.observation.pulls[0] as never,
        verdicts: new Map(),
        stood: new Set<never>(),
        conditions: [ready],
      }),
    },
    frozen: (named: string) => frozenMerge(door, named, scene.clock.now()),
  };
  await mira.comment(issue, "/freeze audit");
  await scene.quiet();
  const refused = await carryOut(parts, { kind: "merge", pull: number, head });
  expect(refused).toEqual({
    ok: false,
    why: "Not merged: it is frozen by @mira (audit). A maintainer may type /thaw on any issue.",
  });
  expect((await scene.pull(issue)).state).toBe("open");
  await mira.comment(issue, "/thaw");
  await scene.quiet();
  expect(await carryOut(parts, { kind: "merge", pull: number, head })).toMatchObject({ ok: true });
});
