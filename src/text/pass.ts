/** One pass as a person reads it: what the ledger learns, what changes on GitHub, what waits. */
import type { Effect } from "../domain/effect.ts";
import type { LedgerEvent } from "../domain/ledger-event.ts";
import type { Wait } from "../domain/wait.ts";
import { logLine } from "./log.ts";
import { clip, plain } from "./markdown.ts";
import { waitText } from "./wait.ts";

export interface PassFacts {
  readonly decision: {
    readonly events: readonly LedgerEvent[];
    readonly effects: readonly Effect[];
    readonly waits: ReadonlyMap<number, Wait>;
    readonly wakeAt: Date | null;
  };
  readonly changes: {
    readonly additions: readonly { readonly path: string }[];
    readonly deletions: readonly string[];
  };
  readonly applied: readonly {
    readonly effect: Effect;
    readonly result: string;
    readonly message: string | null;
  }[];
}

export function passReport({ decision, changes, applied }: PassFacts, dryRun: boolean) {
  return {
    dryRun,
    ledger: { written: changes.additions.map(({ path }) => path), deleted: changes.deletions },
    log: decision.events.map(logLine),
    effects: decision.effects,
    results: applied.map(({ effect, result, message }) => ({ kind: effect.kind, result, message })),
    waits: [...decision.waits].map(([number, wait]) => ({ number, text: waitText(wait) })),
  };
}

export function passText(pass: PassFacts, dryRun: boolean): string {
  const { decision, applied } = pass;
  const { written, deleted } = passReport(pass, dryRun).ledger;
  const writes = decision.effects.length + (written.length + deleted.length > 0 ? 1 : 0);
  const outcome = (effect: Effect) => {
    const found = applied.find((each) => each.effect === effect);
    return found
      ? `: ${found.result}${found.message === null ? "" : ` (${clip(plain(found.message), 120)})`}`
      : "";
  };
  return [
    dryRun ? `Dry run: ${count(writes)} would be made.` : `${count(writes)} made.`,
    ...decision.events.map((event) => `  log     ${logLine(event)}`),
    ...decision.effects.map((effect) => `  effect  ${effectText(effect)}${outcome(effect)}`),
    ...[...decision.waits].map(([number, wait]) => `  waits   #${number} ${waitText(wait)}`),
  ].join("\n");
}

export function effectText(effect: Effect): string {
  switch (effect.kind) {
    case "branch":
      return `${effect.from === null ? "create" : "advance"} branch ${effect.branch} to ${effect.to.slice(0, 7)}`;
    case "pull":
      return `open a pull request for ${effect.branch}`;
    case "edit-pull":
      return `rewrite the body of pull request #${effect.pull}`;
    case "check":
      return `report ${effect.name} on ${effect.pull === null ? effect.head.slice(0, 7) : `#${effect.pull}`}: ${effect.result} (${effect.title})`;
    case "label":
      return `create the label ${effect.name}`;
    case "labels":
      return `label #${effect.issue}: ${[...effect.add.map((name) => `+${name}`), ...effect.remove.map((name) => `-${name}`)].join(" ")}`;
    case "comment":
      return `comment on #${effect.issue}`;
    case "issue":
      return `open the issue ${effect.title}`;
    case "edit-issue":
      return `rewrite the body of #${effect.issue}`;
    case "pin":
      return `pin #${effect.issue}`;
    case "edit-comment":
      return `rewrite a comment on #${effect.issue}`;
    case "reaction":
      return `acknowledge a comment on #${effect.issue}`;
    case "close":
      return `close #${effect.issue}`;
    case "dispatch":
      return `start attempt ${effect.attempt} of ${effect.agent} at #${effect.task}`;
    case "cancel":
      return `end run ${effect.run} of #${effect.task}`;
    default:
      return effect satisfies never;
  }
}

function count(writes: number): string {
  return `${writes} write${writes === 1 ? "" : "s"}`;
}
