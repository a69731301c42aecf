/**
 * File names that a language or a tool prescribes: many folders have one, and the folder alone tells them apart, so two of the
 * same name are no duplicates. Names that people choose, such as `utils.ts`, are not among them: those are what duplicates look like.
 */
const prescribed =
  /^(?:index\.[a-z]+|main\.[a-z]+|mod\.rs|lib\.rs|doc\.go|__init__\.pyi?|__main__\.py|conftest\.py|setup\.py|package(?:-lock)?\.json|tsconfig(?:\.[a-z]+)?\.json|Cargo\.(?:toml|lock)|go\.(?:mod|sum)|pyproject\.toml|requirements\.txt|pom\.xml|build\.gradle(?:\.kts)?|CMakeLists\.txt|Makefile|Dockerfile|BUILD(?:\.bazel)?|README(?:\.[a-z]+)?|CHANGELOG(?:\.[a-z]+)?|LICENSE(?:\.[a-z]+)?|\.git(?:ignore|keep|attributes)|\.keep|\.editorconfig|(?:page|layout|route|loading|error|not-found)\.[jt]sx?)$/i;

/** The last segment of a path; null when it is a prescribed one. */
export function chosenName(path: string): string | null {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return prescribed.test(name) ? null : name;
}
