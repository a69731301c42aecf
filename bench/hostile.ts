/** Bench `hostile`: the longest that one question within the config's limits takes, in milliseconds of this machine's processor (FAULTS.md P10). */

import { parsePattern } from "../src/config/linear-pattern.ts";
import { parseConfig } from "../src/config/parse.ts";
import { isInside } from "../src/scope/is-inside.ts";
import { overlap } from "../src/scope/overlap.ts";
import { compileReach, inReach } from "../src/scope/reach.ts";
import type { Figure } from "./figure.ts";
import { hostileLists, hostilePaths } from "./hostile-globs.ts";

const AIM = 50;

export function benchHostile(): readonly Figure[] {
  return [
    figureOf("a path of 4 KiB judged for the first time, three lists at their limit", judging()),
    figureOf("two reaches compared, lists at their limit", comparing()),
    figureOf("a list inside another, both at their limit", containing()),
    figureOf("a pattern near its limit on a line of 4 KiB", matching()),
    { ...figureOf("a config at its limits", loading()), aim: 100 },
  ];
}

function figureOf(what: string, times: readonly number[]): Figure {
  return {
    what: `worst of ${times.length} hostile questions: ${what}`,
    measured: Math.max(...times),
    detail: "ms of processor time",
    aim: AIM,
    alternative: null,
  };
}

function judging(): readonly number[] {
  return hostileLists.flatMap(([, scope], at) =>
    hostilePaths.map((path) =>
      milliseconds(() =>
        inReach(compileReach({ scope, allow: listAt(at + 1), forbid: listAt(at + 2) }), path),
      ),
    ),
  );
}

function comparing(): readonly number[] {
  return hostileLists.flatMap(([, one], at) =>
    hostileLists
      .slice(at)
      .map(([, other], apart) =>
        milliseconds(() =>
          overlap(
            compileReach({ scope: one, allow: listAt(at + apart + 1), forbid: listAt(at + apart + 2) }),
            compileReach({ scope: other, allow: ["**"], forbid: listAt(at + apart + 3) }),
          ),
        ),
      ),
  );
}

function listAt(place: number): readonly string[] {
  return hostileLists[place % hostileLists.length]?.[1] ?? [];
}

function containing(): readonly number[] {
  return hostileLists.flatMap(([, inner]) =>
    hostileLists.map(([, outer]) => milliseconds(() => isInside(inner, outer))),
  );
}

const patterns = [
  "((a{0,5}){5}){5}b$",
  "(\\w{0,30}\\W?){6}b$",
  "(a?){90}\\b",
  "(.*a.{100})b$",
  "(?:a|b)*a(?:a|b){100}$",
  "(?P<n>[ab]{20,100}a)b$",
  "(?i)(\\pL+\\s*)+$",
] as const;
const lines = [
  "a".repeat(4_096),
  "ab".repeat(2_048),
  "a b ".repeat(1_024),
  `${"a".repeat(50)}b`.repeat(81),
] as const;

function matching(): readonly number[] {
  return patterns.flatMap((source) => {
    const parsed = parsePattern(source);
    if (!parsed.ok) throw new Error(`${source}: ${parsed.problem}`);
    return lines.map((line) => milliseconds(() => parsed.pattern.all(line)));
  });
}

function loading(): readonly number[] {
  const configs = [
    ...hostileLists.slice(0, 4).map(([, globs]) => agentsOf(globs)),
    `naming:\n${Array.from({ length: 100 }, (_, at) => `  - { name: r${at}, in: paths, find: '(a?){90}$', template: '{a}' }\n`).join("")}`,
    `agents:\n${Array.from({ length: 1_750 }, (_, at) => `  a${at}: { allow: ["x${at}/**"] }\n`).join("")}`,
    "# x\n".repeat(14_000),
  ];
  return configs.map((text) => milliseconds(() => parseConfig(text)));
}

/** As many agents as 250 KiB hold. */
function agentsOf(globs: readonly string[]): string {
  const list = globs.map((glob) => `      - "${glob}"\n`).join("");
  const agents = Array.from({ length: 14 }, (_, at) => `  a${at}:\n    allow:\n${list}    forbid:\n${list}`);
  return `agents:\n${agents.join("")}`;
}

/** Of three runs the fastest: what the machine does besides is not meant. */
function milliseconds(run: () => unknown): number {
  const times = Array.from({ length: 3 }, () => {
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  });
  return Math.min(...times);
}
