/** The config that `signalbox check` judges by, and the one that a change brings. */
import { join } from "node:path";
import { configHints } from "../config/hints.ts";
import { parseConfig } from "../config/parse.ts";
import type { Config } from "../config/schema.ts";
import type { Change } from "../domain/file-diff.ts";
import { type Verdict, verdictOf } from "../domain/verdict.ts";
import type { RefusedConfig } from "../text/check-refusal.ts";
import { configNotReadText } from "../text/config-problems.ts";
import { type Base, type Place, readFileAt } from "../wiring/check-place.ts";
import { CannotAnswer } from "./command.ts";
import { readConfigText } from "./config-text.ts";

const FILE = ".github/signalbox.yml";

type Rules =
  | { readonly config: Config; readonly notes: readonly string[] }
  | { readonly refused: RefusedConfig };

/** The base's as it is now, as on its pull request; a base that has none is judged by the one that lies in the tree. */
export async function checkRules({ call, top }: Place, base: Base | null): Promise<Rules> {
  const committed = base && (await readFileAt(call, base.commit, FILE));
  if (base && committed !== null) {
    const parsed = parseConfig(committed);
    if (parsed.ok) return { config: parsed.config, notes: [] };
    const here = await readConfigText(join(top, FILE));
    const mended = typeof here === "string" && parseConfig(here).ok;
    return { refused: { file: FILE, problems: parsed.problems, base: base.name, mended } };
  }
  const text = await readConfigText(join(top, FILE));
  if (typeof text !== "string") {
    throw new CannotAnswer(
      text.unreadable === "missing"
        ? missingText(top, base)
        : configNotReadText(join(top, FILE), text.unreadable),
    );
  }
  const parsed = parseConfig(text);
  if (!parsed.ok) return { refused: { file: FILE, problems: parsed.problems, base: null, mended: false } };
  const notes = base ? [`${base.name} has no ${FILE}: judged by the one in the working tree.`] : [];
  return { config: parsed.config, notes };
}

function missingText(top: string, base: Base | null): string {
  const where = base ? `neither on ${base.name} nor in ${top}` : `none in ${top}`;
  return `There is no ${FILE}, ${where}, so there is nothing to judge by. \`signalbox up\` proposes one; docs/configuration.md has every key.`;
}

/** The config that the change brings, which judges nothing before it is merged, and then all; null when it brings none. */
export async function judgeConfig({ top }: Place, change: Change | null): Promise<Verdict | null> {
  const brought = change?.files.find(({ path, after }) => path === FILE && after !== null);
  if (!brought) return null;
  const text = await readConfigText(join(top, FILE));
  if (typeof text !== "string") return verdictOf([reason(1, configNotReadText(FILE, text.unreadable))]);
  const parsed = parseConfig(text);
  const found = parsed.ok ? configHints(text, parsed.config) : parsed.problems;
  const reasons = found.map(({ line, message }) => reason(line, message));
  return parsed.ok ? verdictOf([], reasons) : verdictOf(reasons);
}

function reason(line: number, message: string): Verdict["reasons"][number] {
  return { path: FILE, line, rule: "config", message, suggestion: null };
}
