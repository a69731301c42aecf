/** `signalbox up`: Signalbox for the clone that you are in, with an embedded GitHub beside it. */
import { resolve } from "node:path";
import type { Collaborator } from "../local/records.ts";
import { WorldInUse } from "../local/store.ts";
import { configNotReadText, configProblemsText } from "../text/config-problems.ts";
import {
  alreadyRunningText,
  commandUnusedText,
  consentMissingText,
  copyingText,
  nothingToProposeText,
  refusedText,
  setUpQuestion,
  setUpText,
  startingElsewhereText,
} from "../text/up.ts";
import { readAccess } from "../wiring/local-access.ts";
import { type Clone, findClone, startingPoint, UnfitClone } from "../wiring/local-clone.ts";
import { embeddedBranch, importClone, originOf } from "../wiring/local-import.ts";
import { type Base, planSetUp, type SetUp } from "../wiring/local-setup.ts";
import { defineCommand, type Io, WrongUse } from "./command.ts";
import { readConfigText } from "./config-text.ts";
import { argvOf, portOf, usersOf } from "./up-arguments.ts";
import { runUp } from "./up-run.ts";

const usage = `signalbox up [--repo PATH] [--yes] [--config FILE | --command ARGV] [--user LOGIN=ROLE …] [--port N] [--json]

Runs Signalbox for the clone that you are in, with no GitHub and no network: an embedded GitHub, the orchestrator, and your
agents, each in a clone of its own. Your branches, index and files stay as they are; a remote named signalbox is added, by
which \`git fetch signalbox\` shows what agents did. All else is kept in .git/signalbox, and the next start goes on from it.

  --repo PATH     another clone than the one of the current folder (a path, not OWNER/NAME)
  --yes           agree to the config that is proposed when there is none, or to --config FILE
  --config FILE   use this config: it is committed to the embedded default branch
  --command ARGV  what the agents of a proposed config run: 'node /path/to/agent.mjs', or a JSON array
  --user LOGIN=ROLE   somebody else who may act, with \`task --as LOGIN\`; read, triage, write, maintain or admin
  --port N        where the page is served, on this machine only; a free port by default
  --json          print what happens as one JSON object a line
  --help          print this

Ctrl-C stops gently: nothing new starts, and agents at work may end. A second one, or SIGTERM, ends at once.
Exit code 0: stopped. 2: wrong use, no clone, no config agreed to, or already running. 3: something failed.`;

export const up = defineCommand({
  name: "up",
  usage,
  options: {
    repo: { type: "string" },
    yes: { type: "boolean" },
    config: { type: "string" },
    command: { type: "string" },
    user: { type: "string", multiple: true },
    port: { type: "string" },
  },
  positionals: 0,
  run: async (values, _positionals, io) => {
    if (values.config !== undefined && values.command !== undefined)
      throw new WrongUse("--command is for a proposed config; with --config FILE, write it into the file");
    const wanted: Wanted = {
      command: argvOf(values.command),
      users: usersOf(values.user ?? []),
      port: portOf(values.port),
      config: values.config ?? null,
      yes: values.yes ?? false,
      json: values.json ?? false,
    };
    try {
      return await start(await findClone(resolve(io.cwd, values.repo ?? ".")), wanted, io);
    } catch (error) {
      // Between a look at `access.json` and the start, another one may have started.
      if (!(error instanceof UnfitClone || error instanceof WorldInUse)) throw error;
      io.err(error instanceof WorldInUse ? startingElsewhereText() : error.message);
      return 2;
    }
  },
});

interface Wanted {
  readonly config: string | null;
  readonly command: readonly string[] | null;
  readonly users: readonly { readonly login: string; readonly role: Collaborator["role"] }[];
  readonly port: number;
  readonly yes: boolean;
  readonly json: boolean;
}

async function start(clone: Clone, wanted: Wanted, io: Io): Promise<number> {
  const running = await readAccess(clone.state);
  if (running) {
    io.err(alreadyRunningText(running.pid, running.page));
    return 2;
  }
  const known = await embeddedBranch(clone);
  const from = known ?? (await startingPoint(clone));
  const { branch } = from;
  const setUp = await plan(
    { gitDir: known ? originOf(clone) : clone.gitDir, commit: from.commit },
    branch,
    wanted,
    io,
  );
  if (setUp === null || !(await isAgreed(setUp, branch, wanted, io))) return 2;
  if ("ref" in from) {
    io.err(copyingText(branch, clone.name));
    await importClone(clone, from);
  }
  const chosen = "by" in from ? from.by : null;
  return runUp({ clone, branch, chosen, setUp, users: wanted.users, port: wanted.port }, wanted.json, io);
}

/** Null when it cannot be made; the person is told why. */
async function plan(base: Base, branch: string, { command, config }: Wanted, io: Io): Promise<SetUp | null> {
  const given = config === null ? null : await readConfigText(resolve(io.cwd, config));
  if (given !== null && typeof given !== "string") {
    io.err(configNotReadText(config ?? "", given.unreadable));
    return null;
  }
  const setUp = await planSetUp(base, given, command);
  if (setUp === null) {
    io.err(nothingToProposeText(branch));
    return null;
  }
  // A config that is on the branch already may be wrong: the person mends it while Signalbox runs.
  if (config !== null && !setUp.config.ok) {
    io.err(configProblemsText(config, setUp.config.problems));
    return null;
  }
  if (command !== null && setUp.proposed === null) io.err(commandUnusedText(branch));
  return setUp;
}

async function isAgreed(setUp: SetUp, branch: string, { config, yes }: Wanted, io: Io): Promise<boolean> {
  const { files, proposed } = setUp;
  if (files.length === 0) return true;
  io.err(setUpText({ files, branch, proposed: proposed !== null }));
  if (yes) return true;
  if (io.ask === null) {
    io.err(consentMissingText(config));
    return false;
  }
  const agrees = /^y(es)?$/i.test((await io.ask(setUpQuestion)).trim());
  if (!agrees) io.err(refusedText());
  return agrees;
}
