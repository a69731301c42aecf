/** The server's log: a constant message and fields as one JSON object a line, without secrets, and without control characters. */
import { type Logger, pino } from "pino";

export interface LogOptions {
  readonly level: string;
  /** Takes one line, with its end. */
  readonly write: (line: string) => void;
  /** What must never stand in it, whatever it looks like. */
  readonly secrets: readonly string[];
}

export const logLevels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;

/** By prefix, for their lengths change: https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github#githubs-token-formats */
const TOKEN = /\b(gh[a-z]|github_pat)_[A-Za-z0-9_.-]+/g;
const JWT = /\beyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+/g;
const PEM = /-----BEGIN [A-Z ]+-----.*?(?:-----END [A-Z ]+-----|(?="))/gs;
/** JSON escapes what is below a space; these a terminal obeys too, or turns the line around by. */
const OBEYED = /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

export function createLog({ level, write, secrets }: LogOptions): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: describeError },
      hooks: { streamWrite: (line) => redact(line, secrets) },
    },
    { write },
  );
}

/** A whole line, which is JSON. */
export function redact(line: string, secrets: readonly string[]): string {
  const known = secrets.flatMap((secret) =>
    secret === "" ? [] : [secret, JSON.stringify(secret).slice(1, -1)],
  );
  return known
    .reduce((text, secret) => text.replaceAll(secret, "[secret]"), line)
    .replace(PEM, "[key]")
    .replace(TOKEN, "$1_[token]")
    .replace(JWT, "[token]")
    .replace(OBEYED, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Its message and what caused it. Requests that octokit attaches to its errors carry tokens: they stay out. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: String(error) };
  const status = "status" in error && typeof error.status === "number" ? { status: error.status } : {};
  const because = error.cause === undefined ? {} : { because: describeError(error.cause) };
  return { message: error.message, ...status, ...because };
}
