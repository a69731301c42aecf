/** `signalbox validate`: says whether a config is valid, and if not, what is wrong where. */
import { resolve } from "node:path";
import { type ConfigHint, configHints } from "../config/hints.ts";
import { parseConfig } from "../config/parse.ts";
import { configNotReadText, configProblemsText, configWarningsText } from "../text/config-problems.ts";
import { configSummaryText } from "../text/config-summary.ts";
import { defineCommand } from "./command.ts";
import { readConfigText } from "./config-text.ts";

const DEFAULT_FILE = ".github/signalbox.yml";

const usage = `signalbox validate [file] [--json]

Checks a config file (${DEFAULT_FILE} by default) without changing anything.

A valid one is also looked through for what was hardly meant, such as an agent that may change nothing: a warning.

  --json   print { ok, file, problems: [{ line, column, path, message }], warnings: [the same] }
  --help   print this

Exit code 0: valid, with or without warnings. 2: not valid, or not readable.`;

export const validate = defineCommand({
  name: "validate",
  usage,
  options: {},
  positionals: 1,
  run: async ({ json }, [file = DEFAULT_FILE], io) => {
    const text = await readConfigText(resolve(io.cwd, file));
    if (typeof text !== "string") {
      const message = configNotReadText(file, text.unreadable);
      if (json) io.out(report(file, [{ line: 1, column: 1, path: "", message }]));
      else io.err(message);
      return 2;
    }
    const parsed = parseConfig(text);
    if (parsed.ok) {
      const warnings = configHints(text, parsed.config);
      io.out(json ? report(file, [], warnings) : configSummaryText(file, parsed.config));
      if (!json && warnings.length > 0) io.err(configWarningsText(file, warnings));
      return 0;
    }
    if (json) io.out(report(file, parsed.problems));
    else io.err(configProblemsText(file, parsed.problems));
    return 2;
  },
});

function report(file: string, problems: readonly ConfigHint[], warnings: readonly ConfigHint[] = []): string {
  const shown = ({ line, column, path, message }: ConfigHint): ConfigHint => ({
    line,
    column,
    path,
    message,
  });
  const lists = { problems: problems.map(shown), warnings: warnings.map(shown) };
  return JSON.stringify({ ok: problems.length === 0, file, ...lists }, null, 2);
}
