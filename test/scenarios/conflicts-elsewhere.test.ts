/** The Action and the server lie elsewhere than the repository: they try merges in a clone of their own, by their own tokens. */
// B02
import { expect, test } from "vitest";
import { createAppClient } from "../../src/wiring/app-tokens.ts";
import { systemClock } from "../../src/wiring/clock.ts";
import { runAction } from "../../src/wiring/run-action.ts";
import { startServing } from "../../src/wiring/serve.ts";
import { createLog } from "../../src/wiring/serve-log.ts";
import { SECRET } from "../support/deliveries.ts";
import { openScene, owner, repo, type Scene } from "../support/scene.ts";
import { script, writes } from "../support/scripts.ts";

const page = (line: string) => `one\ntwo\n${line}\nfour\nfive\n`;

/** A pull request that was ready; then the orchestrator of the scene is gone, and main collides with it. */
async function movedUnder(): Promise<{ scene: Scene; head: string }> {
  const scene = await openScene({
    config: `
agents:
  docs: { allow: ["docs/**"], runner: scripted }
merge: { approvals: 0 }
limits: { attempts: 1 }
`,
    files: { "docs/x.md": page("three") },
    scripts: { "Write the page": script(writes({ "docs/x.md": page("3") })) },
  });
  const mira = scene.as("mira");
  const issue = await mira.openIssue("Write the page", "");
  await mira.label(issue, "agent:docs");
  await scene.quiet();
  const { head } = await scene.pull(issue);
  expect((await scene.check(head, "signalbox/conflicts")).result).toBe("success");
  await scene.orchestrator.close();
  await mira.commitFile("docs/x.md", page("tres"));
  return { scene, head };
}

/** What an App's check run on a commit says. */
async function reported(scene: Scene, head: string, app: string): Promise<string> {
  const { data } = await scene
    .as("mira")
    .octokit.rest.checks.listForRef({ owner, repo, ref: head, check_name: "signalbox/conflicts" });
  const found = data.check_runs.find((run) => run.app?.slug === app);
  return `${found?.conclusion} ${found?.output.title}`;
}

test("the Action sees that main collides", async () => {
  const { scene, head } = await movedUnder();
  const env = { GITHUB_REPOSITORY: `${owner}/${repo}`, GITHUB_API_URL: scene.github.url };
  const input = (name: "mode" | "token") => (name === "token" ? scene.github.actionsToken() : "");
  const outlet = {
    mask: () => {},
    annotate: () => {},
    group: () => {},
    error: () => {},
    output: () => {},
    summary: async () => {},
  };
  await runAction({ input, env, event: null }, outlet);
  expect(await reported(scene, head, "github-actions")).toBe("failure Failed: docs/x.md");
});

test("the server sees that main collides", async () => {
  const { scene, head } = await movedUnder();
  const { id: appId, privateKey } = scene.github.app;
  const abandon = new AbortController();
  const credentials = {
    baseUrl: scene.github.url,
    appId,
    privateKey,
    clock: systemClock,
    signal: abandon.signal,
  };
  const served = await startServing({
    ...credentials,
    app: createAppClient(credentials),
    abandon,
    secret: SECRET,
    host: "127.0.0.1",
    port: 0,
    writeSpacing: 0,
    log: createLog({ level: "error", secrets: [privateKey], write: () => {} }),
  });
  try {
    await served.idle();
    expect(await reported(scene, head, "signalbox")).toBe("failure Failed: docs/x.md");
  } finally {
    await served.close();
  }
});
