/**
 * Reads the YAML of a config into plain data and remembers where each key and value stands. Only plain YAML is taken:
 * aliases, anchors, tags, merge keys and directives are refused, and so is what could keep the parser busy (FAULTS.md S5).
 */
import { type Document, isMap, isScalar, isSeq, Lexer, LineCounter, type Node, parseDocument } from "yaml";
import { plain } from "../text/markdown.ts";
import { type ConfigProblem, formatPath, type KeyPath, type ProblemKind } from "./problem.ts";
import { hasControl, readKey, refusedFeature, startOf } from "./yaml-node.ts";

const KIBIBYTES = 256;
/** The parser's time grows with these; 64 agents of 60 globs each have 20,000. */
const LEXEMES = 30_000;
const DEPTH = 20;

export interface ConfigDocument {
  readonly value: unknown;
  readonly problems: readonly ConfigProblem[];
  /** Where the value at a path stands; for one that is absent, its nearest ancestor. */
  readonly valueAt: (path: KeyPath) => Position;
  readonly keyAt: (path: KeyPath) => Position;
  /** Whether the value at a path was already refused as YAML; what a schema says of it means nothing. */
  readonly refused: (path: KeyPath) => boolean;
}

export interface Position {
  readonly line: number;
  readonly column: number;
}

interface Place {
  readonly key: Position;
  readonly value: Position;
}

export function readDocument(source: string): ConfigDocument {
  const text = source.startsWith("\uFEFF") ? source.slice(1) : source;
  const lines = new LineCounter();
  const problem = refuseText(text);
  if (problem !== null) return unread([problem]);
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: false,
    version: "1.2",
  });
  const position = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const syntax = document.errors.map(({ code, message, pos }): ConfigProblem => {
    const { line, column } = position(pos[0]);
    return { line, column, path: "", message: syntaxMessage(code, message), kind: "syntax" };
  });
  if (syntax.length > 0) return unread(syntax);
  return walk(text, document, position);
}

function unread(problems: readonly ConfigProblem[]): ConfigDocument {
  const start: Position = { line: 1, column: 1 };
  return { value: {}, problems, valueAt: () => start, keyAt: () => start, refused: () => true };
}

/** What can be refused without parsing. */
function refuseText(text: string): ConfigProblem | null {
  const whole = (message: string): ConfigProblem => ({ line: 1, column: 1, path: "", message, kind: "file" });
  if (new TextEncoder().encode(text).length > KIBIBYTES * 1_024)
    return whole(`the file is larger than ${KIBIBYTES} KiB`);
  const control = /[^\P{Cc}\t\n\r]|\p{Cs}/u.exec(text);
  if (control !== null) {
    const before = text.slice(0, control.index).split("\n");
    const message = "the file contains a control character; it must be UTF-8 text";
    return { ...whole(message), line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  }
  let lexemes = 0;
  for (const _ of new Lexer().lex(text)) {
    if (++lexemes > LEXEMES) return whole("the file has too many parts to be a config");
  }
  return null;
}

function syntaxMessage(code: string, message: string): string {
  switch (code) {
    case "RESOURCE_EXHAUSTION":
      return "the file is nested too deeply";
    case "MULTIPLE_DOCS":
      return "the file holds more than one YAML document; keep one and remove `---`";
    case "TAB_AS_INDENT":
      return "tabs may not indent YAML; use spaces";
    default:
      return `this is not YAML: ${plain(message)}`;
  }
}

function walk(
  text: string,
  document: Document.Parsed,
  position: (offset: number) => Position,
): ConfigDocument {
  const problems: ConfigProblem[] = [];
  const places = new Map<string, Place>();
  const refusedPaths = new Set<string>();
  const nowhere: Place = { key: position(0), value: position(0) };

  const report = (offset: number, path: KeyPath, kind: ProblemKind, message: string): void => {
    problems.push({ ...position(offset), path: formatPath(path), message, kind });
  };
  const refuse = (offset: number, path: KeyPath, kind: ProblemKind, message: string): null => {
    report(offset, path, kind, message);
    refusedPaths.add(JSON.stringify(path));
    return null;
  };

  const read = (node: Node | null, path: KeyPath): unknown => {
    if (node === null) return null;
    const offset = startOf(text, node);
    const feature = refusedFeature(node);
    if (feature !== null) return refuse(offset, path, "feature", feature);
    if (path.length > DEPTH) return refuse(offset, path, "file", "the file is nested too deeply");
    if (isScalar(node)) {
      return typeof node.value === "string" && hasControl(node.value)
        ? refuse(offset, path, "value", `\`${formatPath(path)}\` contains a control character`)
        : node.value;
    }
    if (isSeq<Node | null>(node)) {
      return node.items.map((item, index) => {
        const at = position(item === null ? offset : startOf(text, item));
        const inner = [...path, index];
        places.set(JSON.stringify(inner), { key: at, value: at });
        return read(item, inner);
      });
    }
    if (isMap<Node | null, Node | null>(node)) return readMap(node.items, offset, path);
    return null;
  };

  const readMap = (
    items: readonly { readonly key: Node | null; readonly value: Node | null }[],
    start: number,
    path: KeyPath,
  ): unknown => {
    const entries = new Map<string, unknown>();
    for (const { key: node, value } of items) {
      const offset = node === null ? start : startOf(text, node);
      const key = readKey(node);
      if (typeof key !== "string") {
        report(offset, path, key.kind, key.message);
        continue;
      }
      const inner = [...path, key];
      const at = JSON.stringify(inner);
      const first = places.get(at);
      if (first !== undefined) {
        const line = first.key.line;
        report(
          offset,
          inner,
          "duplicate",
          `\`${formatPath(inner)}\` is written twice; the first is in line ${line}`,
        );
        continue;
      }
      // A value that is left out stands nowhere: its key is what a person can find.
      const written = value?.range && value.range[0] < value.range[1];
      places.set(at, { key: position(offset), value: position(written ? startOf(text, value) : offset) });
      entries.set(key, read(value, inner));
    }
    return Object.fromEntries(entries);
  };

  if (document.directives.yaml.explicit === true || Object.keys(document.directives.tags).length > 1) {
    report(0, [], "feature", "YAML directives (`%`) are not supported; remove the line");
  }
  const value = read(document.contents, []);
  const place = (path: KeyPath): Place => {
    for (let length = path.length; length > 0; length--) {
      const found = places.get(JSON.stringify(path.slice(0, length)));
      if (found !== undefined) return found;
    }
    return nowhere;
  };
  return {
    value,
    problems,
    valueAt: (path) => place(path).value,
    keyAt: (path) => place(path).key,
    refused: (path) => refusedPaths.has(JSON.stringify(path)),
  };
}
