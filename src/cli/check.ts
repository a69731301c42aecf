/** `signalbox check`: the gates on a working tree, before anything is pushed. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseConfig } from "../config/parse.ts";
import type { Config } from "../config/schema.ts";
import { taskReach } from "../config/task-reach.ts";
import { isAgentBranch, parseBranchName } from "../domain/branch-name.ts";
import type { GateName, Verdict } from "../domain/verdict.ts";
import { asRequired } from "../gates/answered.ts";
import { gates } from "../gates/index.ts";
import { taskPath } from "../ledger/ledger.ts";
import { Task } from "../ledger/task.ts";
import { rosterAgent } from "../runs/roster.ts";
import { compileReach } from "../scope/reach.ts";
import {
  type CheckFacts,
  checkAnnotations,
  checkReport,
  checkText,
  isOk,
  type SkipReason,
  strayBranchText,
} from "../text/check.ts";
import { configProblemsText } from "../text/config-problems.ts";
import { withHistory } from "../wiring/history-secrets.ts";
import { commitOf, mergeBaseWith, NoSuchBase, readFileAt, readWorkingTree } from "../wiring/working-tree.ts";
import { defineCommand, type Io, WrongUse } from "./command.ts";

const CONFIG = ".github/signalbox.yml";

const usage = `signalbox check [--base REF] [--agent ID | --task N] [--all] [--json] [--format text|github]

Judges what the current working tree changes, committed or not, by the same gates as its pull request.
The rules are those of the base, never those that the change brings. Other open pull requests are not looked at
here: what collides with them, or doubles a file of theirs, shows on the pull request.

  --base REF    what to compare with (origin's default branch, or main, or master, by default)
  --agent ID    judge by this agent's boundary (on a branch agent/<id>/<n>-… it is known)
  --task N      judge by the agent and the scope of task N, read from the ledger branch
  --all         judge every file of the tree as if it were new
  --format F    text, or github: a line for each finding that a workflow's log shows at its place
  --json        print { ok, gates: [{ gate, status, reasons, warnings }] }; status is pass, wait, fail, or skip with a reason
  --help        print this

Exit code 0: every gate passes. 1: some gate fails or waits for a person. 2: wrong use or wrong config. 3: something failed.`;

export const check = defineCommand({
  name: "check",
  usage,
  options: {
    base: { type: "string" },
    agent: { type: "string" },
    task: { type: "string" },
    all: { type: "boolean" },
    format: { type: "string" },
  },
  positionals: 0,
  run: async ({ base, agent, task, all = false, format = "text", json }, _positionals, io) => {
    if (format !== "text" && format !== "github")
      throw new WrongUse(`--format takes text or github, but was given ${format}`);
    if (agent !== undefined && task !== undefined) throw new WrongUse("name --agent or --task, not both");
    if (all && base !== undefined) throw new WrongUse("--all judges the whole tree: leave --base away");
    const facts = await judge(io, { base: all ? null : (base ?? (await defaultBase(io.cwd))), agent, task });
    if (facts === null) return 2;
    if (json) io.out(JSON.stringify(checkReport(facts), null, 2));
    else io.out(format === "github" ? checkAnnotations(facts) : checkText(facts));
    return isOk(facts.gates) ? 0 : 1;
  },
});

interface Asked {
  /** Null: the whole tree. */
  readonly base: string | null;
  readonly agent: string | undefined;
  readonly task: string | undefined;
}

/** Null when the config cannot be used, which was said. */
async function judge(io: Io, { base, agent, task }: Asked): Promise<CheckFacts | null> {
  const from = base === null ? null : await mergeBaseWith(io.cwd, base).catch(asWrongUse);
  const rules = await readRules(io, from);
  if (rules === null) return null;
  const tree = await readWorkingTree(io.cwd, from, rules.config.canonical).catch(asWrongUse);
  // A whole tree is nobody's change, whichever branch it lies on.
  const branch = base === null ? null : tree.branch;
  const author = await authorOf(io.cwd, rules.config, { agent, task, branch });
  const input = {
    config: rules.config,
    reach: author && compileReach(taskReach(author, rules.config)),
    agent: author?.agent ?? null,
    // Who holds what is in the ledger, which a clone need not have.
    holderOf: () => null,
    change: tree.change,
    branch,
    title: null,
    commits: base === null ? null : tree.commits,
    metrics: new Map(),
    approvers: [],
    // What is open beside it only GitHub knows.
    others: [],
    onto: null,
  };
  const verdicts = gates
    .filter(({ judges }) => judges === "change")
    .map(async ({ name, judge }) => {
      const verdict = judge(input);
      const looksBack = name === "secrets" && base !== null;
      const whole = looksBack ? await withHistory(verdict, input, tree.commits, io.cwd) : verdict;
      return { gate: name, verdict: asRequired(rules.config, name, whole) };
    });
  const judged = await Promise.all(verdicts);
  const asked = { whole: base === null, nobody: author === null };
  return {
    gates: judged.filter(({ gate, verdict }) => skipReason(gate, verdict, asked) === null),
    skipped: gates.flatMap(({ name }) => {
      const verdict = judged.find(({ gate }) => gate === name)?.verdict ?? null;
      const reason = skipReason(name, verdict, asked);
      return reason === null ? [] : [{ gate: name, reason }];
    }),
    paths: tree.change?.files.length ?? null,
    against: base ?? "nothing: the whole tree",
    agent: author?.agent ?? null,
    notes: rules.notes,
  };
}

