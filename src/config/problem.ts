/** One thing that is wrong with a config file, and where. */
import { clip, plain } from "../text/markdown.ts";

export interface ConfigProblem {
  /** Both count from 1. */
  readonly line: number;
  readonly column: number;
  /** The key concerned, such as `agents.eth.capacity` or `agents.eth.allow[0]`; empty for the file as a whole. */
  readonly path: string;
  /** A sentence without a full stop: what is wrong, the value seen, and what is allowed. */
  readonly message: string;
  readonly kind: ProblemKind;
}

export type ProblemKind =
  /** The file as a whole cannot be read: too large, empty, not text. */
  | "file"
  /** Not YAML. */
  | "syntax"
  /** YAML that a config may not use: aliases, anchors, tags, merge keys, directives. */
  | "feature"
  | "duplicate"
  | "unknown"
  /** A key or value that belongs to a later version. */
  | "unsupported"
  /** A name (of an agent, of a check) that may not be one. */
  | "name"
  | "value";

export type KeyPath = readonly (string | number)[];

/** `agents.eth.allow[0]`; foreign keys are cut, for they may be as long as the file. */
export function formatPath(path: KeyPath): string {
  let text = "";
  for (const key of path) {
    if (typeof key === "number") text += `[${key}]`;
    else text += `${text === "" ? "" : "."}${clip(plain(key), 60)}`;
  }
  return text;
}
