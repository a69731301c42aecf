import { execFile } from "node:child_process";
import { chmod, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { commitTo, tip } from "../support/branches.ts";
import { type TestGitHub, testGitHub } from "../support/embedded-github.ts";

const run = promisify(execFile);

type Git = (...args: readonly string[]) => Promise<string>;

/** A clone with the real git, as a person or an agent makes it; goes with the test. */
async function clone(
  { github }: TestGitHub,
  token: string,
): Promise<{ readonly folder: string; readonly git: Git }> {
  const folder = await mkdtemp(join(tmpdir(), "signalbox-clone-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const env = {
    PATH: process.env["PATH"],
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_TERMINAL_PROMPT: "0",
    GIT_AUTHOR_NAME: "Mira",
    GIT_AUTHOR_EMAIL: "mira@example.com",
    GIT_COMMITTER_NAME: "Mira",
    GIT_COMMITTER_EMAIL: "mira@example.com",
  };
  const git: Git = async (...args) => (await run("git", args, { cwd: folder, env })).stdout.trim();
  const url = `${github.url}/mira/multichain-mcp.git`.replace("http://", `http://x-access-token:${token}@`);
  await git("clone", "--quiet", url, ".");
  return { folder, git };
}

test("a clone holds the first commit with modes and links; a push is there for the API", async () => {
  // P5
  const world = await testGitHub({
    "run.sh": { executable: "#!/bin/sh\n" },
    "link.txt": { link: "run.sh" },
    ".hidden/a b.txt": "ä\n",
  });
  const { folder, git } = await clone(world, world.github.tokenOf("mira"));
  expect(await git("ls-files", "--stage")).toMatch(
    /^100644 \w+ 0\t\.hidden\/a b\.txt\n120000 \w+ 0\tlink\.txt\n100755 \w+ 0\trun\.sh$/,
  );
  expect(await readFile(join(folder, "link.txt"), "utf8")).toBe("#!/bin/sh\n");
  await git("switch", "--quiet", "-c", "agent/ethereum/1-x");
  await writeFile(join(folder, "new.sh"), "echo\n");
  await chmod(join(folder, "new.sh"), 0o755);
  await symlink("../outside", join(folder, "escape"));
  await git("add", "--all");
  await git("commit", "--quiet", "-m", "Add files");
  await git("push", "--quiet", "origin", "HEAD");
  const tree = await world.as("mira")("GET", "git/trees/agent%2Fethereum%2F1-x?recursive=1");
  expect(tree.json["tree"]).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ path: "new.sh", mode: "100755", type: "blob" }),
      expect.objectContaining({ path: "escape", mode: "120000", type: "blob" }),
      expect.objectContaining({ path: ".hidden", mode: "040000", type: "tree" }),
      expect.objectContaining({ path: ".hidden/a b.txt", mode: "100644", size: 3 }),
    ]),
  );
});

test("a push moves the pull request of its branch and is told with its commits", async () => {
  const world = await testGitHub({ "a.txt": "a\n" });
  const mira = world.as("mira");
  const before = await commitTo(mira, "work", "b.txt", "b\n");
  await mira("POST", "pulls", { title: "Add b", head: "work", base: "main" });
  const { folder, git } = await clone(world, world.github.tokenOf("mira"));
  await git("switch", "--quiet", "work");
  await writeFile(join(folder, "c.txt"), "c\n");
  await git("add", "--all");
  await git("commit", "--quiet", "-m", "Add c");
  await git("rm", "--quiet", "a.txt");
  await git("commit", "--quiet", "-m", "Drop a");
  const told: unknown[] = [];
  world.github.onEvent(({ name, action, payload }) => told.push({ name, action, ...payload }));
  await git("push", "--quiet", "origin", "work");
  const after = await git("rev-parse", "HEAD");
  expect(told).toMatchObject([
    {
      name: "push",
      ref: "refs/heads/work",
      before,
      after,
      forced: false,
      commits: [
        { message: "Add c\n", added: ["c.txt"], removed: [] },
        { message: "Drop a\n", added: [], removed: ["a.txt"] },
      ],
      sender: { login: "mira" },
    },
    { name: "pull_request", action: "synchronize", before, after },
  ]);
  expect((await mira("GET", "pulls/1")).json).toMatchObject({ head: { sha: after }, commits: 3 });
});

