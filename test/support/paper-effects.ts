/** What an effect does to a GitHub on paper: as GitHub would, and nothing where GitHub would refuse. */
import type { Actor } from "../../src/domain/actor.ts";
import type { Effect } from "../../src/domain/effect.ts";
import type { Comment, Issue } from "../../src/domain/issue.ts";
import type { ObservedRun } from "../../src/domain/observation.ts";
import type { Check, Pull } from "../../src/domain/pull.ts";
import { noon, pullOf, self } from "./observation.ts";

/** One attempt as a run sees it. */
export interface PaperRun extends ObservedRun {
  readonly task: number;
  readonly attempt: number;
}

export interface PaperWorld {
  readonly branches: Map<string, string>;
  readonly pulls: Map<number, Pull>;
  readonly runs: Map<number, PaperRun>;
  readonly labels: Map<string, string>;
  nextId(): number;
  changeIssue(number: number, change: (issue: Issue, when: Date) => Partial<Issue>): void;
  changePull(number: number, change: (pull: Pull) => Partial<Pull>): void;
  setLabel(number: number, name: string, by: Actor | null, added: boolean): void;
  /** Of an issue or of a pull request. */
  changeComments(number: number, change: (comments: readonly Comment[]) => readonly Comment[]): void;
  say(number: number, body: string, author: Actor): number;
  /** Ours. */
  openIssue(title: string, body: string): void;
  reportConfig(): void;
}

export function carryOut(world: PaperWorld, effect: Effect): void {
  const { branches, pulls, runs, labels, nextId, changeIssue, changePull, changeComments, setLabel, say } =
    world;
  switch (effect.kind) {
    case "branch":
      if (effect.from === null || branches.get(effect.branch) === effect.from)
        branches.set(effect.branch, effect.to);
      for (const pull of pulls.values())
        if (pull.branch === effect.branch && pull.state === "open" && !pull.fromFork)
          changePull(pull.number, () => ({ head: effect.to, checks: [] }));
      return;
    case "pull": {
      const head = branches.get(effect.branch);
      const open = [...pulls.values()].some(
        ({ branch, state, fromFork }) => branch === effect.branch && state === "open" && !fromFork,
      );
      if (head === undefined || open) return;
      const number = nextId();
      const { branch, title, body } = effect;
      pulls.set(number, pullOf(number, branch, { title, body, head }));
      return;
    }
    case "edit-pull":
      return changePull(effect.pull, () => ({ title: effect.title, body: effect.body }));
    case "check": {
      if (effect.pull === null) {
        world.reportConfig();
        return;
      }
      if (effect.pull === null) return;
      const check: Check = {
        id: effect.existing ?? `CR_${nextId()}`,
        name: effect.name,
        app: "signalbox",
        status: effect.result === "pending" ? "pending" : "completed",
        conclusion: effect.result === "pending" ? null : effect.result,
        title: effect.title,
        summary: effect.summary,
        externalId: effect.externalId,
        startedAt: noon,
      };
      // A check belongs to its commit, whoever has that as head by now.
      for (const { number, head } of pulls.values())
        if (head === effect.head)
          changePull(number, ({ checks }) => ({
            checks: [...checks.filter(({ name, app }) => name !== effect.name || app !== "signalbox"), check],
          }));
      return;
    }
    case "label":
      labels.set(effect.name, `L_${effect.name}`);
      return;
    case "labels":
      for (const name of effect.remove) setLabel(effect.issue, name, self, false);
      for (const name of effect.add) setLabel(effect.issue, name, self, true);
      return;
    case "comment":
      say(effect.issue, effect.body, self);
      return;
    case "issue":
      return world.openIssue(effect.title, effect.body);
    case "edit-issue":
      return changeIssue(effect.issue, () => ({ body: effect.body }));
    case "pin":
      return changeIssue(effect.issue, () => ({ pinned: true }));
    case "edit-comment":
      return changeComments(effect.issue, (comments) =>
        comments.map((each) => (each.id === effect.commentId ? { ...each, body: effect.body } : each)),
      );
    case "reaction":
      return changeComments(effect.issue, (comments) =>
        comments.map((each) => (each.id === effect.commentId ? { ...each, acknowledged: true } : each)),
      );
    case "close":
      return changeIssue(effect.issue, () => ({ state: "completed" }));
    case "dispatch": {
      const id = nextId();
      runs.set(id, { id, state: "active", task: effect.task, attempt: effect.attempt });
      return;
    }
    case "cancel": {
      const run = runs.get(effect.run);
      if (run?.state === "active") runs.set(run.id, { ...run, state: "ended" });
      return;
    }
    default:
      effect satisfies never;
  }
}
