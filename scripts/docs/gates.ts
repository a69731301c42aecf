/** The page of gates, from the only list of them; what they say is said by the gates themselves, of small changes. */
import type { Reason, Verdict } from "../../src/domain/verdict.ts";
import type { Gate } from "../../src/gates/gate.ts";
import { gates } from "../../src/gates/index.ts";
import { messageParts, withBlock } from "../../src/text/block.ts";
import { gateTitle } from "../../src/text/gates/check.ts";
import { code } from "../../src/text/markdown.ts";
import { type GateExample, type GateExamples, gateExamples, judged } from "../../test/gates/examples.ts";
import { configHead, configRows } from "./configuration.ts";
import { markdownTable } from "./table.ts";

export function gatesPage(): string {
  return `# Gates

<!-- Made by scripts/docs.ts from src/gates/index.ts, src/config/schema.ts and test/gates/examples.ts. Edit those. -->

A gate is one pure judgement of a change, by the rules of the default branch: never by those that the change brings. It
passes, fails, or waits for a person, and says of each finding where it is, which rule it breaks, and what to do next.
\`signalbox check\` judges a working tree before anything is pushed; on a pull request the same gates judge.

- A change that could not be read in full fails every gate that looks at it.
- A rename is a deletion and an addition: both of its paths are judged.
- A warning stops nothing.
- A gate that waits for a person passes when somebody with write access, other than the author and whoever asked for the work (\`merge.requester\`), approves that very commit.
- A maintainer may answer for a gate and one commit: \`/override <gate> because <reason>\`, a comment on the task's issue.

${markdownTable(
  ["Gate", "What it looks for"],
  gates.map(({ name, summary }) => [`[\`${name}\`](#${name})`, `${capital(summary)}.`]),
)}

The texts below are what the gates really answer to small changes; a test compares them.

${gates.map(section).join("\n\n")}
`;
}

function section(gate: Gate): string {
  const examples = gateExamples[gate.name];
  return [
    `## ${gate.name}`,
    `${capital(gate.summary)}.`,
    keys(gate),
    ...(examples.rules === null
      ? []
      : [`The examples are judged by\n\n\`\`\`yaml\n${examples.rules}\n\`\`\``]),
    [examples.passes, ...examples.others].map((each) => example(gate, examples, each)).join("\n"),
  ].join("\n\n");
}

/** Every key that the gate reads, with those beneath it. */
function keys({ name, keys: read }: Gate): string {
  if (read.length === 0) return "It reads no key of the config: its rules are the same everywhere.";
  const rows = configRows().filter(([cell = ""]) => read.some((key) => isBeneath(cell.slice(1, -1), key)));
  for (const key of read) {
    if (!rows.some(([cell]) => cell === `\`${key}\``))
      throw new Error(`the gate ${name} says that it reads ${key}, which the config does not have`);
  }
  return markdownTable(configHead, rows);
}

function isBeneath(path: string, key: string): boolean {
  return path === key || path.startsWith(`${key}.`) || path.startsWith(`${key}[`);
}

function example(gate: Gate, examples: GateExamples, each: GateExample): string {
  const verdict = judged(gate.name, examples, each);
  const said = [...verdict.reasons, ...verdict.warnings].map(quoted);
  const title =
    verdict.status === "pass"
      ? ` — ${gateTitle(gate.name, verdict, each.input.change?.files.length ?? null)}`
      : "";
  return `- ${outcome(gate, verdict)}: ${each.when}${title}${said.join("")}`;
}

/** Not every gate that waits does so for a person: some wait for what GitHub has not told yet. */
function outcome({ name }: Gate, verdict: Verdict): string {
  if (verdict.status === "pass") return verdict.warnings.length > 0 ? "passes with a warning" : "passes";
  if (verdict.status === "fail") return "**fails**";
  return gateTitle(name, verdict, null).startsWith("Waits for a person")
    ? "**waits for a person**"
    : "**waits**";
}

/** The rule stands after the sentence, and above the block of lines that may follow. */
function quoted({ path, line, rule, message }: Reason): string {
  const { said, block } = messageParts(message);
  const place = path === null ? "" : `, at ${code(`${path}${line === null ? "" : `:${line}`}`)}`;
  const text = withBlock({ said: `${said} (rule \`${rule}\`${place})`, block });
  return `\n${text}`.replaceAll("\n", "\n  > ");
}

function capital(text: string): string {
  return `${text[0]?.toUpperCase() ?? ""}${text.slice(1)}`;
}
