/** `signalbox check`: the gates on a working tree, before anything is pushed. */
import { type CheckFacts, checkReport, checkText, isOk } from "../text/check.ts";
import { checkAnnotations, refusedConfigAnnotations, wrongUseAnnotation } from "../text/check-annotations.ts";
import { type RefusedConfig, refusedConfigLine, refusedConfigText } from "../text/check-refusal.ts";
import { Misplaced } from "../wiring/check-place.ts";
import { type Asked, judgeTree } from "./check-judge.ts";
import { CannotAnswer, defineCommand, errorReport, type Io, WrongUse } from "./command.ts";

const usage = `signalbox check [--base REF] [--agent ID | --task N] [--all] [--format text|github | --json]

Judges what the current working tree changes, committed or not, by the same gates as its pull request, and whether
it merges with the base as this clone has it. The rules are those of the base, never those that the change brings; a
config that it brings is looked through. Other open pull requests are not looked at here: what collides with them, or
doubles a file of theirs, shows on the pull request.

  --base REF    what to compare with (origin's default branch, or main, or master, by default)
  --agent ID    judge by this agent's boundary (on a branch agent/<id>/<n>-… it is known)
  --task N      judge by the agent and the scope of task N, read from the ledger branch
  --all         judge every file of the tree as if it were new
  --format F    text, or github: a line for each finding that a workflow's log shows at its place
  --json        print { ok, gates: [{ gate, status, reasons, warnings }] }; status is pass, wait, fail, or skip with a reason;
                { ok: false, error } when nothing could be judged
  --help        print this

Exit code 0: every gate passes. 1: some gate fails or waits for a person. 2: wrong use or wrong config. 3: something failed.`;

type Form = "text" | "github" | "json";

export const check = defineCommand({
  name: "check",
  usage,
  options: {
    base: { type: "string" },
    agent: { type: "string" },
    task: { type: "string" },
    all: { type: "boolean" },
    format: { type: "string" },
  },
  positionals: 0,
  run: async ({ base, agent, task, all = false, format, json = false }, _positionals, io) => {
    const form = formOf(json, format);
    try {
      if (agent !== undefined && task !== undefined) throw new WrongUse("name --agent or --task, not both");
      if (all && base !== undefined) throw new WrongUse("--all judges the whole tree: leave --base away");
      return await judge({ base: base ?? null, all, agent, task }, form, io);
    } catch (error) {
      const wrong = error instanceof Misplaced ? new CannotAnswer(error.message) : error;
      if (form !== "github" || !(wrong instanceof WrongUse)) throw wrong;
      io.out(wrongUseAnnotation(wrong.message));
      return 2;
    }
  },
});

function formOf(json: boolean, format: string | undefined): Form {
  if (json && format !== undefined)
    throw new WrongUse("--json and --format are two ways to print the same: leave one of them away");
  if (json) return "json";
  if (format === undefined || format === "text" || format === "github") return format ?? "text";
  throw new WrongUse(`--format takes text or github, but was given ${format}`);
}

async function judge(asked: Asked, form: Form, io: Io): Promise<number> {
  const facts = await judgeTree(io.cwd, asked);
  if ("refused" in facts) {
    printRefused(facts.refused, form, io);
    return 2;
  }
  io.out(printed(facts, form));
  return isOk(facts.gates) ? 0 : 1;
}

function printed(facts: CheckFacts, form: Form): string {
  switch (form) {
    case "json":
      return JSON.stringify(checkReport(facts), null, 2);
    case "github":
      return checkAnnotations(facts);
    case "text":
      return checkText(facts);
    default:
      return form satisfies never;
  }
}

function printRefused(refused: RefusedConfig, form: Form, { out, err }: Io): void {
  switch (form) {
    case "json": {
      const { base, file } = refused;
      const problems = refused.problems.map(({ line, column, path, message }) => ({
        line,
        column,
        path,
        message,
      }));
      return out(errorReport(refusedConfigLine(refused), { file, base, problems }));
    }
    case "github":
      return out(refusedConfigAnnotations(refused));
    case "text":
      return err(refusedConfigText(refused));
    default:
      return form satisfies never;
  }
}
