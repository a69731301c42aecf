/** The reach of a task: its scope within the boundary of its agent, by the rules in force. */
import type { Reach } from "../scope/reach.ts";
import type { Config } from "./schema.ts";
import type { SharedPaths } from "./shared-paths.ts";

interface Author {
  /** Empty: all of the agent's boundary. */
  readonly scope: readonly string[];
  readonly agent: string;
}

/**
 * A task without a scope of its own may touch all of its agent's boundary, and nothing that is shared. For an agent that
 * the config no longer names, only the scope is known: the lease then covers all of it.
 */
export function taskReach(task: Author, { agents, shared }: Pick<Config, "agents" | "shared">): Reach {
  const agent = Object.hasOwn(agents, task.agent) ? agents[task.agent] : undefined;
  const common = pathsOf(shared.filter(({ policy }) => policy === "person"));
  if (agent === undefined) {
    const everything = ["**"];
    const scope = task.scope.length > 0 ? task.scope : everything;
    return { scope, allow: everything, forbid: [], withheld: [], common };
  }
  const boundary = [
    ...agent.allow,
    ...pathsOf(shared.filter(({ policy, owner }) => policy === "owner" && owner === task.agent)),
  ];
  const open = shared.filter((entry) => !isWithheld(entry, task));
  const withheld = shared.filter((entry) => isWithheld(entry, task));
  return {
    scope: task.scope.length > 0 ? task.scope : boundary,
    allow: [...new Set([...agent.allow, ...pathsOf(open)])],
    forbid: agent.forbid,
    withheld: withheld.flatMap(({ paths, policy, owner = null }) =>
      paths.map((glob) => ({ glob, policy, owner })),
    ),
    common,
  };
}

/** Whether these paths are kept from the task, even where its agent's boundary holds them. */
function isWithheld({ policy, owner }: SharedPaths, task: Author): boolean {
  switch (policy) {
    case "forbid":
      return true;
    case "owner":
      return owner !== task.agent;
    case "serialize":
    case "person":
      return task.scope.length === 0;
    default:
      return policy satisfies never;
  }
}

function pathsOf(entries: readonly SharedPaths[]): readonly string[] {
  return entries.flatMap(({ paths }) => paths);
}
