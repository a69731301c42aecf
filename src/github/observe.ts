/**
 * One look at a repository. What the last look knew to be tracked is asked for at once, so that an idle pass is one request;
 * what turns out to be missing is asked for after it. Any failure discards the whole observation.
 */
import { z } from "zod";
import { gatesInForce } from "../config/gates-in-force.ts";
import { metricSources } from "../config/metric-check.ts";
import { parseConfig } from "../config/parse.ts";
import { type RulesInForce, rulesInForce } from "../config/rules.ts";
import type { Actor, Permission } from "../domain/actor.ts";
import { standingReviews } from "../domain/approvals.ts";
import { inGroup, type MergeGroup, taskInGroup } from "../domain/merge-group.ts";
import type { Observation, ObservedRun } from "../domain/observation.ts";
import { appSlug, verdictStands } from "../domain/own-check.ts";
import type { Pull } from "../domain/pull.ts";
import type { RepositoryAddress } from "../domain/repository.ts";
import { checkNames, type GateName } from "../domain/verdict.ts";
import { verdictKey } from "../domain/verdict-key.ts";
import { emptyLedger, type Ledger, parseLedger } from "../ledger/ledger.ts";
import type { Task } from "../ledger/task.ts";
import { type Asked, askAll, type Guess } from "./ask.ts";
import { changesReader, containsReader } from "./changes.ts";
import type { Client } from "./client.ts";
import { actorsOfIntent, interestOf, mentionedIssues } from "./interest.ts";
import { metricsReader } from "./metrics.ts";
import { readPermission } from "./permissions.ts";
import { type ListedRuns, listRuns, readRun } from "./runs.ts";
import { configOf, groupsOf, labelsOf, ledgerFilesOf } from "./standing.ts";

export type Observe = () => Promise<Observation>;

export interface ObserveOptions {
  readonly client: Client;
  readonly repository: RepositoryAddress;
  readonly now: () => Date;
  /** The machine, where it runs the agents too. */
  readonly machine?: Machine | undefined;
  /** Seconds after which this GitHub's reads surely show what was written; those of github.com unless told. */
  readonly readLag?: number | undefined;
}

/** What only the process knows that runs the agents. */
export interface Machine {
  reports(): Observation["reports"];
  load(): Observation["load"];
}

/** Nothing is documented; minutes have been seen. Seconds. */
const GITHUB_READ_LAG = 600;

/** An attempt's run is asked about once it is this old: before that it is hardly started. Milliseconds. */
const RUN_PATIENCE = 30_000;

