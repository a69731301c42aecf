/** Gate `content`: no added line holds what a rule of the config forbids. */
import { parsePattern } from "../config/linear-pattern.ts";
import type { ContentRule } from "../config/rule-schemas.ts";
import type { FileDiff } from "../domain/file-diff.ts";
import { type Reason, verdictOf } from "../domain/verdict.ts";
import { forbiddenContentText } from "../text/gates/content.ts";
import { filesOf } from "./files.ts";
import type { Gate } from "./gate.ts";
import { judgeText } from "./unreadable.ts";

export const content: Gate = {
  name: "content",
  summary: "added lines that match a rule of `content`",
  keys: ["content"],
  judges: "change",
  judge: ({ change, config }) => {
    if (config.content.length === 0) return verdictOf([]);
    return judgeText(change, ({ files }) =>
      verdictOf(config.content.flatMap((rule) => judgeRule(rule, files))),
    );
  },
};

function judgeRule(rule: ContentRule, files: readonly FileDiff[]): readonly Reason[] {
  const parsed = parsePattern(rule.forbid);
  if (!parsed.ok) throw new Error(`the content rule ${rule.name} was not checked where it entered`);
  const meant = filesOf(rule);
  return files
    .filter(({ path }) => meant(path))
    .flatMap(({ path, added }) =>
      (added ?? []).flatMap(({ line, text }) => {
        const found = parsed.pattern.find(text);
        if (!found) return [];
        const message = forbiddenContentText(rule.name, found.name, rule.message ?? null);
        return [{ path, line, rule: rule.name, message, suggestion: null }];
      }),
    );
}
