/** R08: an issue that leaves its agent guessing: the card says so once, and stops saying so when the issue is mended. */
import { expect, test } from "vitest";
import { quietTwice } from "../support/quiet-twice.ts";
import { openScene, owner, repo, type Scene } from "../support/scene.ts";
import { script, writes } from "../support/scripts.ts";

const config = `
agents:
  ui: { allow: ["src/**"], runner: scripted }
  docs: { allow: ["docs/**"], runner: scripted }
merge: { approvals: 0 }
`;
const scripts = {
  "Work on the backend": script(writes({ "src/a.js": "1;\n" })),
};
const mended =
  "Move the price of an order line into a function of its own.\n\nScope: src/**\nDone when: npm test passes.";

/** Ids and times of Signalbox's comments on an issue. */
async function comments(scene: Scene, issue: number) {
  const { data } = await scene
    .as("mira")
    .octokit.rest.issues.listComments({ owner, repo, issue_number: issue });
  return data.map(({ id, user }) => ({ id, by: user?.login }));
}

// R08
test("the card says what is missing, with an example; when the issue is mended, the same card stops saying it", async () => {
  const scene = await openScene({ config, scripts });
  const mira = scene.as("mira");
  const first = await mira.openIssue("Agree on the API", "");
  const vague = await mira.openIssue("Work on the backend", `Depends on #${first}`);
  await mira.label(vague, "agent:ui");
  await scene.quiet();
  const card = await scene.card(vague);
  expect(card).toContain("**Its issue could say more**");
  expect(card).toContain("- says too little (4 words)");
  expect(card).toContain(
    "- names no paths, so it takes everything that its agent may touch. Example: `Scope: ",
  );
  expect(card).toContain("- does not say how to tell that it is done. Example: `Done when: ");
  const said = await comments(scene, vague);
  expect(said).toHaveLength(1);

  await mira.edit(vague, `Depends on #${first}\nScope: src/**`);
  await scene.quiet();
  expect(await scene.card(vague)).not.toContain("names no paths");
  expect(await scene.card(vague)).toContain("- does not say how to tell that it is done");

  await mira.edit(vague, `Depends on #${first}\n\n${mended}`);
  await scene.quiet();
  expect(await scene.card(vague)).not.toContain("could say more");
  expect(await scene.card(vague)).toContain(`waits for #${first}`);
  expect(await comments(scene, vague)).toEqual(said);
  await quietTwice(scene);
});

// R08
test("with `lint: require` no agent is spent on it: it waits, says for what, and starts by itself once that is written", async () => {
  const scene = await openScene({ config: `${config}\nlint: require\n`, scripts });
  const mira = scene.as("mira");
  const vague = await mira.openIssue("Work on the backend", "Scope: src/**");
  await mira.label(vague, "agent:ui");
  await mira.comment(vague, "/why");
  await scene.quiet();
  expect(await scene.task(vague)).toMatchObject({ state: "queued", attempt: null });
  expect(scene.packets).toEqual([]);
  const card = await scene.card(vague);
  expect(card).toContain(
    "This task waits until its issue says enough for an agent that reads nothing else (`lint: require`).",
  );
  expect(card).toContain("does not say how to tell that it is done. Example: ");
  expect(card).not.toContain("could say more");
  expect(
    (await scene.said(vague)).filter((body) => body.includes("waits until its issue says enough")),
  ).toHaveLength(2);
  await quietTwice(scene);

  await mira.edit(vague, mended);
  await scene.quiet();
  expect(await scene.task(vague)).toMatchObject({ state: "ready", attempt: { n: 1 } });
  expect(scene.packets).toHaveLength(1);
  await quietTwice(scene);
});
