/** Checks of the code that a change switches off: for a line, for a file, or in the linter's own config (requirement B10). */
import type { FileDiff } from "../domain/file-diff.ts";
import type { Reason } from "../domain/verdict.ts";
import { silencedLintText } from "../text/gates/tests.ts";
import { type Finder, surplus } from "./line-surplus.ts";
import { isCode } from "./test-files.ts";

const silencers: readonly RegExp[] = [
  /\b(?:eslint|oxlint|stylelint|tslint|standard)[-:]disable\b|\bbiome-ignore\b|\bprettier-ignore\b/,
  /@ts-(?:ignore|nocheck)\b/,
  /#\s*(?:noqa|type:\s*ignore|pylint:\s*disable|pragma:\s*no cover|nosec)\b/,
  /\/\/\s*nolint\b/,
  /#!?\[allow\(/,
  /\brubocop:disable\b/,
  /@SuppressWarnings\b|@Suppress\(/,
  /\b(?:istanbul|c8|v8) ignore\b/,
  /#pragma warning disable\b/,
];

/** Where linters and compilers are told what to look for. */
const lintConfig =
  /(?:^|\/)(?:eslint\.config\.[cm]?[jt]s|\.eslintrc(?:\.\w+)?|biome\.jsonc?|\.oxlintrc\.json|\.stylelintrc(?:\.\w+)?|tslint\.json|tsconfig[^/]*\.json|\.rubocop[^/]*\.yml|\.golangci\.(?:ya?ml|toml)|\.?ruff\.toml|\.?mypy\.ini|\.flake8|\.pylintrc)$/i;

const rulesOff: readonly RegExp[] = [
  /["']?[\w@/-]+["']?\s*:\s*\[?\s*(?:["']off["']|0(?![.\d]))/,
  /\b(?:enabled|recommended|strict|alwaysStrict|noImplicit\w+|strict[A-Z]\w+|noUnchecked\w+|noUnused\w+|exactOptional\w+)\b["']?\s*[:=]\s*false\b/i,
  /\bignore_errors\s*=\s*true\b|\b(?:disallow|check|warn)_\w+\s*=\s*false\b/i,
];

/** Counted over the whole change: one that moves, or is written more narrowly, is none more. */
export function silencedRules(files: readonly FileDiff[]): readonly Reason[] {
  const inCode = files.filter(({ path }) => isCode(path));
  const inConfig = files.filter(({ path }) => lintConfig.test(path));
  return [...surplus(inCode, allOf(silencers), "part"), ...surplus(inConfig, allOf(rulesOff), "part")].map(
    ({ path, line, found }) => ({
      path,
      line,
      rule: "lint",
      message: silencedLintText(found),
      suggestion: null,
    }),
  );
}

/** Each thing that a line has: one line can switch off several checks. */
function allOf(patterns: readonly RegExp[]): Finder {
  return (text) =>
    patterns.flatMap((pattern) =>
      Array.from(text.matchAll(new RegExp(pattern, "g" + pattern.flags)), ([found]) => found.trim()),
    );
}
