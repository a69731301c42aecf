/** R49: `signalbox up` and `signalbox task` in a clone of some other project, from the first start to the merge. */
import { existsSync } from "node:fs";
import { stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { signalbox } from "./terminal.ts";
import { agent, git, ownersPart, refsWith, scratch, shop, startUp, terminalIn, write } from "./up-world.ts";

async function agentProgram(): Promise<string> {
  const folder = await scratch();
  await write(folder, "agent.mjs", agent);
  return `node ${join(folder, "agent.mjs")}`;
}

// R49 R42: what the issue must show.
test("an agent's work reaches the default branch by approval and merge alone, what leaves a boundary reaches no branch, and the clone stays as it was", async () => {
  const clone = await shop();
  const before = await ownersPart(clone);
  const up = startUp(join(clone, "apps"), "--yes", "--command", await agentProgram());
  await up.line(/^Signalbox is up for shop, as noor-al-said\. Its branch trunk/);
  const { task, file, judged, reaches } = terminalIn(clone);
  const origin = join(clone, ".git/signalbox/origin.git");

  const good = await file("Number the site", "write apps/site/nonce.txt", "agent:site");
  const bad = await file("Number the cart", "write libs/money/nonce.txt", "agent:cart");
  const waiting = await judged(good);
  const nonce = /wrote ([0-9a-f]{32})/.exec(await up.line(/site.*wrote [0-9a-f]{32}/))?.[1] ?? "";
  const branch = waiting.pull?.branch ?? "";
  expect(branch).toMatch(/^agent\/site\//);
  expect(await git(origin, "show", `${branch}:apps/site/nonce.txt`)).toBe(nonce);
  const holders = () => refsWith(origin, "apps/site/nonce.txt");
  expect(await holders()).not.toContain("refs/heads/trunk");

  const early = await task("merge", String(good));
  expect(early).toMatchObject({ code: 1, out: "" });
  expect(early.err).toMatch(/not ready[\s\S]*approvals[\s\S]*signalbox task approve/);
  expect(await holders()).not.toContain("refs/heads/trunk");
  const approved = await task("approve", String(good));
  expect(approved).toMatchObject({ code: 0, err: "" });
  expect(approved.out).toMatch(/It is ready: signalbox task merge/);
  expect(await holders()).not.toContain("refs/heads/trunk");
  expect(await task("merge", String(good))).toMatchObject({ code: 0, err: "" });
  expect(await git(origin, "show", "trunk:apps/site/nonce.txt")).toBe(nonce);
  await reaches(good, "done");

  const refused = await reaches(bad, "escalated");
  expect(refused.pull).toBeNull();
  expect(refused.card).toMatch(/libs\/money\/nonce\.txt/);
  expect(await refsWith(origin, "libs/money/nonce.txt")).toEqual([]);

  up.press("SIGINT");
  expect((await up.ended).code).toBe(0);
  expect(await ownersPart(clone)).toEqual(before);
  expect(existsSync(join(clone, ".git/signalbox/access.json"))).toBe(false);
  await git(clone, "fetch", "--quiet", "signalbox");
  expect(await git(clone, "show", "signalbox/trunk:apps/site/nonce.txt")).toBe(nonce);
});

// R49
test("a start that nobody agreed to changes nothing and says what to type; a terminal is asked", async () => {
  const clone = await shop();
  const before = await ownersPart(clone);
  const seen = await signalbox(["up"], { cwd: clone });
  expect(seen).toMatchObject({ code: 2, out: "" });
  expect(seen.err).toMatch(/allow: \["apps\/site\/\*\*"\][\s\S]*signalbox up --yes/);
  const declined = await signalbox(["up"], { cwd: clone, answer: "n" });
  expect(declined.code).toBe(2);
  expect(declined.err).toContain("Nothing was changed");
  expect(existsSync(join(clone, ".git/signalbox"))).toBe(false);
  expect(await ownersPart(clone)).toEqual(before);
});

// R49
test("the default branch is origin's, with its history; the set-up is a commit of the person on the embedded one only", async () => {
  const clone = await shop();
  const up = startUp(clone, "--yes");
  await up.line(/\(origin's default branch\)/);
  expect(up.lines.join("\n")).toMatch(
    /3 uncommitted changes[\s\S]*No program to run yet for site, cart, money, docs/,
  );
  const origin = join(clone, ".git/signalbox/origin.git");
  expect(await git(origin, "symbolic-ref", "HEAD")).toBe("refs/heads/trunk");
  expect(await git(origin, "log", "--format=%an %s", "trunk")).toBe(
    "noor-al-said Set up Signalbox\nNoor Al-Saïd A shop",
  );
  expect(await git(clone, "log", "--format=%s", "trunk")).toBe("A shop");
  const file = await stat(join(clone, ".git/signalbox/access.json"));
  expect(file.mode & 0o777).toBe(0o600);
  const again = await signalbox(["up", "--yes"], { cwd: join(clone, "apps") });
  expect(again).toMatchObject({ code: 2, out: "" });
  expect(again.err).toMatch(new RegExp(`already running for this clone \\(process ${process.pid}\\)`));
});

// R49
test("a plain git push into the remote is noticed, while it runs and while it does not", async () => {
  const clone = await shop();
  const first = startUp(clone, "--yes", "--command", await agentProgram());
  await first.line(/^Signalbox is up/);
  const { task, file, reaches, show } = terminalIn(clone);
  const number = await file("Number the site", "write apps/site/nonce.txt", "agent:site");
  const { pull } = await reaches(number, "review");
  const branch = pull?.branch ?? "";
  const desk = join(await scratch(), "desk");
  await git(clone, "worktree", "add", "--quiet", "--detach", desk);
  await git(desk, "fetch", "--quiet", "signalbox");
  await git(desk, "switch", "--quiet", "--detach", `signalbox/${branch}`);

  const push = async (path: string) => {
    await write(desk, path, "by hand\n");
    await git(desk, "add", path);
    await git(desk, "commit", "--quiet", "-m", `Add ${path}`);
    await git(desk, "push", "--quiet", "signalbox", `HEAD:refs/heads/${branch}`);
  };
  await push("libs/money/by-hand.js");
  await first.line(/goes back for rework|is not ready|boundaries/);
  first.press("SIGTERM");
  expect((await first.ended).code).toBe(0);
  await git(desk, "rm", "--quiet", "libs/money/by-hand.js");
  await push("apps/site/by-hand.js");

  const second = startUp(desk);
  await second.line(/^Signalbox is up/);
  const head = await git(desk, "rev-parse", "HEAD");
  const origin = join(clone, ".git/signalbox/origin.git");
  expect(await git(origin, "rev-parse", `refs/pull/${pull?.number ?? 0}/head`)).toBe(head);
  expect((await task("list")).out).toContain(`#${number}`);
  expect((await show(number)).pull?.number).toBe(pull?.number);
});

// R49
test("Ctrl-C lets an agent end and publishes its work; a second one ends it at once, and the next start goes on", async () => {
  const clone = await shop();
  const gate = join(await scratch(), "open");
  const up = startUp(clone, "--yes", "--command", await agentProgram());
  await up.line(/^Signalbox is up/);
  const { file, reaches } = terminalIn(clone);
  const number = await file("Number the site", `write apps/site/nonce.txt wait ${gate}`, "agent:site");
  await up.line(/site.*pid \d+/);
  up.press("SIGINT");
  await up.line(/Still at work: site \(#1, attempt 1\)\. Ctrl-C again ends it now/);
  await write(dirname(gate), "open", "");
  expect((await up.ended).code).toBe(0);
  expect(up.lines.join("\n")).toContain("published attempt 1");

  const again = startUp(clone);
  await again.line(/^Signalbox is up/);
  const { pull } = await reaches(number, "review");
  expect(pull?.state).toBe("open");
  const other = await file("Number it again", `write apps/cart/nonce.txt wait ${gate}-2`, "agent:cart");
  const pid = Number(/pid (\d+)/.exec(await again.line(/cart.*pid \d+/))?.[1]);
  again.press("SIGTERM");
  expect((await again.ended).code).toBe(0);
  expect(() => process.kill(pid, 0)).toThrow("ESRCH");
  expect(other).toBeGreaterThan(number);
});

// R49 R50
test("status, why and reconcile find the clone's world, whether it runs or not", async () => {
  const clone = await shop();
  const up = startUp(clone, "--yes");
  await up.line(/^Signalbox is up/);
  const { file, reaches } = terminalIn(clone);
  const number = await file("Number the site", "", "agent:site");
  await reaches(number, "queued");
  const asked = async (...argv: string[]) => signalbox(argv, { cwd: join(clone, "apps") });
  const running = await asked("status");
  expect(running).toMatchObject({ code: 0, err: "" });
  expect(running.out).toMatch(/#1 {2}queued {2}site[\s\S]*agents\.site\.command/);
  expect((await asked("why", "1")).out).toContain("agents.site.command");
  expect(await asked("reconcile")).toMatchObject({
    code: 0,
    out: "0 writes made.\n  waits   #1 waits because site cannot start: its runner is `command`, but there is no `agents.site.command`. Add one, such as `command: [node, agents/site.mjs]`.",
  });
  up.press("SIGTERM");
  await up.ended;
  expect((await asked("status")).out).toBe(running.out);
  const alone = await asked("task", "list");
  expect(alone).toMatchObject({ code: 2, out: "" });
  expect(alone.err).toContain("Start it in another terminal: signalbox up");
});

// R49: people act as themselves.
test("somebody who was added with --user may do what their role allows, and no more", async () => {
  const clone = await shop();
  const up = startUp(clone, "--yes", "--user", "kim=read", "--user", "lee=write");
  await up.line(/^Signalbox is up/);
  const { task, file } = terminalIn(clone);
  const number = await file("Number the site", "");
  const refused = await task("label", String(number), "agent:site", "--as", "kim");
  expect(refused).toMatchObject({ code: 1, out: "" });
  expect(refused.err).toMatch(/^Refused: .*--as LOGIN/);
  expect(await task("label", String(number), "agent:site", "--as", "lee")).toMatchObject({ code: 0 });
  const mistyped = await task("label", String(number), "agent:siet", "--as", "lee");
  expect([mistyped.code, mistyped.err]).toEqual([1, expect.stringContaining("Did you mean agent:site?")]);
  const unknown = await task("list", "--as", "sam");
  expect(unknown.code).toBe(2);
  expect(unknown.err).toContain("signalbox up --user sam=write");
});

// R49: what cannot be worked for is said, with what to type.
test.each([
  ["no repository", async (folder: string) => folder, /is in no Git repository/],
  [
    "a repository without a commit",
    async (folder: string) => {
      await git(folder, "init", "--quiet");
      return folder;
    },
    /has no commit yet[\s\S]*git commit/,
  ],
  [
    "a bare repository",
    async (folder: string) => {
      await git(folder, "init", "--quiet", "--bare", "b.git");
      return join(folder, "b.git");
    },
    /is a bare repository[\s\S]*git clone/,
  ],
  ["a folder that is not there", async (folder: string) => join(folder, "nowhere"), /does not exist/],
])("%s", async (_what, make, says) => {
  const path = await make(await scratch());
  const seen = await signalbox(["up", "--yes", "--repo", path]);
  expect(seen).toMatchObject({ code: 2, out: "" });
  expect(seen.err).toMatch(says);
});
