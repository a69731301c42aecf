/**
 * The folder of one run: the packet in, the outcome out, its output and process, `tree/` (a clone of its own for the agent) and `trusted/` (the
 * trusted side's bare clone, from which `tree/` was made). Only the trusted side ever talks to the source, so neither its
 * address nor its token is in the agent's clone.
 *
 * An agent that runs as our own user can reach beyond its folder; to keep it in is the work of a sandbox or another user,
 * not of this file. What is published does not depend on it: see patch.ts.
 */
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { formatJson } from "../ledger/ledger.ts";
import { git, gitAnswer } from "./git.ts";
import { formatPacket, type Packet } from "./packet.ts";
import type { RunKey, Source } from "./ports.ts";
import type { RunProcesses } from "./process-group.ts";

export interface Workspace {
  readonly dir: string;
  /** The agent's working tree. */
  readonly tree: string;
  /** The trusted side's bare clone. */
  readonly trusted: string;
  /** The packet as JSON and as Markdown. */
  readonly packet: string;
  readonly brief: string;
  /** Where the run writes its outcome; absent until then. */
  readonly outcome: string;
  /** What the run prints. */
  readonly output: string;
  /** Its process, and how the process ended: see process-file.ts. */
  readonly process: string;
  readonly end: string;
}

export interface WorkspaceContent {
  readonly packet: Packet;
  readonly source: Source;
  readonly signal: AbortSignal;
}

/** Where the files of a run lie: `<runs folder>/<task>-<attempt>-<run>`. Touches no file. */
export function workspaceOf(runsDir: string, { task, attempt, run }: RunKey): Workspace {
  return workspaceIn(join(runsDir, `${task}-${attempt}-${run}`));
}

/** The files of a run whose folder is known. */
export function workspaceIn(dir: string): Workspace {
  return {
    dir,
    tree: join(dir, "tree"),
    trusted: join(dir, "trusted"),
    packet: join(dir, "packet.json"),
    brief: join(dir, "packet.md"),
    outcome: join(dir, "outcome.json"),
    output: join(dir, "output.log"),
    process: join(dir, "process.json"),
    end: join(dir, "end"),
  };
}

/** Throws when the folder exists already, or when the source cannot be cloned or lacks the base commit. */
export async function openWorkspace(workspace: Workspace, content: WorkspaceContent): Promise<void> {
  await mkdir(dirname(workspace.dir), { recursive: true });
  await mkdir(workspace.dir, { mode: 0o700 });
  await writeFile(workspace.packet, formatJson(content.packet));
  await writeFile(workspace.brief, formatPacket(content.packet));
  await cloneTrusted(workspace, content);
  await cloneTree(workspace, content);
}

/**
 * Takes the clones away, and the process's number, which may be somebody else's one day; packet, outcome and output stay as
 * the record of the run.
 */
export async function closeWorkspace({ tree, trusted, process }: Workspace): Promise<void> {
  await Promise.all([tree, trusted, process].map((path) => rm(path, { recursive: true, force: true })));
}

/** Every process of a run is given this, and no other run's is. */
export const OUTCOME_VARIABLE = "SIGNALBOX_OUTCOME";

export function processesOf({ outcome }: Workspace, leader: RunProcesses["leader"]): RunProcesses {
  return { leader, environment: `${OUTCOME_VARIABLE}=${outcome}` };
}

async function cloneTrusted(
  { dir, trusted }: Workspace,
  { packet, source, signal }: WorkspaceContent,
): Promise<void> {
  const config = credentials(source);
  await git(["clone", "--bare", "--quiet", "--no-hardlinks", "--template=", "--", source.url, "trusted"], {
    cwd: dir,
    config,
    signal,
  });
  const { base, merges } = packet.task;
  for (const commit of merges === null ? [base] : [base, merges]) {
    try {
      await git(["cat-file", "-e", `${commit}^{commit}`], { cwd: trusted, signal });
    } catch {
      // Recorded in the ledger, but on no branch yet: GitHub also hands out a commit by its id.
      await git(["fetch", "--quiet", "--no-tags", "--", source.url, commit], {
        cwd: trusted,
        config,
        signal,
      });
    }
  }
}

/** On a branch of the task's name, so that the agent's tools find what they are used to. */
async function cloneTree({ dir, tree }: Workspace, { packet, signal }: WorkspaceContent): Promise<void> {
  const { agent, task } = packet;
  const identity = ["-c", `user.name=${agent.name}`, "-c", `user.email=${agent.id}@signalbox.invalid`];
  await git(
    ["clone", "--quiet", "--no-hardlinks", "--no-checkout", "--template=", ...identity, "trusted", "tree"],
    { cwd: dir, signal },
  );
  await git(["checkout", "--quiet", "-B", task.branch, task.base], { cwd: tree, signal });
  await git(["remote", "remove", "origin"], { cwd: tree, signal });
  // Exit code 1: it collides, and the markers are for the agent to put right.
  const merge = ["merge", "--quiet", "--no-ff", "--no-commit"];
  if (task.merges !== null) await gitAnswer([...merge, task.merges], [0, 1], { cwd: tree, signal });
}

/** HTTP Basic as GitHub takes it for tokens, sent to the source's own origin only. */
export function credentials({ url, token }: Source): Readonly<Record<string, string>> {
  if (token === "") return {};
  const basic = Buffer.from(`x-access-token:${token}`).toString("base64");
  return { [`http.${new URL(url).origin}/.extraHeader`]: `Authorization: Basic ${basic}` };
}
