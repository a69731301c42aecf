/** Tests that a change switches off, or that it makes the only ones to run (requirement B10). */
import type { FileDiff, Line } from "../domain/file-diff.ts";
import type { Reason } from "../domain/verdict.ts";
import { skippedTestText } from "../text/gates/tests.ts";
import { type Finder, surplus } from "./line-surplus.ts";
import { isTest } from "./test-files.ts";

const skips: readonly RegExp[] = [
  // JavaScript and TypeScript
  /\b(?:it|test|describe|suite|context|bench)(?:\s*\.\s*(?:concurrent|sequential|serial|parallel|shuffle|describe))*\s*\.\s*(?:skip|only|todo|fixme|fails|failing)\b/,
  /\b(?:it|test|describe|suite|context)\s*\[\s*["'`](?:skip|only|todo)["'`]\s*\]/,
  /\.\s*(?:skipIf\s*\(\s*(?:true|1)|runIf\s*\(\s*(?:false|0))\b/,
  /\b(?:it|test|describe|suite)\b.*[{,]\s*(?:skip|only|todo)\s*:\s*(?:true\b|["'`])/,
  /\b(?:xit|xtest|xdescribe|xcontext|xspecify|fit|fdescribe|fcontext|fspecify)\s*\(/,
  /\b(?:this|t|ctx)\.(?:skip|todo)\s*\(/,
  // Python
  /@?\bpytest\.mark\.(?:skip|xfail)|@(?:unittest\.)?(?:skip(?:If|Unless)?|expectedFailure)\b/,
  /\bpytest\.(?:skip|xfail)\s*\(|\bself\.skipTest\s*\(|\bSkipTest\b|\b__test__\s*=\s*False\b/,
  // Go, Rust, Swift, PHP, C
  /\b[tb]\.Skip(?:f|Now)?\s*\(|^\/\/\s*(?:go:build|\+build)\s+ignore\b/,
  /#\[(?:cfg_attr\(.*,\s*)?ignore\b/,
  /\bXCTSkip(?:If|Unless)?\s*\(/,
  /\bmarkTest(?:Skipped|Incomplete)\s*\(/,
  /^\s*#\s*if\s+0\b/,
  // Java, Kotlin, C#
  /(?:^|[\s)])@(?:Disabled\w*|Ignore)\b|@Test\s*\([^)]*\benabled\s*=\s*false\b/,
  /\[(?:Ignore|Explicit)\b|\b(?:Fact|Theory|Test|TestCase)\s*\([^)]*\b(?:Skip|Ignore|Explicit)\s*=/,
  // Ruby, Elixir
  /^\s*(?:xit|xdescribe|xcontext|xspecify|fit|fdescribe|fcontext|fspecify)\s+["':]|^\s*skip(?:\s+["'].*)?$/,
  /^\s*@(?:tag|moduletag|describetag)\s+:?skip\b/,
  // What never holds
  /\bif\s*\(\s*(?:false|0)\s*\)|\bif\s+(?:False|0)\s*:/,
];

/** One that stands in a test of its own making, under a condition, switches nothing off that ran before. */
const inBody =
  /\bpytest\.(?:skip|xfail)\s*\(|\bself\.skipTest\s*\(|\bSkipTest\b|\b[tb]\.Skip(?:f|Now)?\s*\(|\bXCTSkip|\bmarkTest(?:Skipped|Incomplete)\s*\(|\b(?:this|t|ctx)\.skip\s*\(/;
const testStart =
  /^\s*(?:func (?:Test|Benchmark|Fuzz)\w*\(|(?:async )?def test_|[tb]\.Run\(|(?:public )?function test|func test|(?:it|test)\()/;

export function switchedOff(files: readonly FileDiff[]): readonly Reason[] {
  const judged = files.filter(({ path }) => isTest(path));
  const added = new Map(judged.map((file) => [file.path, file.added ?? []]));
  const named = surplus(judged, findSkips, "words").filter(
    ({ path, line, text }) => !(inBody.test(text) && isConditionOfNewTest(added.get(path) ?? [], line)),
  );
  return [...named.map(({ path, line, found }) => reasonOf(path, line, found)), ...judged.flatMap(wrapped)];
}

const findSkips: Finder = (text) =>
  skips.flatMap((pattern) => Array.from(text.matchAll(new RegExp(pattern, "g")), ([found]) => found.trim()));

function reasonOf(path: string, line: number, found: string): Reason {
  return { path, line, rule: "skipped-test", message: skippedTestText(found), suggestion: null };
}

/** Whether the line stands right under an `if`, in a test that starts among the same added lines. */
function isConditionOfNewTest(added: readonly Line[], line: number): boolean {
  const place = added.findIndex((each) => each.line === line);
  if (!/^\s*(?:if|else|elif)\b/.test(added[place - 1]?.text ?? "")) return false;
  for (let at = place - 1; at >= 0 && added[at]?.line === line - (place - at); at -= 1)
    if (testStart.test(added[at]?.text ?? "")) return true;
  return false;
}

/**
 * A comment, or a text of Python's, that a change opens and that runs on into lines which were there before: they are code no more.
 * One whose first line is only written anew was one before.
 */
function wrapped({ path, added, removed }: FileDiff): readonly Reason[] {
  const mark = /\.py$/.test(path) ? /"""|'''/g : /\/\*|\*\//g;
  const opened = openedIn(added ?? [], mark);
  return opened.slice(openedIn(removed ?? [], mark).length).map(({ line, text }) => {
    return reasonOf(path, line, text.trim());
  });
}

/** The lines that open one which the lines right below them, as far as they come along, do not close. */
function openedIn(lines: readonly Line[], mark: RegExp): readonly Line[] {
  const found: Line[] = [];
  let open: Line | null = null;
  let last = 0;
  for (const each of lines) {
    if (open !== null && each.line !== last + 1 && found.at(-1) !== open) found.push(open);
    for (const { 0: sign, index } of each.text.matchAll(mark)) {
      if (open !== null) open = sign === "/*" ? open : null;
      else if (sign !== "*/" && isOutsideOfText(each.text.slice(0, index))) open = each;
    }
    last = each.line;
  }
  return open === null || found.at(-1) === open ? found : [...found, open];
}

/** A glob in quotes, `"src/*"`, opens no comment. */
function isOutsideOfText(before: string): boolean {
  return /(?:^|[\s;{},()])$/.test(before) && (before.match(/["'`]/g) ?? []).length % 2 === 0;
}
