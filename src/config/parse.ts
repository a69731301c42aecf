/** Reads the text of a config: all of its problems with their positions, or the config with every default filled in. */
import { remembering } from "../domain/remembering.ts";
import { type ConfigDocument, readDocument } from "./document.ts";
import { type Explained, explain } from "./explain.ts";
import { configJsonSchema } from "./json-schema.ts";
import { type ConfigProblem, formatPath } from "./problem.ts";
import { Config } from "./schema.ts";

export type ParsedConfig =
  | { readonly ok: true; readonly config: Config }
  /** At least one problem, in the order of the file. */
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/** Every pass reads the config several times, and it seldom changes. */
export const parseConfig = remembering(100, judgeText);

function judgeText(text: string): ParsedConfig {
  const document = readDocument(text);
  const judged = Config.safeParse(document.value);
  if (judged.success && document.problems.length === 0) return { ok: true, config: judged.data };
  const issues = judged.success ? [] : judged.error.issues;
  const schema = configJsonSchema();
  const found = issues
    .flatMap((issue) => explain(issue, document.value, schema))
    .filter(({ path }) => !document.refused(path))
    .map((explained) => locate(explained, document));
  return { ok: false, problems: firstOfEach([...document.problems, ...found]) };
}

function locate({ path, at, kind, message }: Explained, document: ConfigDocument): ConfigProblem {
  const position = at === "key" ? document.keyAt(path) : document.valueAt(path);
  return { ...position, path: formatPath(path), message, kind };
}

/** In the order of the file; of several problems of one value only the first, for the others follow from it. */
function firstOfEach(problems: readonly ConfigProblem[]): readonly ConfigProblem[] {
  const sorted = problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
  const seen = new Set<string>();
  return sorted.filter(({ line, column, path }) => {
    const key = `${line}:${column}:${path}`;
    return !seen.has(key) && seen.add(key);
  });
}
