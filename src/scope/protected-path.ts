/**
 * Paths that steer people, agents, CI or what is installed: an agent's change of them needs a person, even inside its boundary
 * (FAULTS.md P6). Compared by what a person or a file system takes the path for, so that no spelling slips through.
 */
import { skeleton } from "./look-alike.ts";

/** `governance`: what rules and runs; `dependencies`: what is installed. */
export type Protection = "governance" | "dependencies";

/** Folders, at any depth, whose content is read by CI, hooks, editors or agents. */
const folders = words(
  ".github .gitlab .circleci .buildkite .woodpecker .forgejo .gitea .teamcity .semaphore",
  ".claude .cursor .codex .agents .gemini .qwen .windsurf .clinerules .roo .kiro .junie .amazonq .continue .opencode",
  ".trae .augment .goose .crush",
  ".vscode .idea .zed .devcontainer",
  ".husky .githooks .git-hooks .lefthook",
);

/** Folders that package managers read or run. */
const installFolders = words(".yarn .mvn .cargo .bundle");

const governance = words(
  "codeowners owners owners_aliases renovate.json renovate.json5 .renovaterc .renovaterc.json",
  "claude.md claude.local.md agents.md agents.override.md gemini.md qwen.md warp.md crush.md copilot-instructions.md",
  ".cursorrules .windsurfrules .clinerules .roorules .goosehints .rules .aider.conf.yml opencode.json opencode.jsonc",
  ".mcp.json mcp.json",
  ".gitmodules .gitattributes .lfsconfig .envrc",
  ".pre-commit-config.yaml .pre-commit-config.yml .pre-commit-hooks.yaml .overcommit.yml captainhook.json prek.toml hk.pkl",
  ".gitlab-ci.yml .travis.yml appveyor.yml .appveyor.yml azure-pipelines.yml azure-pipelines.yaml bitbucket-pipelines.yml",
  ".drone.yml .woodpecker.yml .woodpecker.yaml .cirrus.yml cloudbuild.yaml cloudbuild.yml codemagic.yaml bitrise.yml",
  "buildspec.yml jenkinsfile",
);

/** Names that come with several endings. */
const governanceForms =
  /^(?:\.?lefthook(?:-local)?\.\w+|\.?huskyrc(?:\.\w+)?|\.?simple-git-hooks\.\w+|\.lintstagedrc(?:\.\w+)?|lint-staged\.config\.\w+|jenkinsfile\.\w+|.+\.gitlab-ci\.yml)$/;

const dependencies = words(
  "package.json package.json5 package.yaml package-lock.json npm-shrinkwrap.json yarn.lock pnpm-lock.yaml pnpm-workspace.yaml",
  "bun.lock bun.lockb bunfig.toml .npmrc .yarnrc .yarnrc.yml .pnpmfile.cjs .pnpmfile.mjs pnpmfile.js .pnp.cjs .pnp.loader.mjs",
  "rush.json deno.json deno.jsonc deno.lock jsr.json import_map.json",
  "cargo.toml cargo.lock rust-toolchain rust-toolchain.toml go.mod go.sum go.work go.work.sum",
  "pyproject.toml poetry.lock uv.lock uv.toml pdm.lock pylock.toml pipfile pipfile.lock setup.py setup.cfg pip.conf",
  "environment.yml environment.yaml conda-lock.yml pixi.toml pixi.lock",
  "gemfile gemfile.lock composer.json composer.lock symfony.lock",
  "pom.xml build.gradle build.gradle.kts settings.gradle settings.gradle.kts gradle.properties gradle.lockfile",
  "libs.versions.toml gradle-wrapper.properties gradle-wrapper.jar gradlew gradlew.bat mvnw mvnw.cmd build.sbt plugins.sbt",
  "packages.lock.json packages.config nuget.config global.json directory.build.props directory.build.targets",
  "directory.packages.props paket.dependencies paket.lock",
  "package.swift package.resolved podfile podfile.lock cartfile cartfile.resolved",
  "mix.exs mix.lock rebar.config rebar.lock gleam.toml pubspec.yaml pubspec.lock pubspec_overrides.yaml",
  "stack.yaml stack.yaml.lock cabal.project cabal.project.freeze deps.edn project.clj elm.json shard.yml shard.lock",
  "vcpkg.json vcpkg-configuration.json conanfile.txt conanfile.py conan.lock module.bazel module.bazel.lock workspace.bazel .bazelrc",
  "manifest.toml renv.lock .terraform.lock.hcl chart.yaml chart.lock",
  "flake.nix flake.lock shell.nix devbox.json devbox.lock mise.toml .mise.toml .tool-versions brewfile",
);

/** Names that come with several endings, or lie in a folder of that name. */
const dependencyForms =
  /(?:^|\/)(?:(?:[\w.-]*[-_.])?(?:requirements|constraints)[^/]*\.(?:txt|in)|requirements\/[^/]+\.(?:txt|in)|[^/]+\.(?:csproj|fsproj|vbproj|gemspec|podspec|cabal|opam))$/;

function words(...lines: readonly string[]): ReadonlySet<string> {
  return new Set(lines.flatMap((line) => line.split(" ")));
}

/** Null for a path that an agent may change by itself. */
export function protectionOf(path: string): Protection | null {
  const seen = skeleton(path);
  const segments = seen.split("/");
  const name = segments.at(-1) ?? "";
  if (segments.some((segment) => folders.has(segment))) return "governance";
  if (governance.has(name) || governanceForms.test(name)) return "governance";
  const installs = dependencies.has(name) || segments.some((segment) => installFolders.has(segment));
  return installs || dependencyForms.test(seen) ? "dependencies" : null;
}