function asWrongUse(error: unknown): never {
  throw error instanceof NoSuchBase ? new WrongUse(error.message) : error;
}

/** Gates that say nothing about a tree that stands: they judge how it came about. */
const CHANGE_ONLY: ReadonlySet<string> = new Set(["protected", "size", "tests"]);

/** Why a gate has no say here; null where it has. `verdict` null: only a pull request shows what it looks at. */
function skipReason(
  gate: GateName,
  verdict: Verdict | null,
  { whole, nobody }: { readonly whole: boolean; readonly nobody: boolean },
): SkipReason | null {
  if (verdict === null) return "pull";
  if (whole && CHANGE_ONLY.has(gate)) return "tree";
  // Symlinks and submodules are refused whoever brings them; that nothing was found says nothing of a boundary.
  const found = verdict.reasons.length + verdict.warnings.length > 0;
  if (gate !== "boundaries" || !nobody || found) return null;
  return whole ? "tree-of-nobody" : "nobody";
}

/** By the base's rules; a base that has none is judged by those that lie in the tree. */
async function readRules(
  { cwd, err }: Io,
  base: string | null,
): Promise<{ readonly config: Config; readonly notes: readonly string[] } | null> {
  const committed = base === null ? null : await readFileAt(cwd, base, CONFIG);
  const text = committed ?? (await readFile(join(cwd, CONFIG), "utf8").catch(() => null));
  if (text === null) {
    throw new WrongUse(
      `there is no ${CONFIG}, neither in the base nor here: run it at the top of a repository that has one`,
    );
  }
  const parsed = parseConfig(text);
  if (!parsed.ok) {
    err(configProblemsText(CONFIG, parsed.problems));
    return null;
  }
  const notes =
    base !== null && committed === null
      ? [`The base has no ${CONFIG}: judged by the one in the working tree.`]
      : [];
  return { config: parsed.config, notes };
}

interface Author {
  readonly agent: string;
  readonly scope: readonly string[];
}

/** Whose reach counts; null for nobody's. */
async function authorOf(
  cwd: string,
  config: Config,
  { agent, task, branch }: { agent: string | undefined; task: string | undefined; branch: string | null },
): Promise<Author | null> {
  if (task !== undefined) return known(config, await readTask(cwd, config.ledger, task));
  if (agent !== undefined) return known(config, { agent, scope: [] });
  if (branch === null || !isAgentBranch(branch)) return null;
  const named = parseBranchName(branch);
  if (named === null) throw new WrongUse(strayBranchText(branch));
  return known(config, { agent: named.agent, scope: [] });
}

function known(config: Config, author: Author): Author {
  if (rosterAgent(config, author.agent)) return author;
  throw new WrongUse(
    `the config names no agent ${author.agent}; it has ${Object.keys(config.agents).join(", ") || "none"}`,
  );
}

async function readTask(cwd: string, ledger: string, task: string): Promise<Author> {
  if (!/^#?[1-9][0-9]{0,9}$/.test(task))
    throw new WrongUse(`--task takes the number of an issue, but was given ${task}`);
  const number = Number(task.replace("#", ""));
  for (const ref of [
    `refs/heads/${ledger}`,
    `refs/remotes/origin/${ledger}`,
    `refs/remotes/signalbox/${ledger}`,
  ]) {
    if ((await commitOf(cwd, ref)) === null) continue;
    const text = await readFileAt(cwd, ref, taskPath(number));
    if (text !== null) return Task.parse(JSON.parse(text));
  }
  throw new WrongUse(
    `task ${number} is not on the ledger branch ${ledger} here; \`git fetch origin ${ledger}\` brings it`,
  );
}

async function defaultBase(cwd: string): Promise<string> {
  const candidates = ["origin/HEAD", "origin/main", "origin/master", "main", "master"];
  for (const name of candidates) if ((await commitOf(cwd, name)) !== null) return name;
  throw new WrongUse(`none of ${candidates.join(", ")} exists here: name what to compare with by --base`);
}
