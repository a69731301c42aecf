/** R49: which config local mode works with, and what it leaves alone in a clone. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { signalbox } from "./terminal.ts";
import { git, scratch, shop, startUp, terminalIn, write } from "./up-world.ts";

const own = 'agents:\n  everything: { allow: ["**"], command: [node, agent.mjs] }\n';

async function configFile(text: string): Promise<string> {
  const folder = await scratch();
  await write(folder, "own.yml", text);
  return join(folder, "own.yml");
}

const configOn = (clone: string) =>
  git(join(clone, ".git/signalbox/origin.git"), "show", "trunk:.github/signalbox.yml");

// R49
test("--config FILE is committed as it is, needs agreement each time it differs, and none when it does not", async () => {
  const clone = await shop();
  const file = await configFile(own);
  const refused = await signalbox(["up", "--config", file], { cwd: clone });
  expect(refused).toMatchObject({ code: 2, out: "" });
  expect(refused.err).toContain(`signalbox up --yes --config ${file}`);
  const first = startUp(clone, "--yes", "--config", file);
  await first.line(/agents {3}everything/);
  first.press("SIGTERM");
  await first.ended;
  expect(`${await configOn(clone)}\n`).toBe(own);

  const same = startUp(clone, "--config", file);
  await same.line(/agents {3}everything/);
  same.press("SIGTERM");
  await same.ended;
  await writeFile(file, own.replace("everything", "all"));
  expect((await signalbox(["up", "--config", file], { cwd: clone })).code).toBe(2);
  const other = startUp(clone, "--yes", "--config", file);
  await other.line(/agents {3}all/);
  expect(await configOn(clone)).toContain("all:");
});

// R49 R50
test("a --config FILE that is not valid is told as validate tells it, and nothing starts", async () => {
  const clone = await shop();
  const file = await configFile("agentz: {}\n");
  const validated = await signalbox(["validate", file]);
  const seen = await signalbox(["up", "--yes", "--config", file], { cwd: clone });
  expect(seen).toEqual({ ...validated, code: 2 });
  const missing = await signalbox(["up", "--yes", "--config", `${file}.not`], { cwd: clone });
  expect(missing.code).toBe(2);
  expect(missing.err).toContain("does not exist");
});

// R49
test("a config that the project has already is used as it is; what is wrong with it is said, with the way out", async () => {
  const clone = await shop();
  await git(clone, "stash", "--quiet", "--include-untracked");
  await git(clone, "switch", "--quiet", "trunk");
  await write(clone, ".github/signalbox.yml", "agents: { site: { allow: 7 } }\n");
  await git(clone, "add", ".github");
  await git(clone, "commit", "--quiet", "-m", "Try Signalbox");
  const up = startUp(clone, "--yes", "--command", "node /agent.mjs");
  await up.line(
    /Nothing new starts: \.github\/signalbox\.yml on trunk is not valid.*git push signalbox trunk/,
  );
  expect(await configOn(clone)).toBe("agents: { site: { allow: 7 } }");
  // Mended as the message says.
  await write(clone, ".github/signalbox.yml", "agents: { site: { allow: [apps/**] } }\n");
  await git(clone, "commit", "--quiet", "-am", "Mend the config");
  await git(clone, "pull", "--quiet", "--rebase", "signalbox", "trunk");
  await git(clone, "push", "--quiet", "signalbox", "trunk");
  await up.line(/Config accepted: 1 agent/);
  up.press("SIGTERM");
  expect((await up.ended).err).toMatch(/--command is for a proposed config, and trunk has one already/);
});

// R49
test("somebody else's remote of that name is left alone and said", async () => {
  const clone = await shop();
  await git(clone, "remote", "add", "signalbox", "https://example.com/theirs.git");
  const before = await readFile(join(clone, ".git/config"), "utf8");
  const up = startUp(clone, "--yes");
  await up.line(
    /has a remote named signalbox already \(https:\/\/example\.com\/theirs\.git\); it was left alone/,
  );
  expect(await readFile(join(clone, ".git/config"), "utf8")).toBe(before);
});

// R49
test("linked working trees, subfolders and --repo PATH lead to one Signalbox", async () => {
  const clone = await shop();
  const linked = join(await scratch(), "linked");
  await git(clone, "worktree", "add", "--quiet", "--detach", linked);
  const up = startUp("/", "--yes", "--repo", join(linked, "apps"));
  await up.line(/^Signalbox is up for shop/);
  const { file } = terminalIn(join(clone, "docs"));
  expect(await file("From another tree", "")).toBe(1);
  const listed = await signalbox(["task", "list", "--repo", linked]);
  expect(listed.out).toContain("#1  no task  -  From another tree");
});

// R49
test("what a killed process left behind keeps nobody from starting", async () => {
  const clone = await shop();
  const up = startUp(clone, "--yes");
  await up.line(/^Signalbox is up/);
  const access = join(clone, ".git/signalbox/access.json");
  const left = await readFile(access, "utf8");
  up.press("SIGTERM");
  await up.ended;
  // The pid is alive (it is ours), but nothing answers at the address.
  await writeFile(access, left, { mode: 0o600 });
  expect((await signalbox(["task", "list"], { cwd: clone })).code).toBe(2);
  await writeFile(access, left.slice(0, 40));
  expect((await signalbox(["task", "list"], { cwd: clone })).code).toBe(2);
  const again = startUp(clone);
  await again.line(/^Signalbox is up/);
  expect((await signalbox(["task", "list"], { cwd: clone })).code).toBe(0);
});

// R49
test("what waits for a busy machine says so", async () => {
  const clone = await shop();
  const up = startUp(
    { cwd: clone, load: { cpu: 0.93, memory: 0.2 } },
    "--yes",
    "--command",
    "node /agent.mjs",
  );
  await up.line(/^Signalbox is up/);
  const { file } = terminalIn(clone);
  await file("Number the site", "", "agent:site");
  await up.line(/#1 waits because this machine is busy: .*93/);
});

// R50
test("--json prints one event a line, from the start to the end", async () => {
  const clone = await shop();
  const up = startUp(clone, "--yes", "--json");
  await up.line(/"event":"up"/);
  await up.line(/"event":"story".*Config accepted: 4 agents/);
  up.press("SIGINT");
  const { code, out } = await up.ended;
  const events = out.split("\n").map((line): unknown => JSON.parse(line));
  expect(code).toBe(0);
  expect(events[0]).toMatchObject({
    event: "up",
    branch: "trunk",
    person: "noor-al-said",
    agents: ["site", "cart", "money", "docs"],
  });
  expect(events).toContainEqual(expect.objectContaining({ event: "stopping", atWork: [] }));
  expect(events.at(-1)).toMatchObject({ event: "stopped" });
});

// R49
test("the page that the opening names signs its person in, once", async () => {
  const clone = await shop();
  const up = startUp(clone, "--yes");
  const url = /http:\S+/.exec(await up.line(/page {5}http/))?.[0] ?? "";
  const first = await fetch(url);
  const cookie = first.headers.get("set-cookie")?.split(";")[0] ?? "";
  const board = await fetch(new URL("/", url), { headers: { cookie } });
  expect(await board.text()).toContain("noor-al-said/shop");
  expect((await fetch(url)).headers.get("set-cookie")).toBeNull();
});

// R50
test.each([
  [["up", "--user", "noor"], "--user takes LOGIN=ROLE"],
  [["up", "--user", "noor=boss"], "read, triage, write, maintain, admin"],
  [["up", "--port", "99999"], "--port takes a number from 1 to 65535"],
  [["up", "--command", "[1]"], "--command takes words or a JSON array"],
  [["up", "--command", " "], "--command is empty"],
  [["up", "--command", "x", "--config", "y"], "--command is for a proposed config"],
  [["task"], "Which command?"],
  [["task", "aprove"], "Did you mean task approve?"],
])("signalbox %j is told what is wrong", async (argv, says) => {
  const seen = await signalbox(argv);
  expect(seen).toMatchObject({ code: 2, out: "" });
  expect(seen.err).toContain(says);
});

// R49
test.each(["signalbox", "agent"])(
  "a default branch named %s leaves our branches no place: it is refused, with what to type",
  async (name) => {
    const folder = await scratch();
    await git(folder, "init", "--quiet", `--initial-branch=${name}`);
    await git(
      folder,
      "-c",
      "user.name=Ada",
      "-c",
      "user.email=ada@example.invalid",
      "commit",
      "--quiet",
      "--allow-empty",
      "-m",
      "First",
    );
    const { code, err } = await signalbox(["up", "--yes"], { cwd: folder });
    expect([code, err]).toEqual([2, expect.stringContaining(`git branch -m ${name} main`)]);
  },
);
