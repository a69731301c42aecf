/**
 * Paths that steer people, agents, CI or what is installed: an agent's change of them needs a person, even inside its boundary
 * (FAULTS.md P6). Compared by what a person or a file system takes the path for, so that no spelling slips through.
 */
import { skeleton } from "./look-alike.ts";

/** `governance`: what rules and runs; `dependencies`: what is installed. */
export type Protection = "governance" | "dependencies";

/** Folders, at any depth, whose content is read by CI, hooks, editors or agents. */
const folders: ReadonlySet<string> = new Set([
  ".github",
  ".gitlab",
  ".circleci",
  ".claude",
  ".cursor",
  ".codex",
  ".agents",
  ".gemini",
  ".vscode",
  ".idea",
  ".devcontainer",
  ".husky",
  ".githooks",
]);

const governance: ReadonlySet<string> = new Set([
  "codeowners",
  "claude.md",
  "claude.local.md",
  "agents.md",
  "gemini.md",
  ".cursorrules",
  ".windsurfrules",
  ".mcp.json",
  ".gitmodules",
  ".gitattributes",
  "lefthook.yml",
  ".pre-commit-config.yaml",
  ".gitlab-ci.yml",
  "jenkinsfile",
]);

const dependencies: ReadonlySet<string> = new Set(
  [
    "package.json package-lock.json npm-shrinkwrap.json yarn.lock pnpm-lock.yaml pnpm-workspace.yaml bun.lock bun.lockb",
    ".npmrc .yarnrc .yarnrc.yml deno.json deno.jsonc deno.lock",
    "cargo.toml cargo.lock go.mod go.sum go.work go.work.sum",
    "pyproject.toml poetry.lock uv.lock pdm.lock pipfile pipfile.lock setup.py setup.cfg",
    "gemfile gemfile.lock composer.json composer.lock pom.xml build.gradle build.gradle.kts settings.gradle",
    "settings.gradle.kts gradle.lockfile packages.lock.json package.swift package.resolved mix.exs mix.lock pubspec.yaml",
    "pubspec.lock flake.nix flake.lock",
  ]
    .join(" ")
    .split(" "),
);

/** Null for a path that an agent may change by itself. */
export function protectionOf(path: string): Protection | null {
  const segments = skeleton(path).split("/");
  const name = segments.at(-1) ?? "";
  if (segments.some((segment) => folders.has(segment)) || governance.has(name)) return "governance";
  if (dependencies.has(name) || /^requirements[^/]*\.txt$/.test(name) || /\.(?:cs|fs|vb)proj$/.test(name))
    return "dependencies";
  return null;
}