test("a force-push of a branch is allowed, told as forced, and entered in the timeline", async () => {
  const world = await testGitHub({ "a.txt": "a\n" });
  const mira = world.as("mira");
  await commitTo(mira, "work", "b.txt", "b\n");
  await mira("POST", "pulls", { title: "Add b", head: "work", base: "main" });
  const { folder, git } = await clone(world, world.github.tokenOf("mira"));
  await git("switch", "--quiet", "-C", "work", "origin/main");
  await writeFile(join(folder, "b.txt"), "other\n");
  await git("add", "--all");
  await git("commit", "--quiet", "-m", "Instead");
  await expect(git("push", "origin", "work")).rejects.toThrow(/non-fast-forward|fetch first/);
  const told: unknown[] = [];
  world.github.onEvent(({ name, payload }) => told.push([name, payload["forced"]]));
  await git("push", "--quiet", "--force", "origin", "work");
  expect(told).toEqual([
    ["push", true],
    ["pull_request", undefined],
  ]);
  const timeline = await mira("GET", "issues/1/events");
  expect(timeline.list.map((event) => event["event"])).toEqual(["head_ref_force_pushed"]);
});

test("a token that may read contents clones, and cannot push", async () => {
  // S1, A7: what an agent's token is
  const world = await testGitHub({ "a.txt": "a\n" });
  const token = world.github.actionsToken({ contents: "read" });
  const { folder, git } = await clone(world, token);
  await writeFile(join(folder, "b.txt"), "b\n");
  await git("add", "--all");
  await git("commit", "--quiet", "-m", "Sneak in");
  await expect(git("push", "origin", "HEAD:main")).rejects.toThrow(/403/);
  await expect(git("push", "origin", "HEAD:agent/ethereum/1-x")).rejects.toThrow(/403/);
  expect((await world.as("mira")("GET", "branches")).list).toHaveLength(1);
});

test("nobody clones without a token, with another's, or by a token that may not read contents", async () => {
  const world = await testGitHub({ "a.txt": "a\n" });
  world.github.seedUser("outsider", "none");
  const address = `${world.github.url}/mira/multichain-mcp.git/info/refs?service=git-upload-pack`;
  const status = async (authorization?: string) =>
    (await fetch(address, authorization ? { headers: { authorization } } : {})).status;
  const basic = (token: string) => `Basic ${Buffer.from(`x-access-token:${token}`).toString("base64")}`;
  expect(await status()).toBe(401);
  expect(await status(basic("ghp_wrong"))).toBe(401);
  expect(await status(basic(world.github.tokenOf("outsider")))).toBe(404);
  expect(await status(basic(world.github.actionsToken({ issues: "write" })))).toBe(404);
  expect(await status(basic(world.github.tokenOf("mira")))).toBe(200);
});

test("refs/pull is the server's own: it can be fetched and not pushed", async () => {
  const world = await testGitHub({ "a.txt": "a\n" });
  const mira = world.as("mira");
  const head = await commitTo(mira, "work", "b.txt", "b\n");
  await mira("POST", "pulls", { title: "Add b", head: "work", base: "main" });
  const { git } = await clone(world, world.github.tokenOf("mira"));
  await git("fetch", "--quiet", "origin", "refs/pull/1/head");
  expect(await git("rev-parse", "FETCH_HEAD")).toBe(head);
  await expect(git("push", "origin", `${await tip(mira, "main")}:refs/pull/1/head`)).rejects.toThrow(
    /hidden ref|rejected/,
  );
});
