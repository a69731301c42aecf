/**
 * File names that a language or a tool prescribes: many folders have one, and the folder alone tells them apart, so two of the
 * same name are no duplicates. Names that people choose, such as `utils.ts`, are not among them: those are what duplicates look like.
 * A project's own (`routes.py` in each service) stand in `gates.duplicates.except` of its config.
 */
const names: readonly string[] = [
  // Any language
  "(?:index|main)\\.[a-z]+",
  "(?:README|CHANGELOG|LICENSE|CONTRIBUTING|NOTICE|AUTHORS|SECURITY|AGENTS|CLAUDE|SKILL)(?:\\.[a-z]+)?",
  "\\.(?:git(?:ignore|keep|attributes)|keep|editorconfig|dockerignore|env(?:\\.[a-z]+)?|[a-z]+rc(?:\\.[a-z]+)?|tool-versions)",
  "Makefile|CMakeLists\\.txt|meson\\.build|BUILD(?:\\.bazel)?|Jenkinsfile|Procfile|justfile|Taskfile\\.ya?ml",
  "(?:[a-z]+\\.)?Dockerfile(?:\\.[a-z]+)?|(?:docker-)?compose(?:\\.[a-z]+)?\\.ya?ml",
  // JavaScript and TypeScript, with the frameworks that route by file name
  "package(?:-lock)?\\.json|yarn\\.lock|pnpm-lock\\.yaml|bun\\.lockb?|deno\\.jsonc?|project\\.json|turbo\\.json",
  "[jt]sconfig(?:\\.[a-z]+)?\\.json|[a-z-]+\\.config\\.[cm]?[jt]s|manifest\\.json",
  "(?:page|layout|route|loading|error|global-error|not-found|template|default)\\.[jt]sx?",
  "\\+(?:page|layout|server|error)(?:\\.server)?\\.(?:svelte|[jt]s)|_(?:index|layout|app|document)\\.[jt]sx?",
  // Python
  "__init__\\.pyi?|__main__\\.py|conftest\\.py|setup\\.(?:py|cfg)|pyproject\\.toml|requirements(?:-[a-z]+)?\\.txt|tox\\.ini|py\\.typed",
  "Pipfile(?:\\.lock)?|(?:poetry|uv)\\.lock|manage\\.py|(?:apps|models|views|urls|admin|tests)\\.py",
  // Rust, Go, C#
  "mod\\.rs|lib\\.rs|build\\.rs|Cargo\\.(?:toml|lock)|doc\\.go|main_test\\.go|go\\.(?:mod|sum|work)",
  "Program\\.cs|Startup\\.cs|AssemblyInfo\\.cs|GlobalUsings\\.cs|appsettings(?:\\.[a-z]+)?\\.json|Directory\\.Build\\.(?:props|targets)",
  // Java, Kotlin, Ruby, PHP, Elixir, Swift, Dart
  "pom\\.xml|(?:build|settings)\\.gradle(?:\\.kts)?|gradle\\.properties|(?:package|module)-info\\.java|AndroidManifest\\.xml",
  "application(?:-[a-z]+)?\\.(?:ya?ml|properties)|Gemfile(?:\\.lock)?|Rakefile|composer\\.(?:json|lock)|mix\\.exs|Package\\.swift|pubspec\\.yaml",
  // Infrastructure
  "(?:variables|outputs|versions|providers|backend|terraform|locals)\\.tf|Chart\\.ya?ml|values(?:\\.[a-z]+)?\\.ya?ml|_helpers\\.tpl|kustomization\\.ya?ml",
];

const prescribed = new RegExp(`^(?:${names.join("|")})$`, "i");

/** Folders whose files are named by what they belong to: a number, or the test that reads them. */
const prescribing =
  /(?:^|\/)(?:migrations?|fixtures|__fixtures__|testdata|test-data|snapshots|__snapshots__|__mocks__|golden)\//i;

/** The last segment of a path; null when it is a prescribed one. */
export function chosenName(path: string): string | null {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return prescribed.test(name) || prescribing.test(path) ? null : name;
}
