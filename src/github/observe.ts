/**
 * One look at a repository. What the last look knew to be tracked is asked for at once, so that an idle pass is one request;
 * what turns out to be missing is asked for after it. Any failure discards the whole observation.
 */
import { z } from "zod";
import { gatesInForce } from "../config/gates-in-force.ts";
import { metricSources } from "../config/metric-check.ts";
import { parseConfig } from "../config/parse.ts";
import { type RulesInForce, rulesInForce } from "../config/rules.ts";
import { setAside } from "../config/set-aside.ts";
import type { Actor, Permission } from "../domain/actor.ts";
import { standingReviews } from "../domain/approvals.ts";
import { inGroup, type MergeGroup, taskInGroup } from "../domain/merge-group.ts";
import type { Observation, ObservedRun } from "../domain/observation.ts";
import { appSlug, verdictStands } from "../domain/own-check.ts";
import type { Pull } from "../domain/pull.ts";
import type { RepositoryAddress } from "../domain/repository.ts";
import { checkNames, type GateName, isBeside } from "../domain/verdict.ts";
import { verdictKey } from "../domain/verdict-key.ts";
import { pullsBeside } from "../ledger/beside.ts";
import { emptyLedger, type Ledger, parseLedger } from "../ledger/ledger.ts";
import type { Task } from "../ledger/task.ts";
import { type Asked, askAll, type Guess } from "./ask.ts";
import { changesReader, containsReader } from "./changes.ts";
import type { Client } from "./client.ts";
import { type AskForecast, forecastReader, rememberedForecast } from "./forecasts.ts";
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
  /** The repository lies on one person's own machine. */
  readonly alone?: boolean | undefined;
  /** Seconds after which this GitHub's reads surely show what was written; those of github.com unless told. */
  readonly readLag?: number | undefined;
  /** Tries merges; without it every one is unknown, and whatever may collide waits. */
  readonly forecast?: AskForecast | undefined;
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
  alone = false,
  readLag = GITHUB_READ_LAG,
  forecast = async () => null,
}: ObserveOptions): Observe {
  const readChange = changesReader(client, repository);
  const containsCommit = containsReader(client, repository);
  const readMetrics = metricsReader(client, repository);
  const readForecasts = forecastReader(forecast);
  const mergeOf = rememberedForecast(forecast);
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
    const seen = { self: asked.self, ledger, rules, tip: branch.target.oid };
    const { pulls, forecasts } = await readPulls([...asked.pulls.values()], seen);
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
      pulls,
      forecasts,
      groups: await inTurn(groupsOf(asked), (group) => withGroupChange(group, pulls, seen)),
      branches: asked.branches,
      runs: runs.byId,
      dispatched: runs.byAttempt,
      reports: machine?.reports() ?? new Map(),
      load: machine?.load() ?? null,
      alone,
      permissions: await readPermissions(actorsOfIntent({ ...asked, ledger })),
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

  /**
   * What a pull request changes is read only where a verdict is due: in review, and not every earlier success stands. What it is
   * compared with is read with it: the changes of all others that are open, and the merges that may collide.
   */
  async function readPulls(
    listed: readonly Pull[],
    seen: Seen,
  ): Promise<Pick<Observation, "pulls" | "forecasts">> {
    const { ledger, rules, tip } = seen;
    if (!rules) return { pulls: listed, forecasts: new Map() };
    const { canonical, gates } = rules.config;
    const { open } = pullsBeside(ledger.tasks, listed);
    const due = new Map<number, readonly GateName[]>();
    const contained = new Map<number, boolean | null>();
    for (const { task, pull } of open) {
      if (!isJudged(task)) continue;
      due.set(pull.number, dueGates(pull, task, listed, seen));
      const { head } = task;
      const asExpected = head === null || pull.head === head || pull.head === task.attempt?.base;
      contained.set(pull.number, asExpected ? null : await containsCommit(head, pull.head));
    }
    const having = (wanted: (gate: GateName) => boolean) =>
      new Set([...due].filter(([, all]) => all.some(wanted)).map(([number]) => number));
    const compared = having(isBeside);
    const read =
      compared.size > 0 ? new Set(open.map(({ pull }) => pull.number)) : having((gate) => gate !== "metrics");
    const measured = having((gate) => gate === "metrics");
    const pulls = await inTurn(listed, async (pull) => ({
      ...pull,
      ...(read.has(pull.number) ? await readChange(pull, gates.size.files, canonical) : {}),
      ...(measured.has(pull.number) ? { metrics: await readMetrics(pull, gates) } : {}),
      containsPublished: contained.get(pull.number) ?? null,
    }));
    const besides = pulls.filter(({ number }) => read.has(number));
    const forecasts = await readForecasts(
      besides.filter(({ number }) => compared.has(number)),
      besides,
      tip,
    );
    return { pulls, forecasts };
  }

  /**
   * What a merge group adds is judged like a pull request: nothing of it is read while its verdicts stand, or when it is not the merge
   * that its name says it is.
   */
  async function withGroupChange(group: MergeGroup, pulls: readonly Pull[], seen: Seen): Promise<MergeGroup> {
    const { ledger, rules } = seen;
    const found = pullsBeside(ledger.tasks, pulls).open.find(({ pull }) => pull.number === group.pull);
    if (!found || !rules || !isJudged(found.task)) return group;
    const merge = await mergeOf(group.onto, found.pull.head);
    const asMerged = merge && merge.kind === "clean" && merge.tree === group.tree;
    if (asMerged !== true) return { ...group, asMerged };
    const [theirs, merged] = [taskInGroup(found.task, found.pull, group), inGroup(found.pull, group)];
    const due = dueGates(merged, theirs, pulls, seen);
    const { canonical, gates } = rules.config;
    return {
      ...group,
      asMerged,
      ...(due.some((gate) => gate !== "metrics")
        ? await readChange(merged, gates.size.files, canonical)
        : {}),
      ...(due.includes("metrics") ? { metrics: await readMetrics(merged, gates) } : {}),
    };
  }

  /** The gates whose earlier success does not stand. */
  function dueGates(
    pull: Pull,
    task: Task,
    pulls: readonly Pull[],
    { self, ledger, rules, tip }: Seen,
  ): readonly GateName[] {
    if (!rules) return [];
    const judging = {
      pull,
      task,
      config: rules.oid,
      vouched: standingReviews(pull, setAside(rules.config, task.requester, alone)).approvers.length > 0,
      reports: metricSources(rules.config.gates, pull.checks),
      beside: pullsBeside(ledger.tasks, pulls).facts,
      tip,
    };
    return gatesInForce(rules.config).filter(
      (gate) => !verdictStands(pull.checks, self, gate, verdictKey(gate, judging)),
    );
  }

  /** One listing when some attempt is old enough to ask about; `byAttempt` is null when none was made. */
  async function readRuns(
    ledger: Ledger,
  ): Promise<{ byId: ReadonlyMap<number, ObservedRun>; byAttempt: ListedRuns["byAttempt"] | null }> {
    const cancelled = [...ledger.tasks.values()].flatMap(({ outbox }) =>
      outbox.flatMap((entry) => (entry.kind === "cancel" ? [entry.run] : [])),
    );
    const due = [...ledger.tasks.values()].flatMap(({ attempt, end, outbox, stopped }) => {
      if (!attempt || attempt.end || end) return [];
      if (stopped) return [attempt];
      const sent = attempt.claim?.at ?? outbox.find((entry) => entry.kind === "dispatch")?.at ?? attempt.at;
      return now().getTime() - new Date(sent).getTime() > RUN_PATIENCE ? [attempt] : [];
    });
    if (due.length === 0 && cancelled.length === 0) return { byId: new Map(), byAttempt: null };
    const listed = await listRuns(client, repository);
    const byId = new Map(listed.byId);
    for (const run of [...cancelled, ...due.flatMap(({ claim }) => (claim ? [claim.run] : []))])
      if (!byId.has(run)) byId.set(run, await readRun(client, repository, run));
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

interface Seen {
  readonly self: Actor;
  readonly ledger: Ledger;
  readonly rules: RulesInForce | null;
  readonly tip: string;
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
