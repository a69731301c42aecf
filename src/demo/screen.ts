/** What the demo prints while it plays: the ledger's lines, what waits, and what mira does. */
import { styleText } from "node:util";
import type { Wait } from "../domain/wait.ts";
import { waitText } from "../text/wait.ts";

export interface Screen {
  /** A line of the ledger's log. */
  story(line: string): void;
  mira(deed: string): void;
  /** The waits of a pass; each is shown when it is new. */
  waits(waits: ReadonlyMap<number, Wait>): void;
}

type Style = Parameters<typeof styleText>[0];

const agentStyles: readonly Style[] = ["cyan", "magenta", "blue", "yellow", "green", "blueBright"];

export function createScreen(
  print: (line: string) => void,
  color: boolean,
  agents: readonly string[],
): Screen {
  const start = Date.now();
  const shown = new Map<number, string>();
  const paint = (style: Style, text: string) =>
    color ? styleText(style, text, { validateStream: false }) : text;
  const styleOf = (agent: string): Style =>
    agentStyles[agents.indexOf(agent) % agentStyles.length] ?? "white";
  const width = Math.max(...agents.map((agent) => agent.length), "mira".length);

  return { story, mira, waits };

  function line(who: string, style: Style, text: string): void {
    const time = `${((Date.now() - start) / 1_000).toFixed(1)}s`.padStart(6);
    print(`${paint("dim", time)}  ${paint(style, who.padEnd(width))}  ${text}`);
  }

  function story(text: string): void {
    const [, escalation = "", agent, rest] = /^(ESCALATION )?\[AGENT ([a-z0-9-]+)\] (.*)$/s.exec(text) ?? [];
    if (agent === undefined || rest === undefined) line("", "dim", paint("dim", text));
    else if (/ (archived|attempt \d+ taken by run \d+)$/.test(rest))
      line(agent, styleOf(agent), paint("dim", rest));
    else line(agent, styleOf(agent), `${escalation}${emphasise(rest)}`);
  }

  function emphasise(text: string): string {
    if (/ ended \((outside|failed|lost|empty|refused)\)| goes back for rework/.test(text))
      return paint("red", text);
    if (/ done: | is ready to merge/.test(text)) return paint("green", text);
    return / asks b\d/.test(text) ? paint("yellow", text) : text;
  }

  function mira(deed: string): void {
    line("mira", "bold", paint("bold", deed));
  }

  /** Only what is worth a line: what waits for others. What is at work or in review, the log tells. */
  function waits(all: ReadonlyMap<number, Wait>): void {
    for (const [number, wait] of all) {
      if (
        wait.kind === "run" ||
        wait.kind === "conditions" ||
        wait.kind === "merge" ||
        wait.kind === "answer"
      )
        continue;
      const key =
        wait.kind === "lease"
          ? `lease ${wait.holder}`
          : wait.kind === "dependency"
            ? `on ${wait.on}`
            : wait.kind;
      if (shown.get(number) === key) continue;
      shown.set(number, key);
      line("", "dim", paint("dim", `#${number} ${waitText(wait).replaceAll("`", "")}`));
    }
  }
}
