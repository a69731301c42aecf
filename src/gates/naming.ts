/** Gate `naming`: names that a change brings are as the standards of the config say; what is wrong is told with the right name. */
import { type LinearPattern, parsePattern } from "../config/linear-pattern.ts";
import { propose } from "../config/name-proposal.ts";
import { fits, type NameTemplate, parseTemplate } from "../config/name-template.ts";
import { wordsOf } from "../config/name-words.ts";
import type { NamingRule } from "../config/rule-schemas.ts";
import type { FileDiff } from "../domain/file-diff.ts";
import { type Reason, reasonAt, verdictOf } from "../domain/verdict.ts";
import { commitsUnreadText, wrongNameText } from "../text/gates/naming.ts";
import { filesOf } from "./files.ts";
import type { Gate, GateInput } from "./gate.ts";
import { judgeText } from "./unreadable.ts";

export const naming: Gate = {
  name: "naming",
  summary: "names in added lines, paths, branch, commits and title that break a standard of `naming`",
  keys: ["naming"],
  judges: "change",
  judge: (input) => {
    const { change, config } = input;
    if (config.naming.length === 0) return verdictOf([]);
    return judgeText(change, ({ files }) =>
      verdictOf(config.naming.flatMap((rule) => judgeRule(compile(rule), input, files))),
    );
  },
};

interface CompiledRule {
  readonly rule: NamingRule;
  readonly pattern: LinearPattern;
  readonly template: NameTemplate;
}

function compile(rule: NamingRule): CompiledRule {
  const [pattern, template] = [parsePattern(rule.find), parseTemplate(rule.template, rule.parts)];
  if (!pattern.ok || !template.ok)
    throw new Error(`the naming rule ${rule.name} was not checked where it entered`);
  return { rule, pattern: pattern.pattern, template: template.template };
}

/** Where a name stands. */
interface Place {
  readonly path: string | null;
  readonly line: number | null;
}

function judgeRule(compiled: CompiledRule, input: GateInput, files: readonly FileDiff[]): readonly Reason[] {
  const { rule } = compiled;
  const meant = filesOf(rule);
  const nowhere: Place = { path: null, line: null };
  switch (rule.in) {
    case "added-lines":
      return files
        .filter(({ path }) => meant(path))
        .flatMap(({ path, added }) =>
          (added ?? []).flatMap(({ line, text }) => judgeLine(compiled, text, { path, line })),
        );
    case "paths":
      return files
        .filter(({ path, before, after }) => before === null && after !== null && meant(path))
        .flatMap(({ path }) => judgeLine(compiled, path, { path, line: null }));
    case "branch":
      return input.branch === null ? [] : judgeLine(compiled, input.branch, nowhere);
    case "title":
      return input.title === null ? [] : judgeLine(compiled, input.title, nowhere);
    case "commits":
      if (input.commits === "unread") return [reasonAt(null, rule.name, commitsUnreadText())];
      return (input.commits ?? []).flatMap(({ subject }) => judgeLine(compiled, subject, nowhere));
    default:
      return rule.in satisfies never;
  }
}

function judgeLine({ rule, pattern, template }: CompiledRule, text: string, place: Place): readonly Reason[] {
  return pattern
    .all(text)
    .filter(({ name }) => !fits(template, name))
    .map(({ name }) => {
      const proposed = propose(template, name, wordsOf(place.path ?? ""));
      const message = wrongNameText({
        name,
        where: rule.in,
        rule: rule.name,
        template: rule.template,
        proposed,
      });
      const suggestion = proposed.gaps.length === 0 ? proposed.text : null;
      return { ...place, rule: rule.name, message, suggestion };
    });
}
