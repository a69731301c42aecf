/** A calm live log for a terminal: the ledger's lines, what waits, what people do and what agents print. */
import { styleText } from "node:util";
import type { Wait } from "../domain/wait.ts";
import { plain } from "../text/markdown.ts";
import { waitText } from "../text/wait.ts";

export interface Screen {
  /** A line of the ledger's log. */
  story(line: string): void;
  /** What somebody does. */
  deed(who: string, text: string): void;
  /** A line that an agent printed. */
  output(who: string, text: string): void;
  /** The waits of a pass; each is shown when it is new. */
  waits(waits: ReadonlyMap<number, Wait>): void;
}

export interface ScreenOptions {
  readonly print: (line: string) => void;
  readonly color: boolean;
  /** Who appears in it: the first column is as wide as the longest. */
  readonly names: readonly string[];
  /** The time before each line. */
  readonly stamp: () => string;
  /** Waits that are not worth a line, because the log or somebody else tells of them. */
  readonly quiet: readonly Wait["kind"][];
}

type Style = Parameters<typeof styleText>[0];

const agentStyles: readonly Style[] = ["cyan", "magenta", "blue", "yellow", "green", "blueBright"];

export function createScreen({ print, color, names, stamp, quiet }: ScreenOptions): Screen {
  const shown = new Map<number, string>();
  const known = [...names];
  const paint = (style: Style, text: string) =>
    color ? styleText(style, text, { validateStream: false }) : text;
  const width = Math.max(...names.map((name) => name.length), 0);

  return {
    story,
    deed: (who, text) => line(who, "bold", paint("bold", text)),
    output: (who, text) => line(who, "dim", paint("dim", plain(text))),
    waits,
  };

  function line(who: string, style: Style, text: string): void {
    print(`${paint("dim", stamp())}  ${paint(style, who.padEnd(width))}  ${text}`);
  }

  function styleOf(agent: string): Style {
    if (!known.includes(agent)) known.push(agent);
    return agentStyles[known.indexOf(agent) % agentStyles.length] ?? "white";
  }

  function story(text: string): void {
    const [, escalation = "", agent, rest] = /^(ESCALATION )?\[AGENT ([a-z0-9-]+)\] (.*)$/s.exec(text) ?? [];
    if (agent === undefined || rest === undefined) line("", "dim", paint("dim", text));
    else if (/ (archived|attempt \d+ taken by run \d+)$/.test(rest))
      line(agent, styleOf(agent), paint("dim", rest));
    else line(agent, styleOf(agent), `${escalation}${emphasise(rest)}`);
  }

  function emphasise(text: string): string {
    if (/ ended \((outside|unfit|failed|lost|empty|refused)\)| goes back for rework/.test(text))
      return paint("red", text);
    if (/ done: | is ready to merge/.test(text)) return paint("green", text);
    return / asks b\d/.test(text) ? paint("yellow", text) : text;
  }

  function waits(all: ReadonlyMap<number, Wait>): void {
    for (const number of shown.keys()) if (!all.has(number)) shown.delete(number);
    for (const [number, wait] of all) {
      if (quiet.includes(wait.kind)) continue;
      const key = keyOf(wait);
      if (shown.get(number) === key) continue;
      shown.set(number, key);
      line("", "dim", paint("dim", `#${number} ${waitText(wait).replaceAll("`", "")}`));
    }
  }
}

/** What makes a wait another one than that which was shown. */
function keyOf(wait: Wait): string {
  switch (wait.kind) {
    case "lease":
      return `lease ${wait.holder}`;
    case "dependency":
      return `on ${wait.on}`;
    case "conditions":
      return wait.waiting.join(", ");
    case "answer":
      return wait.blockers.map(({ id }) => id).join(", ");
    default:
      return wait.kind;
  }
}
