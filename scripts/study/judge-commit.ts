/** What each gate says of a merged commit, had the agent of most of its paths made it. */
import { proposeAgents } from "../../src/config/proposal.ts";
import { Config } from "../../src/config/schema.ts";
import { taskReach } from "../../src/config/task-reach.ts";
import type { GateName, Verdict } from "../../src/domain/verdict.ts";
import { gates } from "../../src/gates/index.ts";
import { compileReach, inReach } from "../../src/scope/reach.ts";
import type { MergedCommit } from "./read-commit.ts";

export interface JudgedCommit {
  readonly sha: string;
  readonly subject: string;
  /** Null when none of its paths is in anybody's area. */
  readonly agent: string | null;
  /** How many of its paths lie in another agent's area, and in nobody's. */
  readonly elsewhere: { readonly others: number; readonly nobody: number };
  readonly verdicts: readonly { readonly gate: GateName; readonly verdict: Verdict }[];
}

export function judgeCommit({ sha, subject, paths, change }: MergedCommit): JudgedCommit {
  const config = proposedConfig(paths);
  const owners = change.files.map(({ path }) => ownerOf(config, path));
  const agent = mostOf(owners);
  const reach =
    agent === null ? { scope: [], allow: [], forbid: [] } : taskReach({ agent, scope: [] }, config);
  const input = {
    config,
    agent,
    reach: compileReach(reach),
    holderOf: () => null,
    metrics: new Map(),
    change,
    branch: null,
    title: subject,
    commits: [{ sha, subject }],
    approvers: [],
    others: [],
    onto: null,
  };
  const asked = gates.filter(({ judges }) => judges === "change");
  const verdicts = asked.map((gate) => ({ gate: gate.name, verdict: gate.judge(input) }));
  const nobody = owners.filter((owner) => owner === null).length;
  const others = owners.filter((owner) => owner !== null && owner !== agent).length;
  return { sha, subject, agent, elsewhere: { others, nobody }, verdicts };
}

/** As `signalbox up` would write it for a repository without a config. */
function proposedConfig(paths: readonly string[]): Config {
  const agents = proposeAgents(paths).map(({ id, allow, forbid }) => [id, { allow, forbid }] as const);
  return Config.parse({ agents: Object.fromEntries(agents) });
}

function ownerOf(config: Config, path: string): string | null {
  const owner = Object.entries(config.agents).find(
    ([, { allow, forbid }]) => inReach(compileReach({ scope: allow, allow, forbid }), path).ok,
  );
  return owner?.[0] ?? null;
}

/** Who owns the most; of several that own as many the first met. */
function mostOf(owners: readonly (string | null)[]): string | null {
  const counts = new Map<string, number>();
  for (const owner of owners) if (owner !== null) counts.set(owner, (counts.get(owner) ?? 0) + 1);
  const [most] = [...counts].toSorted(([, a], [, b]) => b - a);
  return most?.[0] ?? null;
}
