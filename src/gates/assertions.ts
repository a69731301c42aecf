/** Assertions that tests lose: taken out, commented out, made to assert nothing, or gone with their file (requirement B10). */
import type { FileDiff, Line } from "../domain/file-diff.ts";
import { type Reason, reasonAt } from "../domain/verdict.ts";
import { assertionsLostText, deletedTestText } from "../text/gates/tests.ts";
import { isTest } from "./test-files.ts";

export interface LostAssertions {
  /** Other code came in their place: nobody can tell by counting whether a table or a function of the test's own now shows the same. */
  readonly rewritten: boolean;
  readonly reason: Reason;
}

export function lostAssertions(files: readonly FileDiff[]): readonly LostAssertions[] {
  const kept = files.filter(({ path, before, after }) => before !== null && after !== null && isTest(path));
  return [...kept.flatMap(thinnedOut), ...goneOrMoved(files)];
}

/**
 * A test that moves keeps its file name and stays a test; each new file stands for one that is gone. What moved is compared as if it
 * had stayed. A file that asserts nothing helps tests: it may go anywhere.
 */
function goneOrMoved(files: readonly FileDiff[]): readonly LostAssertions[] {
  const places = files.filter(({ before }) => before === null);
  const taken = new Set<FileDiff>();
  return files
    .filter(({ path, after }) => after === null && isTest(path))
    .flatMap((gone) => {
      const isPlace = isHelper(gone) ? () => true : isTest;
      const place = places.find(
        (each) => !taken.has(each) && nameOf(each.path) === nameOf(gone.path) && isPlace(each.path),
      );
      if (!place)
        return [
          { rewritten: false, reason: reasonAt(gone.path, "deleted-test", deletedTestText(gone.path)) },
        ];
      taken.add(place);
      const { path, added } = place;
      return thinnedOut({
        path,
        added: without(added, gone.removed),
        removed: without(gone.removed, added),
      });
    });
}

function isHelper({ removed }: FileDiff): boolean {
  return removed !== null && !removed.some(({ text }) => asserts(text));
}

function nameOf(path: string): string {
  return path.split("/").at(-1) ?? "";
}

/** The lines that the others lack, each of those paying for one. */
function without(lines: readonly Line[] | null, others: readonly Line[] | null): readonly Line[] {
  const paid = new Map<string, number>();
  for (const { text } of others ?? []) paid.set(text, (paid.get(text) ?? 0) + 1);
  return (lines ?? []).filter(({ text }) => {
    const left = paid.get(text) ?? 0;
    paid.set(text, left - 1);
    return left <= 0;
  });
}

/** Fewer assertions than before in a test that goes on living. */
function thinnedOut({
  path,
  added,
  removed,
}: Pick<FileDiff, "path" | "added" | "removed">): readonly LostAssertions[] {
  const count = (lines: readonly Line[] | null) => (lines ?? []).filter(({ text }) => asserts(text)).length;
  const lost = count(removed) - count(added);
  if (lost <= 0) return [];
  const rewritten = (added ?? []).some(({ text }) => doesSomething(text));
  return [{ rewritten, reason: reasonAt(path, "assertions", assertionsLostText(path, lost)) }];
}

/** A line that does something: no comment, and more than a bracket. */
function doesSomething(text: string): boolean {
  return /\w/.test(text) && !/^\s*(?:\/\/|#(?!\[)|\*|\/\*)/.test(text);
}

const assertion =
  /\b(?:expect|assert\w*|should|require\.\w+|verify)\s*[.(!]|^\s*assert\s|\bt\.(?:Error|Fatal)f?\(|\bXCTAssert\w*\(|\bassert_\w+|\bassert(?:_eq|_ne)?!/;

/** Of a constant, or of one thing with itself: it holds whatever the code does. */
const vacuous: readonly RegExp[] = [
  /\bexpect\(\s*(?:true|false|null|undefined|\d+)\s*\)\s*\./,
  /\bexpect\(\s*([\w.]+)\s*\)\s*\.to(?:Be|Equal|StrictEqual)\(\s*\1\s*\)/,
  /\bassert(?:True|_true|\.ok|\.isTrue|\.True)?!?\s*[(\s]\s*(?:true|1)\s*(?:[);]|$)/i,
  /\bassert\w*!?\s*\(\s*([\w.]+)\s*,\s*\1\s*[,)]/,
  /\bassert\s+([\w.]+)\s*==\s*\1\s*(?:$|[,#])/,
];

function asserts(text: string): boolean {
  return (
    text.length < 2_000 &&
    doesSomething(text) &&
    assertion.test(text) &&
    !vacuous.some((each) => each.test(text))
  );
}
