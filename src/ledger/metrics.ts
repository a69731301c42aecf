/** Counts how the work went (R45) from the lives of tasks. Each number is of one span: what happened before or after it is not in it. */
import type { Metrics } from "../domain/metrics.ts";
import type { AttemptVersion, TaskLife } from "./task-lives.ts";

export interface MetricsInput {
  readonly lives: readonly TaskLife[];
  readonly span: Metrics["span"];
  readonly places: number | null;
  readonly unreadable: readonly string[];
}

const HOUR = 3_600_000;

/**
 * From the first thing that is recorded to the last, so that the same history always gives the same numbers. GitHub's clock tells
 * the time of a commit, in whole seconds, and Signalbox's own what is in it: neither must leave out what the other saw.
 */
export function wholeSpan(commits: Metrics["span"], lives: readonly TaskLife[]): Metrics["span"] {
  if (commits === null) return null;
  const seen = lives.flatMap(({ attempts, blockers, last }) => [
    last.queuedAt,
    last.end?.at,
    ...[...attempts.values()].flatMap(({ at, end }) => [at, end?.at]),
    ...[...blockers.values()].flatMap(({ at, answer }) => [at, answer?.at]),
  ]);
  const times = seen.flatMap((at) => (at === undefined ? [] : [new Date(at).getTime()]));
  const [from, to] = [commits.from.getTime(), commits.to.getTime()];
  const first = times.reduce((least, time) => Math.min(least, time), from);
  const last = times.reduce((most, time) => Math.max(most, time), to);
  return { from: new Date(first), to: new Date(last) };
}

export function metricsOf({ lives, span, places, unreadable }: MetricsInput): Metrics {
  const from = span?.from.getTime() ?? 0;
  const to = span?.to.getTime() ?? 0;
  const inSpan = (at: Date | string) => {
    const time = new Date(at).getTime();
    return span !== null && from <= time && time <= to;
  };
  const ended = (kind: string) => lives.filter(({ last }) => last.end?.kind === kind && inSpan(last.end.at));
  const merged = ended("merged");
  const attempts = lives.flatMap((life) => [...life.attempts.values()]);
  const started = attempts.filter(({ at }) => inSpan(at));
  const judged = lives.flatMap((life) => (life.judged && inSpan(life.judged.at) ? [life.judged] : []));
  return {
    span,
    tasks: {
      accepted: lives.filter(({ last }) => inSpan(last.queuedAt)).length,
      merged: merged.length,
      dropped: ended("dropped").length,
      open: lives.filter(({ last }) => last.end === null).length,
    },
    throughput: to > from ? merged.length / ((to - from) / HOUR) : null,
    firstPass: { judged: judged.length, passed: judged.filter(({ passed }) => passed).length },
    rework: {
      attempts: started.length,
      reworks: started.filter(({ cause }) => cause === "rework").length,
    },
    caught: {
      ...refusedOf(attempts.filter(({ end }) => end !== null && inSpan(end.at))),
      sentBack: lives.flatMap(({ sentBack }) => sentBack.filter(inSpan)).length,
    },
    blockers: blockersOf(lives, inSpan),
    interventions: interventionsOf(merged),
    estimates: estimatesOf(merged),
    work: { ...workOf(lives, from, to), places },
    unreadable,
  };
}

function refusedOf(attempts: readonly AttemptVersion[]): Omit<Metrics["caught"], "sentBack"> {
  const kinds = attempts.map(({ end }) => end?.kind);
  const count = (kind: string) => kinds.filter((each) => each === kind).length;
  const places = new Map<string, number>();
  for (const { end } of attempts)
    for (const { rule } of end?.outside ?? []) places.set(rule, (places.get(rule) ?? 0) + 1);
  const rules = [...places].map(([rule, found]) => ({ rule, places: found }));
  return {
    outside: count("outside"),
    unfit: count("unfit"),
    empty: count("empty"),
    rules: rules.toSorted((a, b) => b.places - a.places || (a.rule < b.rule ? -1 : 1)),
  };
}

function blockersOf(lives: readonly TaskLife[], inSpan: (at: string) => boolean): Metrics["blockers"] {
  const all = lives.flatMap((life) => [...life.blockers.values()]);
  const times = all
    .flatMap(({ at, answer }) => (answer && inSpan(answer.at) ? [between(at, answer.at)] : []))
    .toSorted((a, b) => a - b);
  const open = lives
    .filter(({ last }) => last.end === null)
    .flatMap(({ last }) => last.blockers.filter(({ answer }) => answer === null));
  return {
    raised: all.filter(({ at }) => inSpan(at)).length,
    answered: times.length,
    open: open.length,
    median: median(times),
    longest: times.at(-1) ?? null,
  };
}

function interventionsOf(merged: readonly TaskLife[]): Metrics["interventions"] {
  const each = merged.map(({ blockers, holds, overrides, escalations }) => {
    const answers = [...blockers.values()].filter(({ answer }) => answer !== null).length;
    return { answers, holds, overrides, escalations };
  });
  const sum = (key: "answers" | "holds" | "overrides" | "escalations") =>
    each.reduce((total, counts) => total + counts[key], 0);
  return {
    answers: sum("answers"),
    holds: sum("holds"),
    overrides: sum("overrides"),
    escalations: sum("escalations"),
    clean: each.filter((counts) => Object.values(counts).every((count) => count === 0)).length,
  };
}

/** What was expected of the merged tasks that have an estimate, and what they took from their first attempt to the merge. */
function estimatesOf(merged: readonly TaskLife[]): Metrics["estimates"] {
  const each = merged.flatMap(({ attempts, last }) => {
    const [first] = [...attempts.values()].toSorted((a, b) => a.n - b.n);
    if (last.estimate === null || !first || !last.end) return [];
    return [{ expected: last.estimate.milliseconds, taken: between(first.at, last.end.at) }];
  });
  const sum = (key: "expected" | "taken") => each.reduce((total, of) => total + of[key], 0);
  return { tasks: each.length, expected: sum("expected"), taken: sum("taken") };
}

/** An attempt takes its place from its start until it ends, with its task at the latest. */
function workOf(
  lives: readonly TaskLife[],
  from: number,
  to: number,
): Pick<Metrics["work"], "busy" | "most"> {
  const runs = lives.flatMap(({ attempts, last }) =>
    [...attempts.values()].map(({ at, end }) => {
      const over = end?.at ?? last.end?.at;
      const until = over === undefined ? to : Math.min(to, new Date(over).getTime());
      return { start: Math.max(from, new Date(at).getTime()), end: until };
    }),
  );
  const at = runs.filter(({ start, end }) => end > start);
  // One that ends in the moment in which another starts makes room for it.
  const turns = at
    .flatMap(({ start, end }) => [
      { time: start, by: 1 },
      { time: end, by: -1 },
    ])
    .toSorted((a, b) => a.time - b.time || a.by - b.by);
  let [now, most] = [0, 0];
  for (const { by } of turns) {
    now += by;
    most = Math.max(most, now);
  }
  return { busy: at.reduce((total, { start, end }) => total + end - start, 0), most };
}

function between(from: string, to: string): number {
  return Math.max(0, new Date(to).getTime() - new Date(from).getTime());
}

/** Of an even number, the mean of the two in the middle. */
function median(sorted: readonly number[]): number | null {
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2;
}
