/** What is wrong with a plan: the value seen, why it cannot stand, and what to write instead. */
import { clip, code, codeList } from "./markdown.ts";

export function sameIdText(id: string, first: string): string {
  return `${code(id)} is the id of ${first} already; each task needs one of its own`;
}

export function unknownDependencyText(on: string, near: string | null): string {
  return `there is no task ${code(on)} in this plan${near === null ? "" : `; did you mean ${code(near)}?`}`;
}

export function circleText(way: readonly string[]): string {
  return `waits for itself: ${[...way, way[0] ?? ""].join(" → ")}; take one of these dependencies away`;
}

export function unknownPlanAgentText(agent: string, near: string | null, known: readonly string[]): string {
  const meant = near === null ? "" : ` Did you mean ${code(near)}?`;
  return `there is no agent ${code(clip(agent, 60))} on the default branch.${meant} Agents: ${codeList(known) || "none"}`;
}

export function outsideBoundaryText(glob: string, agent: string, allow: readonly string[]): string {
  return `nothing that ${code(glob)} matches is inside the boundary of ${code(agent)} (${codeList(allow)}); name other files or another agent`;
}

export function parallelOverlapText(other: string, where: string, path: string | null): string {
  const both =
    path === null ? "their files are too intricate to be told apart" : `both could touch ${code(path)}`;
  return `may run beside ${code(other)} (${where}), and ${both}: one would wait for the other. Let one depend on the other, or narrow the files`;
}

export function otherScopeText(read: string): string {
  return `the description says something about scope or dependencies itself, so that the issue would mean ${read}; say it in \`files\` and \`dependencies\` only`;
}

export function readAsText(scope: readonly string[], dependencies: number): string {
  return `the scope ${codeList(scope) || "of everything"} and ${dependencies} ${dependencies === 1 ? "dependency" : "dependencies"}`;
}
