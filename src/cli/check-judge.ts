/** Judges what a working tree changes, as its pull request would be judged, by all that a clone can tell. */
import { taskReach } from "../config/task-reach.ts";
import { reasonAt, type Verdict, verdictOf } from "../domain/verdict.ts";
import { asRequired } from "../gates/answered.ts";
import type { Gate, GateInput } from "../gates/gate.ts";
import { gates } from "../gates/index.ts";
import { compileReach } from "../scope/reach.ts";
import { baseItselfText, type CheckFacts, type SkipReason } from "../text/check.ts";
import { collidesHereText, mergeUntriedText } from "../text/check-merge.ts";
import type { RefusedConfig } from "../text/check-refusal.ts";
import { type Base, findBase, findPlace, refuseBaseItself } from "../wiring/check-place.ts";
import { withHistory } from "../wiring/history-secrets.ts";
import { readWorkingTree, type WorkingTree } from "../wiring/working-tree.ts";
import { checkAuthor } from "./check-author.ts";
import { checkRules, judgeConfig } from "./check-rules.ts";
import { skipReason } from "./check-skip.ts";

export interface Asked {
  /** Null: the usual one. */
  readonly base: string | null;
  /** The whole tree instead of a change. */
  readonly all: boolean;
  readonly agent: string | undefined;
  readonly task: string | undefined;
}

export async function judgeTree(
  folder: string,
  asked: Asked,
): Promise<CheckFacts | { readonly refused: RefusedConfig }> {
  const place = await findPlace(folder);
  const base = asked.all ? null : await findBase(place, asked.base);
  const rules = await checkRules(place, base);
  if ("refused" in rules) return rules;
  const { config, notes } = rules;
  const tree = await readWorkingTree(place, base, config.canonical);
  if (base && tree.change?.files.length === 0) refuseBaseItself(place, base);
  // A whole tree is nobody's change, whichever branch it lies on.
  const branch = base && place.branch;
  const author = await checkAuthor(place.call, config, { ...asked, branch });
  const input: GateInput = {
    config,
    reach: author && compileReach(taskReach(author, config)),
    agent: author?.agent ?? null,
    // Who holds what is in the ledger, which a clone need not have.
    holderOf: () => null,
    change: tree.change,
    branch,
    title: null,
    commits: base && tree.commits,
    metrics: new Map(),
    approvers: [],
    // What is open beside it only GitHub knows.
    others: [],
    // The merge with the base is told in words of its own.
    onto: { branch: base?.name ?? "", forecast: { kind: "clean" } },
  };
  const judged = await Promise.all(
    gates.filter(isJudgedHere).map(async (gate) => {
      const verdict = await judgeHere(gate, input, base, tree, place.call);
      return { gate: gate.name, verdict: asRequired(config, gate.name, verdict) };
    }),
  );
  const brought = base && (await judgeConfig(place, tree.change));
  const whose = { whole: base === null, author: author !== null, branch };
  const skip = (name: Gate["name"]): SkipReason | null =>
    skipReason(name, judged.find(({ gate }) => gate === name)?.verdict ?? null, whose);
  return {
    gates: [
      ...judged.filter(({ gate }) => skip(gate) === null),
      ...(brought ? [{ gate: "config" as const, verdict: brought }] : []),
    ],
    skipped: gates.flatMap(({ name }) => {
      const reason = skip(name);
      return reason === null ? [] : [{ gate: name, reason }];
    }),
    paths: tree.change?.files.length ?? null,
    against: base?.name ?? null,
    agent: author?.agent ?? null,
    notes: base && branch === base.name ? [...notes, baseItselfText(base.name)] : notes,
  };
}

/** What else is open is not seen here; what the base holds is. */
function isJudgedHere({ name, judges }: Gate): boolean {
  return judges === "change" || name === "conflicts";
}

async function judgeHere(
  gate: Gate,
  input: GateInput,
  base: Base | null,
  { commits, forecast }: WorkingTree,
  call: Parameters<typeof withHistory>[3],
): Promise<Verdict> {
  const verdict = gate.judge(input);
  if (base === null) return verdict;
  switch (gate.name) {
    case "secrets":
      return withHistory(verdict, input, commits, call);
    case "conflicts":
      return withCollisions(verdict, base, forecast);
    default:
      return verdict;
  }
}

/** Each path that does not merge with the base. What could not be tried is never taken for clean. */
function withCollisions(verdict: Verdict, base: Base, forecast: WorkingTree["forecast"]): Verdict {
  if (forecast?.kind === "clean") return verdict;
  const paths = forecast?.paths.length === 0 ? [null] : forecast?.paths;
  const found = paths?.map((path) => reasonAt(path, "base", collidesHereText(base, path)));
  const unknown = reasonAt(null, "unknown", mergeUntriedText(base));
  return verdictOf([...verdict.reasons, ...(found ?? [unknown])], verdict.warnings);
}
