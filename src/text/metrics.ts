/** How the work went: each number with what it counts, for the terminal, and the same as data. */
import type { Metrics } from "../domain/metrics.ts";
import { plain } from "./markdown.ts";

/** What `--json` prints: shares from 0 to 1, times in seconds, null where there is nothing to divide by. */
export function metricsReport(metrics: Metrics) {
  const { span, tasks, throughput, firstPass, rework, caught, blockers, interventions, estimates, work } =
    metrics;
  const { clean, ...deeds } = interventions;
  const touches = deeds.answers + deeds.holds + deeds.overrides + deeds.escalations;
  const { parallel, utilisation } = loadOf(metrics);
  return {
    since: span?.from.toISOString() ?? null,
    until: span?.to.toISOString() ?? null,
    tasks,
    throughput: { tasksPerHour: throughput },
    firstPass: { ...firstPass, rate: share(firstPass.passed, firstPass.judged) },
    rework: { ...rework, rate: share(rework.reworks, rework.attempts) },
    caught,
    blockers: {
      raised: blockers.raised,
      answered: blockers.answered,
      open: blockers.open,
      medianSeconds: seconds(blockers.median),
      longestSeconds: seconds(blockers.longest),
    },
    interventions: { ...deeds, perTask: share(touches, tasks.merged) },
    estimates: {
      tasks: estimates.tasks,
      expectedSeconds: seconds(estimates.expected),
      takenSeconds: seconds(estimates.taken),
      ratio: share(estimates.taken, estimates.expected),
    },
    clean: { tasks: clean, rate: share(clean, tasks.merged) },
    utilisation: {
      busySeconds: seconds(work.busy),
      parallel,
      most: work.most,
      places: work.places,
      rate: utilisation,
    },
    unreadable: metrics.unreadable,
  };
}

export function metricsText(metrics: Metrics, branch: string): string {
  const { span, tasks, unreadable } = metrics;
  const happened = Object.values(tasks).some((many) => many > 0) || metrics.rework.attempts > 0;
  if (span === null || !happened)
    return `Nothing is recorded of any task on ${branch} for that time. Label an issue \`agent:<id>\` to start one.`;
  const { length } = loadOf(metrics);
  const head = `${stamp(span.from)} to ${stamp(span.to)} (${duration(length)}), counted from the history of ${branch}`;
  const body = rows(metrics).flatMap(([name, value, meaning]) => [
    `${name.padEnd(17)} ${value}`,
    ...(meaning === "" ? [] : [`${" ".repeat(18)}${meaning}`]),
  ]);
  const problems = unreadable.map(
    (path) => `! ${plain(path)} cannot be read in some commit; what it tells is missing here`,
  );
  const counts = `${count(tasks.accepted, "task")} accepted, ${tasks.merged} merged, ${tasks.dropped} dropped; ${tasks.open} open now`;
  return [head, counts, "", ...body, ...problems].join("\n");
}

type Row = readonly [name: string, value: string, meaning: string];

function rows(metrics: Metrics): readonly Row[] {
  const { tasks, throughput, firstPass, rework, caught, blockers, interventions, estimates, work } = metrics;
  const { answers, holds, overrides, escalations, clean } = interventions;
  const touches = answers + holds + overrides + escalations;
  const refused = caught.outside + caught.unfit + caught.empty;
  const rules = caught.rules.map(({ rule, places }) => `${plain(rule)} ${places}`).join(", ");
  const { parallel, utilisation } = loadOf(metrics);
  return [
    ["Throughput", throughput === null ? "–" : `${number(throughput)} tasks an hour`, "merged tasks / time"],
    [
      "First pass",
      percent(firstPass.passed, firstPass.judged),
      `${firstPass.passed} of ${count(firstPass.judged, "task")} whose work was judged passed every gate without being sent back`,
    ],
    [
      "Rework",
      percent(rework.reworks, rework.attempts),
      `${rework.reworks} of ${count(rework.attempts, "attempt")} had to put right what an earlier one did`,
    ],
    [
      "Caught",
      `${count(refused, "patch", "patches")} refused, ${count(caught.sentBack, "pull request")} sent back`,
      `left their reach: ${caught.outside}, broke another rule: ${caught.unfit}, held nothing: ${caught.empty}${rules === "" ? "" : `; places by rule: ${rules}`}`,
    ],
    [
      "Blockers",
      blockers.median === null || blockers.longest === null
        ? "none answered"
        : `${duration(blockers.median)} to an answer, ${duration(blockers.longest)} at most`,
      `median and longest of ${blockers.answered} answered; ${blockers.raised} raised, ${blockers.open} open now`,
    ],
    [
      "Interventions",
      tasks.merged === 0 ? "–" : `${number(touches / tasks.merged)} a merged task`,
      `answers ${answers}, holds ${holds}, overrides ${overrides}, escalations sent on ${escalations}; not assigning, approving, merging`,
    ],
    [
      "Clean completion",
      percent(clean, tasks.merged),
      `${clean} of ${count(tasks.merged, "merged task")} needed none of these`,
    ],
    [
      "Estimates",
      estimates.tasks === 0
        ? "–"
        : `${duration(estimates.expected)} expected, ${duration(estimates.taken)} taken`,
      `${count(estimates.tasks, "merged task")} with an \`/estimate\`, from the first attempt to the merge`,
    ],
    [
      "Utilisation",
      utilisation === null ? "–" : `${Math.round(utilisation * 100)} %`,
      `${parallel === null ? "–" : number(parallel)} runs at work on average, ${work.most} at most${work.places === null ? "; the ledger keeps no config that says how many may be" : `, of ${count(work.places, "place")}`}`,
    ],
    ["Cost", "not shown", "the ledger does not record what a run costs"],
  ];
}

/** Length of the span in milliseconds, runs at work on average, and their share of the places. */
function loadOf({ span, work }: Metrics) {
  const length = span === null ? 0 : span.to.getTime() - span.from.getTime();
  const parallel = share(work.busy, length);
  const utilisation = work.places === null ? null : share(work.busy, length * work.places);
  return { length, parallel, utilisation };
}

function share(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}

function percent(part: number, whole: number): string {
  const rate = share(part, whole);
  return rate === null ? "–" : `${Math.round(rate * 100)} %`;
}

function number(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(2);
}

function seconds(milliseconds: number | null): number | null {
  return milliseconds === null ? null : milliseconds / 1_000;
}

/** In the two largest units: `2 d 3 h`, `1 h 20 min`, `45 s`. */
function duration(milliseconds: number): string {
  const whole = Math.round(milliseconds / 1_000);
  const [days, hours] = [Math.floor(whole / 86_400), Math.floor(whole / 3_600) % 24];
  const [minutes, rest] = [Math.floor(whole / 60) % 60, whole % 60];
  if (days > 0) return `${days} d ${hours} h`;
  if (hours > 0) return `${hours} h ${minutes} min`;
  return minutes > 0 ? `${minutes} min` : `${rest} s`;
}

function stamp(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

function count(many: number, noun: string, plural = `${noun}s`): string {
  return `${many} ${many === 1 ? noun : plural}`;
}
