/** What moves while it is judged, and what comes while nobody judges: no commit is green that was not judged itself. */
// INV-4
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { quietTwice } from "../support/quiet-twice.ts";
import { openScene, owner, repo, type Scene, type SceneOptions } from "../support/scene.ts";
import { script, writes } from "../support/scripts.ts";

const config = `
agents:
  ethereum: { allow: ["servers/**"], runner: scripted }
merge: { approvals: 0 }
limits: { attempts: 1 }
`;
const branch = (issue: number) => `agent/ethereum/${issue}-add-a-tool`;

interface Published {
  readonly scene: Scene;
  readonly issue: number;
  readonly pull: number;
  readonly head: string;
}

/** A task whose pull request is open and ready; noor may push. */
async function published(options: Partial<SceneOptions> = {}): Promise<Published> {
  const scene = await openScene({
    config,
    scripts: { "Add a tool": script(writes({ "servers/a.js": "1;\n" })) },
    ...options,
  });
  scene.github.seedUser("noor", "write");
  const mira = scene.as("mira");
  const issue = await mira.openIssue("Add a tool", "");
  await mira.label(issue, "agent:ethereum");
  await scene.quiet();
  const { number: pull, head } = await scene.pull(issue);
  return { scene, issue, pull, head };
}

function pushOutside(scene: Scene, issue: number): Promise<string> {
  return scene.as("noor").push(branch(issue), (folder) => writeFile(join(folder, "secret.md"), "Mine\n"));
}

test("G1: somebody pushes between the look and the verdict: it is said of the commit that was judged", async () => {
  let pushing: (() => Promise<string>) | null = null;
  const pushed: Promise<string>[] = [];
  const { scene, issue, head } = await published({
    onRequest: ({ kind, operation }) => {
      if (kind !== "write" || operation !== "Apply" || !pushing) return;
      const push = pushing;
      pushing = null;
      pushed.push(push());
    },
  });
  expect((await scene.check(head, "signalbox/ready")).result).toBe("success");
  pushing = () => pushOutside(scene, issue);
  await scene.as("mira").commitFile(".github/signalbox.yml", `${config}# judge again\n`);
  await scene.quiet();
  const [theirs = ""] = await Promise.all(pushed);
  await scene.quiet();
  expect(theirs).toMatch(/^[0-9a-f]{40}$/);
  expect((await scene.check(theirs, "signalbox/boundaries")).result).toBe("failure");
  expect((await scene.check(theirs, "signalbox/ready")).result).not.toBe("success");
  expect((await scene.check(head, "signalbox/boundaries")).result).toBe("success");
  await quietTwice(scene);
});

test("G2: a pull request that is pointed elsewhere is not ready, and is again when it comes back", async () => {
  const { scene, pull, head } = await published();
  const { octokit } = scene.as("mira");
  const main = await scene.git("rev-parse", "main");
  await octokit.rest.git.createRef({ owner, repo, ref: "refs/heads/release", sha: main });
  await octokit.rest.pulls.update({ owner, repo, pull_number: pull, base: "release" });
  await scene.quiet();
  expect((await scene.check(head, "signalbox/ready")).text).toContain("Waits for: base");
  await octokit.rest.pulls.update({ owner, repo, pull_number: pull, base: "main" });
  await scene.quiet();
  expect((await scene.check(head, "signalbox/ready")).result).toBe("success");
  await quietTwice(scene);
});

test("G3: the same commit is offered to another branch after it turned green: it waits until one of them is gone", async () => {
  const { scene, issue, head } = await published();
  const { octokit } = scene.as("mira");
  const main = await scene.git("rev-parse", "main");
  await octokit.rest.git.createRef({ owner, repo, ref: "refs/heads/release", sha: main });
  const { data: other } = await octokit.rest.pulls.create({
    owner,
    repo,
    title: "The same, elsewhere",
    head: branch(issue),
    base: "release",
  });
  await scene.quiet();
  expect((await scene.check(head, "signalbox/ready")).text).toContain(`Waits for: sibling #${other.number}`);
  expect((await scene.check(head, "signalbox/boundaries")).result).not.toBe("success");
  expect((await scene.task(issue))?.state).toBe("review");
  await quietTwice(scene);
  await octokit.rest.pulls.update({ owner, repo, pull_number: other.number, state: "closed" });
  await scene.quiet();
  expect((await scene.check(head, "signalbox/ready")).result).toBe("success");
  expect((await scene.check(head, "signalbox/boundaries")).result).toBe("success");
  await quietTwice(scene);
});

test("G13: while nobody judges, a new head has no check, so a required one keeps it from being merged; then it is judged", async () => {
  const { scene, issue, head } = await published();
  expect((await scene.check(head, "signalbox/ready")).result).toBe("success");
  await scene.orchestrator.close();
  const theirs = await pushOutside(scene, issue);
  await scene.still();
  expect((await scene.check(theirs, "signalbox/boundaries")).result).toBe("missing");
  expect((await scene.check(theirs, "signalbox/ready")).result).toBe("missing");
  const again = await scene.restart();
  again.orchestrator.hint();
  await again.quiet();
  expect((await again.check(theirs, "signalbox/boundaries")).result).toBe("failure");
  expect((await again.check(theirs, "signalbox/ready")).result).not.toBe("success");
});

test("G11: what the merge queue tries is answered on its own commit; a branch that only looks like the queue's is not", async () => {
  const { scene, pull, head } = await published();
  const mira = scene.as("mira");
  const main = await scene.git("rev-parse", "main");
  const queued = async (onto: string, ...parents: readonly string[]) => {
    const as = ["-c", "user.name=GitHub", "-c", "user.email=noreply@github.com"];
    const from = parents.flatMap((parent) => ["-p", parent]);
    const sha = await scene.git(...as, "commit-tree", `${head}^{tree}`, ...from, "-m", `Merge #${pull}`);
    const ref = `refs/heads/gh-readonly-queue/main/pr-${pull}-${onto}`;
    await mira.octokit.rest.git.createRef({ owner, repo, ref, sha });
    return sha;
  };
  const group = await queued(main, main, head);
  await scene.quiet();
  expect((await scene.check(group, "signalbox/boundaries")).result).toBe("success");
  expect((await scene.check(group, "signalbox/ready")).result).toBe("success");
  await quietTwice(scene);
  const evil = await scene.git("commit-tree", `${main}^{tree}`, "-p", main, "-p", head, "-m", "x");
  const imitated = `refs/heads/gh-readonly-queue/main/pr-${pull}-${main}`;
  await mira.octokit.rest.git.updateRef({
    owner,
    repo,
    ref: imitated.slice("refs/".length),
    sha: evil,
    force: true,
  });
  await scene.quiet();
  expect((await scene.check(evil, "signalbox/boundaries")).result).toBe("missing");
  expect((await scene.check(evil, "signalbox/ready")).result).not.toBe("success");
  const forged = await queued(head, head);
  await scene.quiet();
  expect((await scene.check(forged, "signalbox/ready")).result).toBe("missing");
  await quietTwice(scene);
});