export function createObserver({
  client,
  repository,
  now,
  machine,
  readLag = GITHUB_READ_LAG,
}: ObserveOptions): Observe {
  const readChange = changesReader(client, repository);
  const containsCommit = containsReader(client, repository);
  const readMetrics = metricsReader(client, repository);
  let guess: Guess | null = null;

  return async () => {
    const asked = await askAll(client, repository, guess);
    const files = ledgerFilesOf(asked);
    const ledger = files ? parseLedger(files) : emptyLedger;
    const config = configOf(asked);
    const branch = asked.standing?.defaultBranchRef;
    if (!branch) throw new Error(`${repository.owner}/${repository.name} has no commits yet`);
    const runs = await readRuns(ledger);
    const rules = rulesInForce([config, { text: ledger.config, oid: ledger.desk.config }]);
    const owners = new Map([...ledger.tasks.values()].map((task) => [task.branch, task]));
    const observation: Observation = {
      repository: {
        ...repository,
        id: asked.repositoryId,
        defaultBranch: branch.name,
        head: branch.target.oid,
        runsAgents: branch.target.workflow?.type === "blob",
      },
      self: asked.self,
      config,
      configReported: await readConfigReported(asked, config),
      ledger: files && asked.standing?.ledger ? { head: asked.standing.ledger.target.oid, files } : null,
      issues: asked.issues,
      pulls: await inTurn([...asked.pulls.values()], (pull) => withChange(pull, asked, owners, rules)),
      groups: await inTurn(groupsOf(asked), (group) => withGroupChange(group, asked, owners, rules)),
      branches: asked.branches,
      runs: runs.byId,
      dispatched: runs.byAttempt,
      reports: machine?.reports() ?? new Map(),
      load: machine?.load() ?? null,
      permissions: await readPermissions(actorsOfIntent(asked.issues.values(), ledger, asked.self)),
      readLag,
      labels: labelsOf(asked),
    };
    const mentioned = mentionedIssues(asked.issues.values(), ledger);
    guess = { ...interestOf(ledger, mentioned), ledgerBranch: asked.ledgerBranch, since: ledger.desk.since };
    return observation;
  };

  /** Asked only about a config that cannot be used: then its check is due, once for each commit. Another App's is not ours. */
  async function readConfigReported(
    { self, standing }: Asked,
    config: Observation["config"],
  ): Promise<boolean | null> {
    const ref = standing?.defaultBranchRef?.target.oid;
    if (!config || ref === undefined || parseConfig(config.text).ok) return null;
    const { owner, name: repo } = repository;
    const named = { check_name: checkNames.config, per_page: 100 };
    const { data } = await client.octokit.rest.checks.listForRef({ owner, repo, ref, ...named });
    return CheckRuns.parse(data).check_runs.some(({ app }) => app?.slug === appSlug(self));
  }

  /** What it changes is read only where a verdict is due: on an open pull request in review of which not every earlier success stands. */
  async function withChange(
    pull: Pull,
    { self }: Asked,
    owners: ReadonlyMap<string, Task>,
    rules: RulesInForce | null,
  ): Promise<Pull> {
    const task = owners.get(pull.branch);
    if (!task || !rules || pull.state !== "open" || !isJudged(task)) return pull;
    const published = task.head;
    const asExpected = published === null || pull.head === published || pull.head === task.attempt?.base;
    return {
      ...pull,
      ...(await readDue(pull, task, rules, self)),
      containsPublished: asExpected ? null : await containsCommit(published, pull.head),
    };
  }

  /** What a merge group adds is judged like a pull request: nothing of it is read while its verdicts stand. */
  async function withGroupChange(
    group: MergeGroup,
    { self, pulls }: Asked,
    owners: ReadonlyMap<string, Task>,
    rules: RulesInForce | null,
  ): Promise<MergeGroup> {
    const pull = pulls.get(group.pull);
    const task = pull && owners.get(pull.branch);
    if (!pull || !task || !rules || !isJudged(task)) return group;
    const theirs = taskInGroup(task, pull, group);
    return { ...group, ...(await readDue(inGroup(pull, group), theirs, rules, self)) };
  }

  /** What the gates look at whose earlier success does not stand. */
  async function readDue(
    pull: Pull,
    task: Task,
    { config, oid }: RulesInForce,
    self: Actor,
  ): Promise<Partial<Pick<Pull, "change" | "commits" | "metrics">>> {
    const { gates } = config;
    const vouched = standingReviews(pull).approvers.length > 0;
    const judging = { pull, task, config: oid, vouched, reports: metricSources(gates, pull.checks) };
    const isDue = (gate: GateName) => !verdictStands(pull.checks, self, gate, verdictKey(gate, judging));
    const due = gatesInForce(config).filter(isDue);
    const byChange = due.some((gate) => gate !== "metrics");
    return {
      ...(byChange ? await readChange(pull, gates.size.files) : {}),
      ...(due.includes("metrics") ? { metrics: await readMetrics(pull, gates) } : {}),
    };
  }

  /** One listing when some attempt is old enough to ask about; `byAttempt` is null when none was made. */
  async function readRuns(
    ledger: Ledger,
  ): Promise<{ byId: ReadonlyMap<number, ObservedRun>; byAttempt: ListedRuns["byAttempt"] | null }> {
    const due = [...ledger.tasks.values()].flatMap(({ attempt, end, outbox }) => {
      if (!attempt || attempt.end || end) return [];
      const sent = attempt.claim?.at ?? outbox.find((entry) => entry.kind === "dispatch")?.at ?? attempt.at;
      return now().getTime() - new Date(sent).getTime() > RUN_PATIENCE ? [attempt] : [];
    });
    if (due.length === 0) return { byId: new Map(), byAttempt: null };
    const listed = await listRuns(client, repository);
    const byId = new Map(listed.byId);
    for (const { claim } of due) {
      if (claim && !byId.has(claim.run)) byId.set(claim.run, await readRun(client, repository, claim.run));
    }
    return { byId, byAttempt: listed.byAttempt };
  }

  async function readPermissions(actors: readonly Actor[]): Promise<ReadonlyMap<string, Permission | null>> {
    const entries = await inTurn(
      actors,
      async (actor) => [actor.login, await readPermission(client, repository, actor)] as const,
    );
    return new Map(entries);
  }
}

/** The states in which a task's pull request is judged. */
function isJudged({ state }: Task): boolean {
  return state === "review" || state === "ready";
}

const CheckRuns = z.object({
  check_runs: z.array(z.object({ app: z.object({ slug: z.string() }).nullable() })),
});

/** One request after the other, as GitHub asks: hundreds at once would be refused, and the first failure ends the look. */
async function inTurn<T, R>(items: readonly T[], read: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await read(item));
  return results;
}
