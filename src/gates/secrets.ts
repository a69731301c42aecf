/**
 * Gate `secrets`: no added line and no new path holds a credential of a known form. What was published is to be taken for known: the
 * finding never repeats it. Forms that services document; a password in prose is beyond it. Override: a person's, like every gate's.
 */
import type { FileDiff, Line } from "../domain/file-diff.ts";
import { type Reason, reasonAt, verdictOf } from "../domain/verdict.ts";
import { secretPathText, secretText, takenOutText } from "../text/gates/secrets.ts";
import type { Gate } from "./gate.ts";
import { judgeText } from "./unreadable.ts";

export const secrets: Gate = {
  name: "secrets",
  summary: "added lines and new paths that hold a key, a token or a private key of a known form",
  keys: [],
  judges: "change",
  judge: ({ change }) =>
    judgeText(change, ({ files }) =>
      verdictOf([
        ...files.filter(({ before }) => before === null).flatMap(inPath),
        ...files.flatMap(({ path, added }) =>
          secretsIn(added ?? []).map(({ line, kind }) => ({
            path,
            line,
            rule: kind.rule,
            message: secretText(kind.what),
            suggestion: null,
          })),
        ),
      ]),
    ),
};

/** A text without the credentials in it, for what is told to people, agents and the ledger. */
export function withoutSecrets(text: string): string {
  return kinds.reduce(
    (rest, { hint, whole, what }) =>
      rest.includes(hint) ? rest.replace(whole, () => takenOutText(what)) : rest,
    text,
  );
}

/** The path itself is not named: it is the secret. */
function inPath({ path }: FileDiff): readonly Reason[] {
  const kind = kindIn(path);
  return kind ? [reasonAt(null, kind.rule, secretPathText(kind.what))] : [];
}

interface SecretKind {
  readonly rule: string;
  /** "a GitHub token". */
  readonly what: string;
  /** Cheap: a line without this is not looked at further. */
  readonly hint: string;
  readonly pattern: RegExp;
  /** Each of its kind in a text, to its end. */
  readonly whole: RegExp;
}

const forms: readonly Omit<SecretKind, "whole">[] = [
  { rule: "github-token", what: "a GitHub token", hint: "gh", pattern: /\bgh[pousr]_[A-Za-z0-9._]{36,}/ },
  {
    rule: "github-token",
    what: "a GitHub token",
    hint: "github_pat_",
    pattern: /\bgithub_pat_[A-Za-z0-9_]{60,}/,
  },
  { rule: "aws-key", what: "an AWS access key", hint: "A", pattern: /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/ },
  {
    rule: "anthropic-key",
    what: "an Anthropic API key",
    hint: "sk-ant-",
    pattern: /\bsk-ant-[A-Za-z0-9_-]{24,}/,
  },
  {
    rule: "openai-key",
    what: "an OpenAI API key",
    hint: "sk-",
    pattern: /\bsk-(?:proj-|svcacct-)?[A-Za-z0-9_-]{20,}T3BlbkFJ[A-Za-z0-9_-]{20,}/,
  },
  { rule: "slack-token", what: "a Slack token", hint: "xox", pattern: /\bxox[abeprs]-[A-Za-z0-9-]{20,}/ },
  {
    rule: "slack-webhook",
    what: "a Slack webhook",
    hint: "hooks.slack.com",
    pattern: /hooks\.slack\.com\/services\/T[A-Z0-9]{6,}\/B[A-Z0-9]{6,}\/[A-Za-z0-9]{16,}/,
  },
  { rule: "stripe-key", what: "a Stripe key", hint: "k_live_", pattern: /\b[sr]k_live_[A-Za-z0-9]{20,}/ },
  { rule: "google-key", what: "a Google API key", hint: "AIza", pattern: /\bAIza[A-Za-z0-9_-]{35}\b/ },
  { rule: "npm-token", what: "an npm token", hint: "npm_", pattern: /\bnpm_[A-Za-z0-9]{36}\b/ },
  { rule: "gitlab-token", what: "a GitLab token", hint: "glpat-", pattern: /\bglpat-[A-Za-z0-9_-]{20,}/ },
  {
    rule: "private-key",
    what: "a private key",
    hint: "PRIVATE KEY",
    pattern: /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----/,
  },
  {
    rule: "url-password",
    what: "an address with a password",
    hint: "://",
    pattern: /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@"'`{}$<>]{1,100}:[^\s/:@"'`{}$<>*]{8,200}@(?=[a-z0-9])/i,
  },
];

/** Of a private key the pattern knows the first line; what follows up to its last is the key. */
const kinds: readonly SecretKind[] = forms.map((form) => {
  const { source, flags } = form.pattern;
  const rest = form.rule === "private-key" ? String.raw`(?:[\s\S]*?-----END [^-]{1,60}-----|[\s\S]*)` : "";
  return { ...form, whole: new RegExp(source + rest, `${flags}g`) };
});

/** Longer lines are looked at in parts that share their ends: a bundle has lines of megabytes. */
const PART = 20_000;
const SHARED = 1_000;

function secretsIn(lines: readonly Line[]): readonly { readonly line: number; readonly kind: SecretKind }[] {
  return lines.flatMap(({ line, text }) => {
    const kind = kindIn(text);
    return kind ? [{ line, kind }] : [];
  });
}

function kindIn(text: string): SecretKind | null {
  for (let at = 0; at === 0 || at + SHARED < text.length; at += PART - SHARED) {
    const part = text.slice(at, at + PART);
    const kind = kinds.find(({ hint, pattern }) => part.includes(hint) && pattern.test(part));
    if (kind) return kind;
  }
  return null;
}
