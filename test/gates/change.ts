/** Builders of changes, so that a row says only what is in them. */
import { parseConfig } from "../../src/config/parse.ts";
import type { Config } from "../../src/config/schema.ts";
import type { FileMode } from "../../src/domain/file-change.ts";
import type { Change, FileDiff } from "../../src/domain/file-diff.ts";
import type { Verdict } from "../../src/domain/verdict.ts";
import type { GateInput } from "../../src/gates/gate.ts";
import { lineDiff } from "../../src/gates/line-diff.ts";

/** A file that a change adds, with this text. */
export function adds(path: string, text = "x\n", mode: FileMode = "100644"): FileDiff {
  return { path, before: null, after: mode, ...lineDiff(null, text) };
}

export function edits(path: string, before: string, after: string): FileDiff {
  return { path, before: "100644", after: "100644", ...lineDiff(before, after) };
}

export function deletes(path: string, text = "x\n"): FileDiff {
  return { path, before: "100644", after: null, ...lineDiff(text, null) };
}

/** A file of which no text can be shown. */
export function addsBinary(path: string): FileDiff {
  return { path, before: null, after: "100644", added: null, removed: null };
}

export function changeOf(...files: readonly FileDiff[]): Change {
  return { files, collisions: [], revisited: [] };
}

export function rulesOf(text: string): Config {
  const parsed = parseConfig(text);
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join("; "));
  return parsed.config;
}

export function inputOf(over: Partial<GateInput> = {}): GateInput {
  return {
    config: rulesOf("version: 1"),
    reach: null,
    change: changeOf(),
    branch: null,
    title: null,
    commits: null,
    approvers: [],
    ...over,
  };
}

/** `["fail", "rule path:line"]`, as short as a row wants it. */
export function said({ status, reasons, warnings }: Verdict): readonly string[] {
  const place = (path: string | null, line: number | null) =>
    path === null ? "" : ` ${path}${line === null ? "" : `:${line}`}`;
  return [
    status,
    ...reasons.map(({ path, line, rule }) => `${rule}${place(path, line)}`),
    ...warnings.map(({ path, line, rule }) => `(${rule}${place(path, line)})`),
  ];
}
