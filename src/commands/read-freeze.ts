/** What follows `/freeze`: paths, a time, an option and a reason; time and option may also stand behind the reason. */
import { parseDuration } from "../config/duration.ts";
import { parseGlob } from "../scope/glob.ts";
import {
  freezeGlobText,
  freezeManyText,
  freezeOptionText,
  freezePathText,
  freezeReasonText,
  freezeTimeText,
} from "../text/freeze.ts";
import { visible } from "../text/visible.ts";

export interface AskedFreeze {
  readonly scope: readonly string[];
  /** Milliseconds; null for no end. */
  readonly lasts: number | null;
  readonly drain: boolean;
  readonly reason: string | null;
}

export type ReadFreeze =
  | { readonly ok: true; readonly asked: AskedFreeze }
  | { readonly ok: false; readonly reply: string };

const REASON = 200;
const GLOBS = 20;
const LONGEST = 90 * 86_400_000;

export function readFreeze(argument: string): ReadFreeze {
  const words = visible(argument)
    .split(/\s+/)
    .filter((word) => word !== "");
  const [scope, options]: [string[], Options] = [[], { lasts: null, drain: false }];
  let read = readOption(words, options);
  while (words.length > 0 && read.kind !== "problem") {
    if (read.kind === "none") {
      const glob = readPath(words[0] ?? "");
      if (glob.kind === "none") break;
      if (glob.kind === "problem") return refused(glob.reply);
      scope.push(glob.text);
      words.shift();
    }
    read = readOption(words, options);
  }
  if (read.kind === "problem") return refused(read.reply);
  readLast(words, options);
  const reason = words.join(" ");
  if (scope.length > GLOBS) return refused(freezeManyText(GLOBS));
  if (reason.length > REASON) return refused(freezeReasonText(reason.length, REASON));
  return { ok: true, asked: { scope, ...options, reason: reason === "" ? null : reason } };
}

interface Options {
  lasts: number | null;
  drain: boolean;
}

type Found = { readonly kind: "found" | "none" } | { readonly kind: "problem"; readonly reply: string };

/** Takes an option, or a time, off the front. */
function readOption(words: string[], options: Options): Found {
  const [first = "", second] = words;
  if (first === "--drain") options.drain = true;
  else if (first.startsWith("--")) return { kind: "problem", reply: freezeOptionText(first) };
  else if (first.toLowerCase() === "for" && second !== undefined && /^\d/.test(second)) {
    const lasts = parseDuration(second, LONGEST);
    if (lasts === null) return { kind: "problem", reply: freezeTimeText(second) };
    options.lasts = lasts;
    words.shift();
  } else return { kind: "none" };
  words.shift();
  return { kind: "found" };
}

/** Takes them off the end, where many people write them. */
function readLast(words: string[], options: Options): void {
  for (;;) {
    const time = words.at(-2)?.toLowerCase() === "for" ? parseDuration(words.at(-1) ?? "", LONGEST) : null;
    if (words.at(-1) === "--drain") {
      options.drain = true;
      words.pop();
    } else if (time !== null && options.lasts === null) {
      options.lasts = time;
      words.splice(-2);
    } else return;
  }
}

type Path =
  | { readonly kind: "path"; readonly text: string }
  | { readonly kind: "none" }
  | { readonly kind: "problem"; readonly reply: string };

/**
 * A word in backticks, with a star, or of a file with an ending in a folder. Any other word with a slash may be a folder or no path
 * at all (`CI/CD`): taken for either, the freeze would hold much less than was meant.
 */
function readPath(word: string): Path {
  const quoted = /^`([^`]+)`$/.exec(word)?.[1];
  const text = quoted ?? word;
  const isPath = quoted !== undefined || text.includes("*") || /\/[^/]*\.[a-z0-9]+$/i.test(text);
  if (!isPath || text.includes("://")) {
    if (!text.includes("/") || text.includes("://")) return { kind: "none" };
    return { kind: "problem", reply: freezePathText(text, `${text.replace(/\/+$/, "")}/**`) };
  }
  const parsed = parseGlob(text);
  return parsed.ok
    ? { kind: "path", text }
    : { kind: "problem", reply: freezeGlobText(text, parsed.problem) };
}

function refused(reply: string): ReadFreeze {
  return { ok: false, reply };
}
