/**
 * Keys and values of DESIGN.md §14 that this version does not act on. They are refused by name, so that nothing in a
 * config is inert and nobody searches for a typing error. A key leaves this list when the schema takes it in.
 */
import type { KeyPath } from "./problem.ts";

/** `*` stands for any one key. */
const laterKeys = [
  "teams",
  "phases",
  "mcp",
  "standards",
  "resources",
  "review",
  "coordination",
  "models",
  "routing",
  "budget",
  "agents.*.role",
  "agents.*.team",
  "agents.*.tasks",
  "agents.*.model",
  "agents.*.tools",
  "agents.*.handoff",
  "agents.*.budget",
  "agents.*.limits.turns",
  "agents.*.limits.budget",
  "merge.mode",
  "merge.method",
  "limits.handoffs",
  "limits.report",
  "limits.awaiting_review",
  "limits.budget",
  "limits.budget_per_day",
] as const;

const laterRunners: readonly string[] = ["claude-code", "codex", "anthropic"];

export function isLaterKey(path: KeyPath): boolean {
  return laterKeys.some((later) => {
    const parts = later.split(".");
    return parts.length === path.length && parts.every((part, index) => part === "*" || part === path[index]);
  });
}

export function isLaterValue(path: KeyPath, value: unknown): boolean {
  const runner = path.length === 3 && path[0] === "agents" && path[2] === "runner";
  if (runner) return typeof value === "string" && laterRunners.includes(value);
  return path.length === 3 && path[0] === "gates" && path[1] === "require" && value === "review";
}
