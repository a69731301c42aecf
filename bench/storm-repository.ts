/** A repository on paper with tasks in review: pushes and checks come in, passes are decided for real, and their requests are counted. */
import type { Effect } from "../src/domain/effect.ts";
import { isBatched } from "../src/github/batch.ts";
import { ledgerChanges } from "../src/ledger/ledger.ts";
import type { Decision } from "../src/reconcile/decide.ts";
import { checkOf, sha } from "../test/support/observation.ts";
import { paperGitHub } from "../test/support/paper-github.ts";
import type { Delivery } from "./storm-deliveries.ts";

const TASKS = 5;

/** How many of a push's checks a pull request must have; the others are there, and nobody asks for them. */
const REQUIRED = 8;

const config = `version: 1
agents:
  a: { allow: ["src/**"], runner: scripted, capacity: ${TASKS} }
gates: { checks: { ${Array.from({ length: REQUIRED }, (_, check) => `c${check}: ci/${check}`).join(", ")} } }
merge: { approvals: 0 }
`;

export interface StormRepository {
  /** The fact that a delivery tells becomes true. */
  happen(delivery: Delivery): void;
  /** One pass; answers with how many requests it takes. */
  pass(): number;
  /** What people see at the end, without the ids and times that depend on who looked when. */
  shown(): unknown;
}

export function stormRepository(): StormRepository {
  const github = paperGitHub(config);
  for (let task = 1; task <= TASKS; task += 1) {
    github.open(task, `Scope: \`src/${task}/**\``, "agent:a");
    github.settle();
    github.claim(task);
    github.end(task, { kind: "published", paths: [`src/${task}/a.ts`] });
    github.settle();
  }
  const diffed = new Set(github.pulls().map(({ head }) => head));
  let pushed = 0;
  /** By push: the pull request and its head then. */
  const heads = new Map<number, { readonly pull: number; readonly head: string }>();

  return { happen, pass, shown };

  function happen({ push, fact }: Delivery): void {
    if (fact?.kind === "pushed") {
      const pull = github.pulls()[push % TASKS];
      if (!pull) throw new Error("a task has no pull request");
      pushed += 1;
      const head = sha(1_000_000 + pushed);
      heads.set(push, { pull: pull.number, head });
      github.setBranch(pull.branch, head);
      github.showChanges(head, [
        { path: `src/${(push % TASKS) + 1}/a.ts`, before: "100644", after: "100644" },
      ]);
      github.changePull(pull.number, () => ({ head, checks: [], containsPublished: true }));
    }
    const at = heads.get(push);
    if (fact?.kind !== "passed" || !at) return;
    const check = checkOf(`ci/${fact.check}`);
    // A check of a commit that is not the head any more shows nowhere.
    github.changePull(at.pull, ({ head, checks }) =>
      head === at.head ? { checks: [...checks, check] } : {},
    );
  }

  function pass(): number {
    const unread = github
      .observe()
      .pulls.filter(({ head, change }) => change !== "unread" && !diffed.has(head))
      .map(({ head }) => head);
    const base = diffed.size === 0 && unread.length > 0 ? BASE : 0;
    for (const head of unread) diffed.add(head);
    const before = github.ledger();
    const decision = github.pass();
    const changes = ledgerChanges(before, decision.ledger);
    const recorded = changes.additions.length + changes.deletions.length > 0;
    return requestsOfPass(decision, recorded) + unread.length * HEAD + base;
  }

  function shown(): unknown {
    return {
      tasks: [...github.ledger().tasks.values()].map(({ number, state, attempt }) => [
        number,
        state,
        attempt?.n,
      ]),
      pulls: github.pulls().map(({ number, state, head, checks }) => ({
        number,
        state,
        head,
        checks: checks
          .map(({ name, app, conclusion, title }) => `${app} ${name} ${conclusion} ${title}`)
          .toSorted(),
      })),
      issues: Array.from({ length: TASKS }, (_, index) => {
        const { labels, comments, state } = github.issue(index + 1);
        return { state, labels: labels.toSorted(), comments: comments.map(({ body }) => body) };
      }),
    };
  }
}

/** Reads for a head that a person pushed: the merge base, its tree, and whether it contains what was published. */
const HEAD = 3;
/** The tree that the heads start from; main does not move during the storm. */
const BASE = 1;

/** A query; a commit of the ledger if it changes; each creation by itself; updates by twenties. */
export function requestsOfPass({ effects }: Pick<Decision, "effects">, recorded: boolean): number {
  const parts = effects.filter(isBatched).reduce((sum, effect) => sum + partsOf(effect), 0);
  const creations = effects.filter((effect) => !isBatched(effect)).length;
  return 1 + (recorded ? 1 : 0) + creations + Math.ceil(parts / 20);
}

function partsOf(effect: Effect): number {
  return effect.kind === "labels" ? Math.min(1, effect.add.length) + Math.min(1, effect.remove.length) : 1;
}
