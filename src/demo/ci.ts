/** The repository's CI: runs its real tests on the head of each pull request and reports the check `ci/test`. */
import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { Octokit } from "@octokit/rest";
import { z } from "zod";
import type { EmbeddedGitHub } from "../local/server.ts";

export interface Ci {
  /** Tests the heads that nobody reported on, for example after a restart. */
  catchUp(): Promise<void>;
  /** Resolves when no test is running. */
  idle(): Promise<void>;
}

const CHECK = "ci/test";
const Event = z.object({ pull_request: z.object({ head: z.object({ sha: z.string() }) }) });
const run = promisify(execFile);

export function startCi(
  github: EmbeddedGitHub,
  { owner, repo }: { readonly owner: string; readonly repo: string },
  onError: (error: unknown) => void,
): Ci {
  const octokit = new Octokit({
    baseUrl: github.url,
    auth: github.actionsToken({ checks: "write", pull_requests: "read" }),
  });
  const running = new Map<string, Promise<void>>();
  github.onEvent(({ name, action, payload }) => {
    if (name !== "pull_request" || (action !== "opened" && action !== "synchronize" && action !== "reopened"))
      return;
    begin(Event.parse(payload).pull_request.head.sha);
  });
  return { catchUp, idle };

  function begin(sha: string): void {
    if (running.has(sha)) return;
    running.set(
      sha,
      test(sha)
        .catch(onError)
        .finally(() => running.delete(sha)),
    );
  }

  async function test(sha: string): Promise<void> {
    const { data } = await octokit.rest.checks.create({
      owner,
      repo,
      name: CHECK,
      head_sha: sha,
      status: "in_progress",
    });
    const { ok, title, text } = await testCommit(join(github.dir, "origin.git"), sha);
    const conclusion = ok ? "success" : "failure";
    await octokit.rest.checks.update({
      owner,
      repo,
      check_run_id: data.id,
      conclusion,
      output: { title, summary: text },
    });
  }

  async function catchUp(): Promise<void> {
    const { data: pulls } = await octokit.rest.pulls.list({ owner, repo, state: "open", per_page: 100 });
    for (const { head } of pulls) {
      const { data } = await octokit.rest.checks.listForRef({
        owner,
        repo,
        ref: head.sha,
        check_name: CHECK,
      });
      if (!data.check_runs.some(({ status }) => status === "completed")) begin(head.sha);
    }
  }

  async function idle(): Promise<void> {
    while (running.size > 0) await Promise.all(running.values());
  }
}

interface Tested {
  readonly ok: boolean;
  readonly title: string;
  readonly text: string;
}

/** The commit's own `test` script, in a checkout of its own, on this Node. */
async function testCommit(origin: string, sha: string): Promise<Tested> {
  const folder = await mkdtemp(join(tmpdir(), "demo-ci-"));
  try {
    await run("git", ["clone", "--quiet", "--shared", "--no-checkout", origin, folder]);
    await run("git", ["-C", folder, "-c", "advice.detachedHead=false", "checkout", "--quiet", sha]);
    const { code, output } = await nodeRun(folder, "test");
    return report(code, output);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function nodeRun(
  cwd: string,
  script: string,
): Promise<{ readonly code: number | null; readonly output: string }> {
  const env = {
    PATH: [dirname(process.execPath), process.env["PATH"]].join(delimiter),
    NODE_OPTIONS: "--test-reporter=tap",
  };
  const child = spawn(process.execPath, ["--run", script], {
    cwd,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output }));
  });
}

function report(code: number | null, output: string): Tested {
  const failed = [...output.matchAll(/^\s*not ok \d+ - (.+?)(?: # .*)?$/gm)].map((match) => match[1] ?? "");
  const count = (word: string) => Number(new RegExp(`^# ${word} (\\d+)$`, "m").exec(output)?.[1] ?? 0);
  const ok = code === 0 && count("pass") > 0;
  const title = ok
    ? `${count("pass")} tests passed`
    : `${count("fail") || "Some"} of ${count("tests")} tests failed`;
  const list = failed.length > 0 ? `: ${failed.slice(0, 3).join("; ")}` : "";
  return {
    ok,
    title: `${title}${list}`.slice(0, 250),
    text: ok ? title : `\`\`\`\n${output.slice(-6_000)}\n\`\`\``,
  };
}
