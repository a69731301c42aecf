/** Says in words what the schema found: the key, what it must be, and the value seen. */
import type { z } from "zod";
import { wordList } from "../text/config-hints.ts";
import { clip, plain } from "../text/markdown.ts";
import { type JsonSchema, keysAt } from "./json-schema.ts";
import { isLaterKey, isLaterValue } from "./later.ts";
import { nearest } from "./nearest.ts";
import { formatPath, type KeyPath, type ProblemKind } from "./problem.ts";

type Issue = z.core.$ZodIssue;

export interface Explained {
  readonly path: KeyPath;
  /** Whether the problem is the key itself, not its value. */
  readonly at: "key" | "value";
  readonly kind: ProblemKind;
  readonly message: string;
}

/** One explanation for each problem that an issue holds. `value` is the whole config as read. */
export function explain(issue: Issue, value: unknown, schema: JsonSchema): readonly Explained[] {
  const path = keyPath(issue.path);
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => explainKey([...path, key], keysAt(schema, path)));
    case "invalid_union":
      return branchOf(issue.errors).flatMap((inner) =>
        explain({ ...inner, path: [...path, ...inner.path] }, value, schema),
      );
    case "invalid_key": {
      const name = `\`${show(String(path.at(-1)))}\``;
      const rule = issue.issues[0]?.message ?? "may not be a key";
      return [{ path, at: "key", kind: "name", message: `the name ${name} ${rule}` }];
    }
    case "invalid_type":
    case "invalid_value":
    case "invalid_format":
    case "invalid_element":
    case "not_multiple_of":
    case "too_big":
    case "too_small":
    case "custom":
      return [explainValue(issue, path, at(value, path))];
    default:
      return issue satisfies never;
  }
}

function explainKey(path: KeyPath, known: readonly string[]): Explained {
  if (isLaterKey(path)) {
    return {
      path,
      at: "key",
      kind: "unsupported",
      message: `\`${formatPath(path)}\` is not supported in this version`,
    };
  }
  const key = String(path.at(-1));
  const parent = formatPath(path.slice(0, -1));
  const similar = nearest(key, known);
  const message = [
    `unknown key \`${show(key)}\`${parent === "" ? "" : ` in \`${parent}\``}`,
    ...(similar === null ? [] : [`did you mean \`${similar}\`?`]),
  ].join("; ");
  return {
    path,
    at: "key",
    kind: "unknown",
    message: `${message}${similar === null ? "." : ""} Keys here: ${known.join(", ")}`,
  };
}

/** Of the forms that a value may have, the one that was meant: the one whose type fits. */
function branchOf(errors: readonly (readonly Issue[])[]): readonly Issue[] {
  const fitting = errors.find(
    (issues) => !issues.some(({ code, path }) => code === "invalid_type" && path.length === 0),
  );
  if (fitting !== undefined) return fitting;
  return [{ code: "custom", path: [], message: "must be text or a map of keys" }];
}

function explainValue(issue: Issue, path: KeyPath, seen: unknown): Explained {
  if (isLaterValue(path, seen)) {
    const message = `\`${show(String(seen))}\` is not supported in this version; ${name(path)} ${expectation(issue)}`;
    return { path, at: "value", kind: "unsupported", message };
  }
  return { path, at: "value", kind: "value", message: valueMessage(issue, path, seen) };
}

function valueMessage(issue: Issue, path: KeyPath, seen: unknown): string {
  if (issue.code === "custom" && !hasRule(issue)) return `${name(path)}: ${issue.message}`;
  if (seen === "" && issue.code === "too_small") return `${name(path)} must not be empty`;
  if (seen === undefined) return `${name(path)} is missing; it ${expectation(issue)}`;
  const message = `${name(path)} ${expectation(issue)}, but is ${describe(seen)}`;
  if (issue.code === "invalid_value" && typeof seen === "string") {
    const similar = nearest(seen, issue.values.map(String));
    return similar === null ? message : `${message}; did you mean \`${similar}\`?`;
  }
  if (issue.code !== "invalid_type" || hasRule(issue)) return message;
  if (issue.expected === "array" && typeof seen === "string") {
    const words = path.at(-1) === "command" ? seen.trim().split(/\s+/) : null;
    return `${message}; write ${words ? wordList(words) : `[${JSON.stringify(show(seen))}]`}`;
  }
  const quotable = typeof seen === "number" || typeof seen === "boolean";
  return issue.expected === "string" && quotable ? `${message}; put it in quotes` : message;
}

function name(path: KeyPath): string {
  return path.length === 0 ? "the file" : `\`${formatPath(path)}\``;
}

/** Whether the schema states the rule in words of its own. */
function hasRule({ message }: Issue): boolean {
  return message.startsWith("must ");
}

function expectation(issue: Issue): string {
  if (hasRule(issue)) return issue.message;
  if (issue.code === "invalid_type") return `must be ${typeNames[issue.expected] ?? issue.expected}`;
  if (issue.code === "invalid_value") return `must be ${issue.values.map(String).join(" or ")}`;
  if (issue.code === "too_small") return `must be at least ${issue.minimum}`;
  if (issue.code === "too_big") {
    return `must ${issue.origin === "array" ? "have" : "be"} at most ${issue.maximum}${units[issue.origin] ?? ""}`;
  }
  return `is refused (${issue.message})`;
}

const typeNames: Readonly<Record<string, string>> = {
  string: "text",
  int: "a whole number",
  number: "a whole number",
  array: "a list",
  object: "a map of keys",
  record: "a map of names",
};

const units: Readonly<Record<string, string>> = { string: " characters long", array: " entries" };

function describe(seen: unknown): string {
  if (seen === null) return "empty";
  if (Array.isArray(seen)) return "a list";
  if (typeof seen === "string") return seen === "" ? "empty text" : `the text \`${show(seen)}\``;
  return typeof seen === "number" || typeof seen === "boolean" ? String(seen) : "a map of keys";
}

function show(text: string): string {
  return clip(plain(text), 60);
}

function at(value: unknown, path: KeyPath): unknown {
  let found = value;
  for (const key of path)
    found = typeof found === "object" && found !== null ? Reflect.get(found, key) : undefined;
  return found;
}

function keyPath(path: readonly PropertyKey[]): KeyPath {
  return path.map((key) => (typeof key === "number" ? key : String(key)));
}
