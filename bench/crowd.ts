/** A made-up repository with many tasks in all states, as one look at it would tell: for measuring `decide` alone. */
import { formatMarker } from "../src/domain/marker.ts";
import { checkNames } from "../src/domain/verdict.ts";
import { branchOf } from "../src/ledger/accept.ts";
import type { Attempt, Task } from "../src/ledger/task.ts";
import { readSnapshot, type Snapshot } from "../src/reconcile/snapshot.ts";
import { adds, changeOf } from "../test/gates/change.ts";
import { blockerOf } from "../test/support/blocker.ts";
import {
  at,
  checkOf,
  commentOf,
  issueOf,
  noor,
  observationOf,
  pullOf,
  reviewOf,
  self,
  sha,
  taskOf,
} from "../test/support/observation.ts";

/** When the crowd is looked at. */
export const crowdTime = at(3_600);

const AGENTS = 20;

/**
 * Ten tasks share a folder; of `size` tasks (a multiple of ten) one in ten each is at work or blocked, in review, ready, and
 * waiting for a retry; six in ten are queued: behind a lease, behind each other, behind a dependency, held, or free.
 */
export function crowdOf(size: number): Snapshot {
  const tasks = Array.from({ length: size }, (_, index) => taskAt(index));
  const published = tasks.filter(({ head }) => head !== null);
  return readSnapshot(
    observationOf({
      config: configFor(size),
      tasks,
      issues: tasks.map((task) =>
        issueOf(task.number, {
          title: task.title,
          body: bodyOf(task),
          labels: [`agent:${task.agent}`, `status:${task.state}`],
          comments: [cardOf(task)],
        }),
      ),
      pulls: published.map((task) => pullFor(task)),
      branches: new Map(published.map(({ branch, head }) => [branch, head])),
      runs: new Map(tasks.map(({ number }) => [number, { id: number, state: "active" }])),
    }),
  );
}

/** Room for everybody: what waits, waits for paths and people, and so has to be compared with the others. */
function configFor(size: number): string {
  const agents = Array.from(
    { length: AGENTS },
    (_, team) => `  a${team}: { allow: ["teams/t${team}/**"], runner: scripted, capacity: 100 }`,
  );
  return `agents:\n${agents.join("\n")}\nlimits: { agents: ${Math.min(1_000, size)} }\n`;
}

function taskAt(index: number): Task {
  const block = Math.floor(index / 10);
  const first = block * 10 + 1;
  const team = block % AGENTS;
  const [number, agent, title] = [index + 1, `a${team}`, `Issue ${index + 1}`];
  const folder = `teams/t${team}/s${block}`;
  const queued = (scope: string, over: Partial<Task> = {}) =>
    make({ scope: [`${folder}/${scope}`], ...over });
  const make = (over: Partial<Task>) =>
    taskOf(number, { agent, card: `C_${number}`, branch: branchOf({ number, title, agent }), ...over });
  const held = { by: "mira", reason: null, at: at(0).toISOString() };
  switch (index % 10) {
    case 0:
      return block % 2 === 0
        ? queued("api/**", { state: "working", attempt: attempt(index + 1, null), next: null })
        : queued("api/**", {
            state: "blocked",
            attempt: attempt(index + 1, "blocked"),
            next: null,
            blockers: [blocker],
          });
    case 1:
      return queued("db/**", publishedBy(index, "review"));
    case 2:
      return queued("web/**", publishedBy(index, "ready"));
    case 3: {
      const next = { cause: "retry", notBefore: at(7_200).toISOString() } as const;
      return queued("cli/**", { state: "failed", attempt: attempt(index + 1, "failed"), retries: 1, next });
    }
    case 4:
      return queued("api/v1/**");
    case 5:
      return queued("api/*/routes.js");
    case 6:
      return queued("web/*.css");
    case 7:
      return queued("docs/**", { dependsOn: [first] });
    case 8:
      return queued("new/**", block % 5 === 0 ? {} : { hold: held });
    default:
      return queued("docs/api/**", { dependsOn: [first + 7] });
  }
}

function attempt(run: number, end: "blocked" | "failed" | "complete" | null): Attempt {
  return {
    n: 1,
    cause: "first",
    at: at(0).toISOString(),
    base: sha(1),
    claim: { run, at: at(1).toISOString() },
    end: end && { kind: end, summary: "Did what it could", at: at(60).toISOString(), outside: [] },
  };
}

const blocker = blockerOf("b1", "Which of the two?", {
  options: ["this", "that"],
  at: at(60).toISOString(),
});

function publishedBy(index: number, state: "review" | "ready"): Partial<Task> {
  const number = index + 1;
  return {
    state,
    attempt: attempt(number, "complete"),
    next: null,
    head: sha(number),
    pull: 1_000_000 + number,
  };
}

function pullFor(task: Task) {
  const head = task.head ?? sha(1);
  const path = task.scope[0]?.replace("**", "a.js") ?? "a.js";
  const reviews = task.state === "ready" ? [reviewOf(noor, "approved", { commit: head })] : [];
  return pullOf(task.pull ?? 0, task.branch, {
    head,
    reviews,
    checks: [checkOf("ci/test"), checkOf(checkNames.ready, { app: "signalbox" })],
    change: changeOf(adds(path)),
  });
}

function bodyOf({ scope, dependsOn }: Task): string {
  const after = dependsOn.map((number) => `Depends on #${number}\n`);
  return [`Scope: \`${scope.join("`, `")}\`\n`, ...after].join("\n");
}

function cardOf({ number }: Task) {
  const body = `An older card\n\n${formatMarker({ kind: "card", task: number })}`;
  return commentOf(number, body, { id: `C_${number}`, author: self });
}
