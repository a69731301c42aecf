/** `signalbox validate`: says whether a config is valid, and if not, what is wrong where. */
import { resolve } from "node:path";
import { parseConfig } from "../config/parse.ts";
import type { ConfigProblem } from "../config/problem.ts";
import { configNotReadText, configProblemsText } from "../text/config-problems.ts";
import { configSummaryText } from "../text/config-summary.ts";
import { defineCommand } from "./command.ts";
import { readConfigText } from "./config-text.ts";

const DEFAULT_FILE = ".github/signalbox.yml";

const usage = `signalbox validate [file] [--json]

Checks a config file (${DEFAULT_FILE} by default) without changing anything.

  --json   print { ok, file, problems: [{ line, column, path, message }] }
  --help   print this

Exit code 0: valid. 2: not valid, or not readable.`;

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
      io.out(json ? report(file, []) : configSummaryText(file, parsed.config));
      return 0;
    }
    if (json) io.out(report(file, parsed.problems));
    else io.err(configProblemsText(file, parsed.problems));
    return 2;
  },
});

function report(file: string, problems: readonly Omit<ConfigProblem, "kind">[]): string {
  const shown = problems.map(({ line, column, path, message }) => ({ line, column, path, message }));
  return JSON.stringify({ ok: problems.length === 0, file, problems: shown }, null, 2);
}
