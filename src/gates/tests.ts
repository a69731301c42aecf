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
import { surplus } from "./line-surplus.ts";
import { loweredThresholds } from "./thresholds.ts";
import { judgeText } from "./unreadable.ts";

export const tests: Gate = {
  name: "tests",
  summary: "tests deleted or switched off, assertions lost, thresholds lowered, lint rules switched off",
  keys: [],
  judges: "change",
  judge: ({ change, approvers }) =>
    judgeText(change, ({ files }) => {
      const thinned = files.filter(({ path }) => isTest(path)).flatMap(thinnedOut);
      const reasons = [
        ...deletedTests(files),
        ...switchedOff(files),
        ...thinned.filter(({ rewritten }) => !rewritten).map(({ reason }) => reason),
        ...silenced(files),
        ...files.flatMap((file) =>
          loweredThresholds(file).map(({ line, what, before, after }) => ({
            path: file.path,
            line,
            rule: "threshold",
            message: loweredThresholdText(what, before, after),
            suggestion: null,
          })),
        ),
      ];
      const doubtful = thinned.filter(({ rewritten }) => rewritten).map(({ reason }) => reason);
      if (reasons.length > 0) return verdictOf([...reasons, ...doubtful]);
      if (doubtful.length === 0 || approvers.length > 0) return verdictOf([], doubtful);
      return { status: "wait", reasons: doubtful, warnings: [] };
    }),
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

/** One that stands in a test of its own making, under a condition, switches nothing off that ran before. */
const inBody =
  /\bpytest\.(?:skip|xfail)\s*\(|\bself\.skipTest\s*\(|\b[tb]\.Skip(?:f|Now)?\s*\(|\bmarkTestSkipped\s*\(/;
const testStart =
  /^\s*(?:func (?:Test|Benchmark|Fuzz)\w*\(|(?:async )?def test_|[tb]\.Run\(|(?:public )?function test)/;

function switchedOff(files: readonly FileDiff[]): readonly Reason[] {
  const judged = files.filter(({ path }) => isTest(path));
  const added = new Map(judged.map((file) => [file.path, file.added ?? []]));
  return surplus(judged, (text) => allOf(skips, text), "words")
    .filter(
      ({ path, line, text }) => !(inBody.test(text) && isConditionOfNewTest(added.get(path) ?? [], line)),
    )
    .map(({ path, line, found }) => ({
      path,
      line,
      rule: "skipped-test",
      message: skippedTestText(found),
      suggestion: null,
    }));
}

/** Whether the line stands right under an `if`, in a test that starts among the same added lines. */
function isConditionOfNewTest(added: readonly Line[], line: number): boolean {
  const place = added.findIndex((each) => each.line === line);
  if (!/^\s*(?:if|else|elif)\b/.test(added[place - 1]?.text ?? "")) return false;
  for (let at = place - 1; at >= 0 && added[at]?.line === line - (place - at); at -= 1)
    if (testStart.test(added[at]?.text ?? "")) return true;
  return false;
}

const assertion =
  /\b(?:expect|assert\w*|should|require\.\w+|verify)\s*[.(!]|^\s*assert\s|\bt\.(?:Error|Fatal)f?\(|\bXCTAssert\w*\(|\bassert_\w+|\bassert(?:_eq|_ne)?!/;

/**
 * Fewer assertions than before in a test that goes on living. Where lines came in their place, nobody can tell by counting whether
 * a table or a function of the test's own now shows the same: a person looks.
 */
function thinnedOut({ path, added, removed, before, after }: FileDiff) {
  if (before === null || after === null) return [];
  const count = (lines: readonly Line[] | null) => (lines ?? []).filter(({ text }) => asserts(text)).length;
  const lost = count(removed) - count(added);
  if (lost <= 0) return [];
  const rewritten = (added ?? []).some(({ text }) => isCode(text));
  return [{ rewritten, reason: reasonAt(path, "assertions", assertionsLostText(path, lost)) }];
}

/** A line that does something: no comment, and more than a bracket. */
function isCode(text: string): boolean {
  return /\w/.test(text) && !/^\s*(?:\/\/|#(?!\[)|\*|\/\*)/.test(text);
}

function asserts(text: string): boolean {
  return text.length < 2_000 && isCode(text) && assertion.test(text);
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

/** Counted over the whole change: one that moves, or is written more narrowly, is none more. */
function silenced(files: readonly FileDiff[]): readonly Reason[] {
  const judged = files.filter(({ path }) => codeFile.test(path));
  return surplus(judged, (text) => allOf(silencers, text), "part").map(({ path, line, found }) => ({
    path,
    line,
    rule: "lint",
    message: silencedLintText(found),
    suggestion: null,
  }));
}

/** Each thing that a line has: one line can switch off several checks. */
function allOf(patterns: readonly RegExp[], text: string): readonly string[] {
  return patterns.flatMap((pattern) =>
    Array.from(text.matchAll(new RegExp(pattern, "g")), ([found]) => found.trim()),
  );
}
