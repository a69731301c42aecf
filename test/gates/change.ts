/** Builders of changes, so that a row says only what is in them. */
import { createHash } from "node:crypto";
import { parseConfig } from "../../src/config/parse.ts";
import type { Config } from "../../src/config/schema.ts";
import type { FileChange, FileMode } from "../../src/domain/file-change.ts";
import type { Change, FileDiff } from "../../src/domain/file-diff.ts";
import { fileDiff } from "../../src/domain/line-diff.ts";
import type { Verdict } from "../../src/domain/verdict.ts";
import type { GateInput } from "../../src/gates/gate.ts";

/** A file that a change adds, with this text. */
export function adds(path: string, text = "x\n", mode: FileMode = "100644"): FileDiff {
  return fileDiff({ path, before: null, after: mode }, idOf(text), { text: null }, { text });
}

export function edits(path: string, before: string, after: string): FileDiff {
  return fileDiff(
    { path, before: "100644", after: "100644" },
    idOf(after),
    { text: before },
    { text: after },
  );
}

export function deletes(path: string, text = "x\n"): FileDiff {
  return fileDiff({ path, before: "100644", after: null }, null, { text }, { text: null });
}

/** A change of one path of which only the modes matter. */
export function fileOf(change: FileChange): FileDiff {
  const text = "x\n";
  const before = { text: change.before === null ? null : text };
  const after = { text: change.after === null ? null : `${text}${text}` };
  return fileDiff(change, change.after === null ? null : idOf(change.path), before, after);
}

/** A file of which no text can be shown. */
export function addsBinary(path: string): FileDiff {
  return { path, before: null, after: "100644", blob: idOf(path), added: null, removed: null };
}

/** Equal texts have equal ids, and only those, as in Git. */
function idOf(text: string): string {
  return createHash("sha1").update(text).digest("hex");
}

export function changeOf(...files: readonly FileDiff[]): Change {
  return { files, textRead: true, collisions: [], revisited: [], canonical: [] };
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
    agent: null,
    holderOf: () => null,
    change: changeOf(),
    branch: null,
    title: null,
    commits: null,
    metrics: new Map(),
    approvers: [],
    others: [],
    onto: { branch: "main", forecast: { kind: "clean" } },
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
