/**
 * Gate `tests`: a change does not weaken what it is tested by: tests deleted or switched off, assertions taken out, thresholds
 * lowered, lint rules switched off (requirement B10). By the customs of the common ecosystems; a person may override.
 */
import type { FileDiff, Line } from "../domain/file-diff.ts";
import { type Reason, reasonAt, verdictOf } from "../domain/verdict.ts";
import {
  assertionsLostText,
  deletedTestText,
  loweredThresholdText,
  silencedLintText,
  skippedTestText,
} from "../text/gates/tests.ts";
import type { Gate } from "./gate.ts";
import { loweredThresholds } from "./thresholds.ts";
import { judgeText } from "./unreadable.ts";

export const tests: Gate = {
  name: "tests",
  summary: "tests deleted or switched off, assertions lost, thresholds lowered, lint rules switched off",
  keys: [],
  judges: "change",
  judge: ({ change }) =>
    judgeText(change, ({ files }) =>
      verdictOf([
        ...deletedTests(files),
        ...files.flatMap((file) =>
          isTest(file.path) ? [...switchedOff(file), ...lostAssertions(file)] : [],
        ),
        ...files.flatMap(silenced),
        ...files.flatMap((file) =>
          loweredThresholds(file).map(({ line, what, before, after }) => ({
            path: file.path,
            line,
            rule: "threshold",
            message: loweredThresholdText(what, before, after),
            suggestion: null,
          })),
        ),
      ]),
    ),
};

const testFile =
  /(?:^|\/)(?:tests?|specs?|__tests__|e2e)\/|(?:[._-](?:test|tests|spec|e2e)\.[a-z]+$)|(?:_test\.(?:go|py|rb|exs|dart)$)|(?:^|\/)test_[^/]*\.py$|(?:Tests?|Spec|IT)\.(?:java|kt|scala|cs|swift|php|groovy)$/;
const codeFile =
  /\.(?:[cm]?[jt]sx?|py|go|rs|rb|java|kts?|scala|cs|swift|php|exs?|dart|groovy|vue|svelte|cc?|cpp|hpp?|sh)$/;

function isTest(path: string): boolean {
  return testFile.test(path) && codeFile.test(path);
}

/** A test that moves keeps its name: that is no deletion. */
function deletedTests(files: readonly FileDiff[]): readonly Reason[] {
  const nameOf = (path: string) => path.split("/").at(-1) ?? "";
  const added = new Set(files.filter(({ before }) => before === null).map(({ path }) => nameOf(path)));
  return files
    .filter(({ path, after }) => after === null && isTest(path) && !added.has(nameOf(path)))
    .map(({ path }) => reasonAt(path, "deleted-test", deletedTestText(path)));
}

/** What switches a test off, or all others. */
const skips: readonly RegExp[] = [
  /\b(?:it|test|describe|suite|context|bench)\s*\.\s*(?:skip|only|todo|fixme|fails)\b/,
  /\b(?:xit|xtest|xdescribe|xcontext|fit|fdescribe)\s*\(/,
  /@(?:pytest\.mark\.(?:skip|xfail)|unittest\.(?:skip|expectedFailure))/,
  /\bpytest\.(?:skip|xfail)\s*\(|\bself\.skipTest\s*\(/,
  /\b[tb]\.Skip(?:f|Now)?\s*\(/,
  /#\[ignore\b/,
  /^\s*@(?:Disabled|Ignore)\b/,
  /\[(?:Ignore|Fact\s*\(\s*Skip|Theory\s*\(\s*Skip)/,
  /^\s*@tag\s+:?skip\b/,
  /\bmarkTestSkipped\s*\(/,
];

function switchedOff({ path, added }: FileDiff): readonly Reason[] {
  return matching(added, skips).map(({ line, found }) => ({
    path,
    line,
    rule: "skipped-test",
    message: skippedTestText(found),
    suggestion: null,
  }));
}

const assertion =
  /\b(?:expect|assert\w*|should|require\.\w+|verify)\s*[.(!]|^\s*assert\s|\bt\.(?:Error|Fatal)f?\(|\bXCTAssert\w*\(|\bassert_\w+|\bassert(?:_eq|_ne)?!/;

/** Fewer assertions than before in a test that goes on living. */
function lostAssertions({ path, added, removed, before, after }: FileDiff): readonly Reason[] {
  if (before === null || after === null) return [];
  const count = (lines: readonly Line[] | null) => (lines ?? []).filter(({ text }) => asserts(text)).length;
  const lost = count(removed) - count(added);
  return lost > 0 ? [reasonAt(path, "assertions", assertionsLostText(path, lost))] : [];
}

function asserts(text: string): boolean {
  return text.length < 2_000 && assertion.test(text);
}

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

function silenced({ path, added }: FileDiff): readonly Reason[] {
  if (!codeFile.test(path)) return [];
  return matching(added, silencers).map(({ line, found }) => ({
    path,
    line,
    rule: "lint",
    message: silencedLintText(found),
    suggestion: null,
  }));
}

function matching(
  lines: readonly Line[] | null,
  patterns: readonly RegExp[],
): readonly { readonly line: number; readonly found: string }[] {
  return (lines ?? []).flatMap(({ line, text }) => {
    if (text.length > 2_000) return [];
    for (const pattern of patterns) {
      const [found] = pattern.exec(text) ?? [];
      if (found !== undefined) return [{ line, found: found.trim() }];
    }
    return [];
  });
}
