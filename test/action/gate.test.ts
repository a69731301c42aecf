/** `mode: gate` from a bare folder, against the embedded GitHub: what a pull request's author and reviewers see. */
// R23
import { expect, test } from "vitest";
import { runBareAction } from "./bare-action.ts";
import { type GateWorld, gateWorld, narrow, type Over } from "./gate-world.ts";

async function judge({ told }: GateWorld, number: number, over: Over = {}) {
  const { token, event, env } = await told(number, over);
  const run = await runBareAction({ inputs: { mode: "gate", token }, event, env });
  return { ...run, said: run.commands.filter((line) => !line.startsWith("::add-mask::")) };
}

test("a clean pull request exits 0, says what was judged, and that its check can be imitated; nothing is written", async () => {
  const shop = await gateWorld();
  const number = await shop.pull({ "src/b.js": "2\n" });
  const before = shop.world.github.requests;
  const run = await judge(shop, number);
  expect([run.code, run.said]).toEqual([0, []]);
  expect(run.summary).toContain(`## Signalbox: \`mira/multichain-mcp\` #${number}`);
  expect(run.summary).toContain("by the config on `main`. Nothing is in the way.");
  expect(run.summary).toContain("**shopkeeper** works on #1 within `src/**`.");
  expect(run.summary).toContain("### ✅ boundaries\n\n1 path: every path is within reach");
  expect(run.summary).toContain(
    "can be imitated by every workflow of the repository that has `checks: write`",
  );
  expect(shop.world.github.requests.writes).toBe(before.writes);
});

test("a refused one exits 1, with each finding at its file and line, and a section for each gate", async () => {
  const shop = await gateWorld();
  const number = await shop.pull({ "docs/a.md": "# Mine\n", "src/b.js": "2\nconsole.log(2);\n" });
  const run = await judge(shop, number);
  expect(run.code).toBe(1);
  expect(run.said).toEqual([
    expect.stringMatching(/^::error title=signalbox\/boundaries%3A allow,file=docs\/a\.md::.*`docs\/a\.md`/),
    "::error title=signalbox/content%3A no-console,file=src/b.js,line=2::`console.log` is forbidden by the rule `no-console` of `content`. Use the logger.",
  ]);
  expect(run.summary).toContain("**Failed: boundaries, content.**");
  expect(run.summary).toContain("### ❌ content\n\n- `src/b.js` line 2: `console.log` is forbidden");
  expect(run.summary).toContain("### ✅ secrets");
});

test("G5: a config widened in the head changes nothing: the default branch's rules", async () => {
  const shop = await gateWorld();
  const wide = narrow.replace('"src/**"', '"**"');
  await shop.mira("PATCH", "issues/1", { body: "" });
  const run = await judge(shop, await shop.pull({ ".github/signalbox.yml": wide, "docs/a.md": "# Mine\n" }));
  expect(run.code).toBe(1);
  expect(run.said).toEqual(
    expect.arrayContaining([
      expect.stringContaining("boundaries%3A allow,file=docs/a.md"),
      expect.stringContaining("boundaries%3A allow,file=.github/signalbox.yml"),
    ]),
  );
});

test("G4: a change that GitHub does not show in full fails", async () => {
  const shop = await gateWorld();
  const number = await shop.pull({ "src/b.js": "2\n" });
  const tree = { sha: "0".repeat(40), url: "", truncated: true, tree: [] };
  shop.shows("GET /repos/{owner}/{repo}/git/trees/{tree_sha}", tree);
  const run = await judge(shop, number);
  expect(run.code).toBe(1);
  expect(run.said[0]).toContain("::error title=signalbox/boundaries%3A unreadable::");
  expect(run.summary).not.toContain("✅");
});

test("without a token it ends red and says what to do", async () => {
  const shop = await gateWorld();
  const run = await judge(shop, 2, { token: "", head: "a" });
  expect([run.code, run.said]).toEqual([1, [expect.stringContaining("The input `token` is empty.")]]);
});

test("S7: a path is no command to the runner, and its annotation cannot be broken out of", async () => {
  const shop = await gateWorld();
  const name = encodeURIComponent("%0A::error::owned,line=1.md");
  const run = await judge(shop, await shop.pull({ [`docs/${name}`]: "1\n" }));
  expect(run.code).toBe(1);
  expect(run.said).toHaveLength(1);
  expect(run.said[0]).toContain("file=docs/%250A%3A%3Aerror%3A%3Aowned%2Cline=1.md::");
});
