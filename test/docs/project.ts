/** What tests of the pages look for in Markdown: relative links, and commands as they are typed. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

export const root = join(import.meta.dirname, "../..");

export function read(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

/** Relative links of a page that lead nowhere. */
export function brokenLinks(path: string): string[] {
  const targets = [...read(path).matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? "");
  return targets.filter(
    (target) =>
      !/^(https?:|#)/.test(target) && !existsSync(join(root, dirname(path), target.replace(/#.*$/, ""))),
  );
}

export interface Typed {
  readonly command: string;
  /** Long options, with their dashes. */
  readonly options: readonly string[];
}

/** `signalbox <command> --option …` wherever it stands as code. */
export function typedCommands(text: string): Typed[] {
  const code = [...text.matchAll(/`([^`\n]+)`/g), ...text.matchAll(/^(.+)$/gm)].map(
    (match) => match[1] ?? "",
  );
  return code.flatMap((line) => {
    const [, command, rest = ""] =
      /^(?:npm run --silent )?signalbox (?:-- )?([a-z]+)\b(.*)$/.exec(line) ?? [];
    return command === undefined ? [] : [{ command, options: rest.match(/--[a-z-]+/g) ?? [] }];
  });
}
