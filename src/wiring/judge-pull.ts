/** Judges one pull request by the default branch's rules, reading only: what `mode: gate` does. */
import { gatesInForce } from "../config/gates-in-force.ts";
import { parseConfig } from "../config/parse.ts";
import type { Config } from "../config/schema.ts";
import { setAside } from "../config/set-aside.ts";
import { taskReach } from "../config/task-reach.ts";
import type { Person } from "../domain/actor.ts";
import { standingReviews } from "../domain/approvals.ts";
import { parseBranchName } from "../domain/branch-name.ts";
import type { Override } from "../domain/override.ts";
import type { Pull } from "../domain/pull.ts";
import type { RepositoryAddress } from "../domain/repository.ts";
import { type GateName, reasonAt, type Verdict, verdictOf } from "../domain/verdict.ts";
import { answered, asRequired } from "../gates/answered.ts";
import type { GateInput } from "../gates/gate.ts";
import { gateNamed } from "../gates/index.ts";
import { askStanding } from "../github/ask.ts";
import { changesReader } from "../github/changes.ts";
import type { Client } from "../github/client.ts";
import { readOnePull } from "../github/pulls.ts";
import { configOf, ledgerFilesOf } from "../github/standing.ts";
import { otherLeaseHolders } from "../ledger/lease-holders.ts";
import { emptyLedger, type Ledger, parseLedger } from "../ledger/ledger.ts";
import { rosterAgent } from "../runs/roster.ts";
import { holderOf } from "../scope/holder-of.ts";
import { compileReach } from "../scope/reach.ts";
import { type ActionProblem, configText } from "../text/action-problem.ts";
import { agentMissingText } from "../text/agent.ts";
import { missingPullText, movedOnText, noTaskBranchText } from "../text/gate-problem.ts";
import type { GateReport, Whose } from "../text/gate-report.ts";
import type { PullEvent } from "./pull-event.ts";
import { readTaskScope } from "./task-scope.ts";

/** A report, or why nothing could be judged. */
export type Judged = { readonly report: GateReport } | { readonly problem: ActionProblem };

export async function judgePull(
  client: Client,
  repository: RepositoryAddress,
  { number, head }: PullEvent,
): Promise<Judged> {
  const standing = await askStanding(client, repository);
  const rules = rulesOf(configOf(standing));
  if ("problem" in rules) return rules;
  const pull = await readOnePull(client, repository, number);
  if (pull === null) return { problem: missingPullText(number) };
  if (head !== null && head !== pull.head) return { problem: movedOnText(number, head, pull.head) };
  const files = ledgerFilesOf(standing);
  const { config } = rules;
  const ledger = files ? parseLedger(files) : emptyLedger;
  const author = await authorOf(client, repository, pull, { config, ledger });
  if ("problem" in author) return author;
  const { change, commits } = await changesReader(client, repository)(
    pull,
    config.gates.size.files,
    config.canonical,
  );
  const input = {
    config,
    ...whoseReach(author.whose, config, ledger),
    change,
    branch: pull.branch,
    title: pull.title,
    commits,
    // A token of a job need not read checks; whoever reconciles does, and judges the numbers.
    metrics: new Map(),
    approvers: standingReviews(pull, setAside(config, requesterOf(ledger, author.whose), false)).approvers,
    // What is open beside it is compared by whoever reconciles: a job for one pull request does not read all others.
    others: [],
    onto: null,
  };
  const judge = (gate: GateName): Verdict =>
    gate === "boundaries" && author.whose.kind === "agent" && !rosterAgent(config, author.whose.agent)
      ? verdictOf([reasonAt(null, "agent", agentMissingText(author.whose.agent))])
      : gateNamed(gate).judge(input);
  const overrides = author.whose.kind === "agent" ? overridesOf(ledger, author.whose.task) : [];
  const counted = (gate: GateName): Verdict =>
    asRequired(config, gate, answered(overrides, pull.head, gate, judge(gate)));
  return {
    report: {
      pull: number,
      head: pull.head,
      rules: standing.standing?.defaultBranchRef?.name ?? "",
      whose: author.whose,
      gates: gatesFor(author.whose, config).map((gate) => ({ gate, verdict: counted(gate) })),
      leftOut: gatesInForce(config).filter((gate) => !isOfChange(gate)),
      paths: change?.files.length ?? null,
    },
  };
}

/** Where no ledger knows the task, nobody says who asked for it. */
function requesterOf({ tasks }: Ledger, whose: Whose): Person | null {
  return whose.kind === "agent" ? (tasks.get(whose.task)?.requester ?? null) : null;
}

function overridesOf({ tasks }: Ledger, task: number): readonly Override[] {
  return tasks.get(task)?.overrides ?? [];
}

/** Nobody's reach limits what is no agent's. */
function whoseReach(
  whose: Whose,
  config: Config,
  { tasks }: Ledger,
): Pick<GateInput, "reach" | "agent" | "holderOf"> {
  if (whose.kind !== "agent") return { reach: null, agent: null, holderOf: () => null };
  const held = () =>
    otherLeaseHolders({ number: whose.task }, tasks.values()).map((other) => {
      return { task: other.number, reach: compileReach(taskReach(other, config)) };
    });
  return { reach: compileReach(taskReach(whose, config)), agent: whose.agent, holderOf: holderOf(held) };
}

/** By the default branch's file as it stands now: where nothing valid stands there, nothing is judged, and so nothing passes. */
function rulesOf(
  found: ReturnType<typeof configOf>,
): { readonly config: Config } | { readonly problem: ActionProblem } {
  if (!found) return { problem: configText("there is none.", null) };
  const parsed = parseConfig(found.text);
  if (parsed.ok) return { config: parsed.config };
  const [first] = parsed.problems;
  return { problem: configText(first?.message ?? "it cannot be read.", first ?? null) };
}

/** What nobody's boundary limits is judged by every other gate. What only checks and other pull requests tell is left out. */
function gatesFor(whose: Whose, config: Config): readonly GateName[] {
  return gatesInForce(config)
    .filter(isOfChange)
    .filter((gate) => whose.kind === "agent" || gate !== "boundaries");
}

function isOfChange(gate: GateName): boolean {
  return gateNamed(gate).judges === "change";
}

/** A fork is no agent's place, whatever its branch is called. */
async function authorOf(
  client: Client,
  repository: RepositoryAddress,
  { branch, fromFork }: Pull,
  { config, ledger }: { readonly config: Config; readonly ledger: Ledger },
): Promise<{ readonly whose: Whose } | { readonly problem: ActionProblem }> {
  const named = parseBranchName(branch);
  if (fromFork) return { whose: { kind: "fork", branch } };
  if (!named && branch.startsWith("agent/")) return { problem: noTaskBranchText(branch) };
  if (!named) return { whose: { kind: "branch", branch } };
  const { agent, issue: task } = named;
  const found = await readTaskScope(client, repository, ledger, { agent, task });
  if ("problem" in found) return found;
  const { scope } = taskReach({ agent, scope: found.scope }, config);
  return { whose: { kind: "agent", agent, task, scope } };
}
